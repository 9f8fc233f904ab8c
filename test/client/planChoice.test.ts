import { describe, expect, it } from 'vitest';
import { choiceOf, keptChoice } from '../../client/src/plan/choice';
import type { PlanItem, PlannedChange } from '../../instance/push';

const item = (name: string, change: PlannedChange, before = 'theirs'): PlanItem => ({
  id: name,
  resource: { kind: 'policy', address: { kind: 'api', api: name } },
  path: `apis/${name}/policy.xml`,
  change,
  before,
  after: 'mine',
  base: undefined,
  work: { kind: 'none' },
});
const update = { action: 'update' } as const;
const unchanged = { action: 'unchanged' } as const;
const conflict = { action: 'conflict', reason: 'no-base', otherwise: 'update' } as const;

describe('what of a plan is sent', () => {
  it('is at first all but what would undo somebody else’s work', () => {
    expect([...choiceOf([item('a', update), item('b', conflict), item('c', unchanged)])]).toEqual(['a']);
  });

  it.each<[string, PlanItem, 'chosen' | 'left out', PlanItem, boolean]>([
    ['what was left out', item('a', update), 'left out', item('a', update), false],
    ['what was chosen', item('a', update), 'chosen', item('a', update), true],
    ['what has been sent meanwhile', item('a', update), 'chosen', item('a', unchanged), false],
    ['what has changed since', item('a', unchanged), 'left out', item('a', update), true],
    ['a decided conflict', item('a', conflict), 'chosen', item('a', conflict), true],
    [
      'a decided conflict with another text',
      item('a', conflict),
      'chosen',
      item('a', conflict, 'new'),
      false,
    ],
    ['what has become a conflict', item('a', update), 'chosen', item('a', conflict), false],
    ['a conflict that was merged', item('a', conflict), 'left out', item('a', update), true],
    [
      'a conflict that is blocked now',
      item('a', conflict),
      'chosen',
      item('a', { action: 'blocked', message: '' }),
      false,
    ],
  ])('keeps the choice in a plan made anew: %s', (_, before, was, now, expected) => {
    const chosen = new Set(was === 'chosen' ? ['a'] : []);
    expect(keptChoice([before], chosen, [now]).has('a')).toBe(expected);
  });

  it('takes in what is new in it', () => {
    expect([...keptChoice([], new Set(), [item('a', update), item('b', conflict)])]).toEqual(['a']);
  });
});
