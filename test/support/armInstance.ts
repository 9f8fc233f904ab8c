/** The ARM adapter pointed at a sample instance, with short waits. */
import type { Emulator } from '../../emulator';
import {
  type ApimInstance,
  type ArmOptions,
  createArmInstance,
  type Failure,
  type Outcome,
  type TokenSource,
} from '../../instance';

export const testToken: TokenSource = {
  getToken: async () => ({ token: 'canary-token', expiresOnTimestamp: Date.now() + 3_600_000 }),
};

export function armInstance(
  emulator: Pick<Emulator, 'url' | 'subscriptionId' | 'resourceGroup' | 'service'>,
  options: ArmOptions & { readonly credential?: TokenSource } = {},
): ApimInstance {
  const { subscriptionId, resourceGroup, service, url } = emulator;
  return createArmInstance(
    {
      subscriptionId,
      resourceGroup,
      service,
      endpoint: url,
      credentialScope: 'https://management.azure.com/.default',
    },
    options.credential ?? testToken,
    { retryDelayMs: 1, pollIntervalMs: 1, ...options },
  );
}

/** The value; fails the test with the failure otherwise. */
export async function resultOf<T>(outcome: Promise<Outcome<T>>): Promise<T> {
  const settled = await outcome;
  if (settled.ok) return settled.value;
  throw new Error(`${settled.failure.kind}: ${settled.failure.message}`);
}

/** The failure; fails the test where the call succeeded. */
export async function failureOf<T>(outcome: Promise<Outcome<T>>): Promise<Failure> {
  const settled = await outcome;
  if (!settled.ok) return settled.failure;
  throw new Error(`Expected a failure, got ${JSON.stringify(settled.value)}`);
}
