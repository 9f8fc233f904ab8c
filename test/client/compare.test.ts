import { describe, expect, it } from 'vitest';
import { groupRow, isBrought, itemRow, summaryOf } from '../../client/src/compare/rows';
import type { ComparedItem, Difference } from '../../instance/promotion';

const names = { first: 'dev', second: 'prod' };
const item = (difference: Difference): ComparedItem => ({
  id: difference,
  resource: { kind: 'policy', address: { kind: 'api', api: 'orders' } },
  difference,
  first: 'a',
  second: 'b',
});

describe('a comparison', () => {
  it('says in a sentence what differs', () => {
    const items = (['different', 'different', 'only-second', 'formatting', 'same'] as const).map(item);
    expect(summaryOf({ items }, names)).toBe('2 different, 1 only in prod');
    expect(summaryOf({ items: [item('formatting'), item('same')] }, names)).toBe('no difference');
  });

  it('calls the sides by their names', () => {
    expect(groupRow('only-first', names, 3)).toMatchObject({ label: 'Only in dev', description: '3' });
    expect(groupRow('only-second', names, 1).tooltip).toContain('dev');
    expect(itemRow(item('different'), names)).toMatchObject({ label: 'orders', description: 'API' });
  });

  it('brings over what the other side lacks or has otherwise, and nothing that means the same', () => {
    const brought = (['same', 'formatting', 'different', 'only-first', 'only-second'] as const).filter(
      (difference) => isBrought({ difference }),
    );
    expect(brought).toEqual(['different', 'only-first']);
  });
});
