import { expect, it } from 'vitest';
import { runStress } from './run';

it('loses no change, whoever else writes and whatever fails', async () => {
  const { faults, writes } = await runStress({ seed: 20_260_112, policies: 20, writes: 400 });
  expect(faults).toEqual([]);
  expect(Object.values(writes).every((count) => count > 50)).toBe(true);
});
