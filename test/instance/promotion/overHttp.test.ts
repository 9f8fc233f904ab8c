/** Environments, a promotion between two services and the comparison of both, over HTTP. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { EmulatedService, Emulator } from '../../../emulator';
import { type ApimInstance, resourceIdOf } from '../../../instance';
import { readEnvironments } from '../../../instance/environments';
import { compareSources, instanceSource, planPromotion } from '../../../instance/promotion';
import { applyWorkspacePush, openEnvironment } from '../../../instance/push';
import { armInstance, resultOf } from '../../support/armInstance';
import { startTestEmulator } from '../../support/emulator';
import { memoryFiles } from '../../support/memoryFiles';
import { actionsOf, outcomesOf } from '../../support/plans';

let emulator: Emulator;
let prod: EmulatedService;
let instances: readonly [ApimInstance, ApimInstance];
beforeEach(async () => {
  emulator = await startTestEmulator();
  prod = emulator.addService({ service: 'shop-production', seed: 'shop-prod' });
  const { url } = emulator;
  instances = [armInstance(emulator), armInstance({ ...prod, url })];
});
afterEach(() => emulator.close());

it('brings one instance to another, with what is different there and without its secrets', async () => {
  const [from, to] = instances;
  const file = `environments:
  prod:
    resourceId: ${resourceIdOf(to.target)}
    endpoint: ${emulator.url}
    protected: true
    overrides:
      namedValues:
        backend-host: '{#HOST#}'
`;
  const { environments, problems } = readEnvironments(file);
  expect(problems).toEqual([]);
  const [environment] = environments;
  if (environment === undefined) throw new Error('No environment.');
  const files = memoryFiles();
  const { sides } = await openEnvironment(environment, {
    instance: to,
    files,
    tokens: (name) => (name === 'HOST' ? 'canary.example' : undefined),
  });
  const differing = async () => {
    const outcome = await compareSources(instanceSource(from), instanceSource(to));
    if (!outcome.ok) throw new Error(outcome.failure.message);
    expect(outcome.comparison.unread).toEqual([]);
    return outcome.comparison.items.filter(
      ({ resource, difference }) =>
        resource.kind === 'policy' && difference !== 'same' && difference !== 'formatting',
    );
  };
  const before = await differing();
  const planned = await planPromotion(from, sides, 'everything', { sleep: async () => {} });
  if (!planned.ok) throw new Error(planned.failure.message);
  // What belongs to something that only the first instance has.
  const blocked = planned.plan.items
    .filter(({ resource, change }) => resource.kind === 'policy' && change.action === 'blocked')
    .map(({ id }) => id);
  const report = await applyWorkspacePush(to, planned.plan, { overwrite: 'all', onFailure: 'go-on' });
  const wrong = outcomesOf(report).filter((line) => /: (?:failed|invalid|conflict|not-tried)$/.test(line));
  expect({ wrong, before: before.length > 0 }).toEqual({ wrong: [], before: true });
  const after = (await differing()).filter(({ difference }) => difference !== 'only-second');
  expect(after.map(({ id }) => id).toSorted()).toEqual(blocked.toSorted());
  const again = await planPromotion(from, sides, 'everything', { sleep: async () => {} });
  expect(again.ok && actionsOf(again.plan).filter((line) => !/: (?:unchanged|blocked)$/.test(line))).toEqual(
    [],
  );
  const secrets = await Promise.all(
    (await resultOf(from.namedValues()))
      .filter(({ kind }) => kind === 'secret')
      .map(({ name }) => resultOf(from.revealNamedValue(name))),
  );
  const kept = JSON.stringify([...files.content]);
  for (const secret of [...secrets, 'canary.example']) expect(kept).not.toContain(secret);
});
