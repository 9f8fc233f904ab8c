/** The live tests themselves, against the sample instance. */
import { expect, it } from 'vitest';
import { armInstance } from '../support/armInstance';
import { startTestEmulator } from '../support/emulator';
import { readEverything } from './reading';
import { type Step, Steps } from './steps';
import { writeAndTakeBack } from './writing';

const failed = ({ all }: Steps): readonly Step[] => all.filter(({ outcome }) => outcome === 'failed');

it('pass against the sample instance and leave nothing behind', async () => {
  const emulator = await startTestEmulator();
  const steps = new Steps(() => {});
  const held = () =>
    emulator.store
      .all()
      .map(({ path, properties }) => `${path} ${JSON.stringify(properties)}`)
      .sort();
  const before = held();
  await readEverything(armInstance(emulator), steps);
  await writeAndTakeBack(armInstance(emulator), steps, { prefix: 'test', api: 'catalog' });
  await writeAndTakeBack(armInstance(emulator), steps, { prefix: 'test', api: 'inventory' });
  expect(failed(steps)).toEqual([]);
  expect(steps.all.length).toBeGreaterThan(20);
  expect(held()).toEqual(before);
  await emulator.close();
});

it('tell what fails, and skip what can not be asked then', async () => {
  const emulator = await startTestEmulator();
  emulator.faults.add({ path: '*', times: 0, effect: { kind: 'status', status: 403 } });
  const steps = new Steps(() => {});
  await readEverything(armInstance(emulator), steps);
  expect(steps.all.map(({ outcome }) => outcome)).toEqual(['failed', 'skipped']);
  await emulator.close();
});
