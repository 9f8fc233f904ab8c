/** The policies under stress. */
import type { Emulator } from '../../../emulator';
import type { PolicyAddress } from '../../../server/src/core/workspace/types';
import { startTestEmulator } from '../../support/emulator';

/** A policy under stress: what the engine calls it, and where the instance keeps it. */
export interface Subject {
  readonly address: PolicyAddress;
  /** Below the service, as the sample instance's store has it. */
  readonly path: string;
}

/** An instance with that many policies of APIs, and a fragment for each ten of them. */
export async function startUnderStress(
  policies: number,
  options: Parameters<typeof startTestEmulator>[0] = {},
): Promise<{ readonly emulator: Emulator; readonly subjects: readonly Subject[] }> {
  const emulator = await startTestEmulator({
    seed: 'empty',
    generate: { apis: policies, operations: 0, operationPolicies: 0 },
    ...options,
  });
  const fragments = Array.from({ length: Math.ceil(policies / 10) }, (_, index) => `fragment-${index}`);
  emulator.store.putAll(
    fragments.map((fragment) => ({
      path: `policyFragments/${fragment}`,
      properties: {
        description: `The ${fragment}`,
        value: '<fragment>\n  <set-method>GET</set-method>\n</fragment>\n',
      },
    })),
  );
  return { emulator, subjects: subjectsOf(policies, fragments) };
}

export function subjectsOf(policies: number, fragments: readonly string[]): readonly Subject[] {
  const apis = Array.from({ length: policies }, (_, index) => `api-${String(index + 1).padStart(4, '0')}`);
  return [
    ...apis.map((api): Subject => ({ address: { kind: 'api', api }, path: `apis/${api}/policies/policy` })),
    ...fragments.map(
      (fragment): Subject => ({
        address: { kind: 'fragment', fragment },
        path: `policyFragments/${fragment}`,
      }),
    ),
  ];
}
