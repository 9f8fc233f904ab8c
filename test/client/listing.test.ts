import { describe, expect, it } from 'vitest';
import { Listing } from '../../client/src/connection/listing';
import type { Outcome } from '../../instance';

describe('a list on its way', () => {
  it('shows its pages as they come, and tells of each', async () => {
    let give = (_rows: readonly number[]): void => undefined;
    let end = (_outcome: Outcome<readonly number[]>): void => undefined;
    const listing = new Listing<number>(({ onPage }) => {
      give = (rows) => onPage?.(rows);
      return new Promise((resolve) => {
        end = resolve;
      });
    });
    expect(listing.rows).toEqual([]);
    const first = listing.next();
    give([1, 2]);
    await first;
    expect(listing.rows).toEqual([1, 2]);
    expect(listing.outcome).toBeUndefined();
    const last = listing.next();
    end({ ok: true, value: [1, 2, 3] });
    await last;
    expect(listing.rows).toEqual([1, 2, 3]);
    await listing.next();
  });

  it('that fails half way says so', async () => {
    const failure = { kind: 'unreachable', message: 'Cut.' } as const;
    const listing = new Listing<number>(async ({ onPage }) => {
      onPage?.([1]);
      return { ok: false, failure };
    });
    expect(await listing.whole).toEqual({ ok: false, failure });
    expect(listing.outcome).toEqual({ ok: false, failure });
  });
});
