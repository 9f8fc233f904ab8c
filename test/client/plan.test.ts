import { describe, expect, it } from 'vitest';
import { reportText } from '../../client/src/plan/report';
import { canBeSent, contextOf, isSentByItself, itemRow, summaryOf } from '../../client/src/plan/rows';
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
    expect(itemRow(item(conflict), undefined, 'push').description).toBe(
      'API · changed on the instance since it was last pulled or pushed',
    );
    expect(itemRow(item({ action: 'update' }), { kind: 'updated', asSent: true }, 'push')).toMatchObject({
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
    expect(itemRow(item({ action: 'update' }), refused, 'push')).toMatchObject({
      description: 'API · refused: No such element.',
      icon: 'error',
    });
  });
});

describe('a plan’s rows', () => {
  const noBase = { action: 'conflict', reason: 'no-base', otherwise: 'update' } as const;

  it('speak of promotions where it is one', () => {
    expect(itemRow(item(noBase), undefined, 'push').description).toContain('never pulled');
    expect(itemRow(item(noBase), undefined, 'promote').description).toContain('never promoted');
  });

  it('offer to merge a policy of the workspace that somebody else has changed, and nothing else', () => {
    expect(contextOf(item(noBase), 'push')).toContain('mergeable');
    expect(contextOf(item(noBase), 'promote')).not.toContain('mergeable');
    expect(contextOf(item({ action: 'update' }), 'push')).not.toContain('mergeable');
    expect(contextOf({ ...item(noBase), before: undefined }, 'push')).not.toContain('mergeable');
    const backend = { kind: 'backend', name: 'erp' } as const;
    expect(contextOf({ ...item(noBase), resource: backend }, 'push')).not.toContain('mergeable');
  });

  it('offer to take the instance’s where there is a file to put it into, and to overwrite every conflict', () => {
    const backend = { ...item(noBase), resource: { kind: 'backend', name: 'erp' } as const };
    for (const each of [item(noBase), backend]) expect(contextOf(each, 'push')).toContain('takeable');
    expect(contextOf({ ...item(noBase), after: undefined }, 'push')).not.toContain('takeable');
    expect(contextOf(item(noBase), 'promote')).not.toContain('takeable');
    expect(contextOf(item(noBase), 'promote')).toContain('conflict');
    expect(contextOf(item({ action: 'update' }), 'push')).not.toContain('conflict');
  });

  it('say what was made of a conflict, until it is sent', () => {
    expect(itemRow(item(noBase), undefined, 'push', 'taken').description).toContain('plan again');
    expect(itemRow(item(noBase), { kind: 'updated', asSent: true }, 'push', 'taken').description).toBe(
      'API · updated',
    );
  });

  it('open what there is a document of: an instance has documents of policies only', () => {
    const backend = { ...item(noBase), resource: { kind: 'backend', name: 'erp' } as const };
    expect(contextOf(item(noBase), 'promote')).toContain('openable');
    expect(contextOf(backend, 'push')).toContain('openable');
    expect(contextOf(backend, 'promote')).not.toContain('openable');
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
      'Push',
      'shop',
      when,
    );
    expect(text).toContain(
      '2026-01-02 03:04 UTC. 1 could not be sent. 1 were not tried; plan again to carry on.',
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
    expect(reportText({ items, complete: true, cancelled: false }, 'Promotion', 'shop', when)).toContain(
      'has all 1 of it',
    );
  });
});
