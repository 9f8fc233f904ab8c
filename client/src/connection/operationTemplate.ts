/** Tells the language server the URL templates that policies of operations are about. */
import type { OperationTemplateParams } from '../../../server/src/protocol';
import type { Connections } from './connections';

/** As a connected instance has it; `null` where it has no such operation or can't be asked. Asks for no sign-in. */
export async function operationTemplate(
  connections: Connections,
  { api, operation, workspace, authority }: OperationTemplateParams,
): Promise<string | null> {
  const state = authority === undefined ? connections.state : connections.find(authority)?.state;
  if (state?.kind !== 'connected') return null;
  const outcome = await state.lists.operations(api, workspace).whole;
  if (!outcome.ok) return null;
  return outcome.value.find(({ name }) => name === operation)?.urlTemplate ?? null;
}
