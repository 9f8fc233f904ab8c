import { describe, expect, it } from 'vitest';
import { reportText } from '../../client/src/plan/report';
import { canBeSent, isSentByItself, itemRow, summaryOf } from '../../client/src/plan/rows';
import type { ItemOutcome, PlanItem, PlannedChange } from '../../instance/push';

const item = (change: PlannedChange, name = 'orders'): PlanItem => ({
  id: name,
  resource: { kind: 'policy', address: { kind: 'api', api: name } },
  path: `apis/${name}/policy.xml`,
  change,
  before: 'a',
  after: 'b',
  base: undefined,
  work: { kind: 'none' },
});
const conflict = { action: 'conflict', reason: 'changed-on-instance', otherwise: 'update' } as const;

describe('a plan', () => {
  it('sends by itself all but what would undo somebody else’s work', () => {
    expect(isSentByItself(item({ action: 'update' }))).toBe(true);
    expect(isSentByItself(item({ action: 'delete' }))).toBe(true);
    expect(isSentByItself(item(conflict))).toBe(false);
    expect(canBeSent(item(conflict))).toBe(true);
    expect(canBeSent(item({ action: 'blocked', message: 'No.' }))).toBe(false);
    expect(canBeSent(item({ action: 'unchanged' }))).toBe(false);
  });

  it('says in a sentence what it does', () => {
    expect(
      summaryOf([item({ action: 'create' }), item({ action: 'update' }), item({ action: 'unchanged' })]),
    ).toBe('1 to create, 1 to update');
    expect(summaryOf([item({ action: 'unchanged' })])).toBe('nothing to do');
  });

  it('says of a row why it waits, and afterwards what came of it', () => {
    expect(itemRow(item(conflict), undefined).description).toBe(
      'API · changed on the instance since it was last pulled or pushed',
    );
    expect(itemRow(item({ action: 'update' }), { kind: 'updated', asSent: true })).toMatchObject({
      description: 'API · updated',
      icon: 'pass-filled',
    });
    const refused: ItemOutcome = {
      kind: 'invalid',
      message: 'Refused.',
      faults: [
        { fault: { message: 'No such element.' }, in: { kind: 'document' }, span: { start: 0, end: 1 } },
      ],
    };
    expect(itemRow(item({ action: 'update' }), refused)).toMatchObject({
      description: 'API · refused: No such element.',
      icon: 'error',
    });
  });
});

describe('the report of a push', () => {
  const when = Date.UTC(2026, 0, 2, 3, 4);

  it('puts first what needs somebody', () => {
    const text = reportText(
      {
        items: [
          { item: item({ action: 'update' }), outcome: { kind: 'updated', asSent: true } },
          {
            item: item({ action: 'update' }, 'pay|ments'),
            outcome: { kind: 'conflict', message: 'Changed.' },
          },
          { item: item({ action: 'update' }, 'catalog'), outcome: { kind: 'not-tried' } },
        ],
        complete: false,
        cancelled: false,
      },
      'shop',
      when,
    );
    expect(text).toContain(
      '2026-01-02 03:04 UTC. 1 could not be sent. 1 were not tried; push again to carry on.',
    );
    expect([...text.matchAll(/^## (.+)$/gm)].map(([, title]) => title)).toEqual([
      'Not sent',
      'Not tried',
      'Done',
    ]);
    expect(text).toContain('| pay\\|ments | API |');
  });

  it('is short where all went well', () => {
    const items = [{ item: item({ action: 'create' }), outcome: { kind: 'created', asSent: true } as const }];
    expect(reportText({ items, complete: true, cancelled: false }, 'shop', when)).toContain(
      'has all 1 of it',
    );
  });
});
