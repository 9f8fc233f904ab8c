import { expect, it } from 'vitest';
import { runKills } from './kill';

it('leaves no file half written when it is killed, and carries on', async () => {
  const { faults, looked } = await runKills({ seed: 7, policies: 10, kills: 4, longest: 250 });
  expect(faults).toEqual([]);
  expect(looked).toBeGreaterThan(10);
});
