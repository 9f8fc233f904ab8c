/** Keeps the language server told what the connected instance knows. */
import type * as vscode from 'vscode';
import { type Failure, resourceIdOf } from '../../../instance';
import type { FactSource } from '../../../server/src/core/workspace/types';
import type { InstanceFacts } from '../../../server/src/protocol';
import { describeFailure } from '../errors';
import type { PolicyLanguageClient } from '../languageClient';
import type { Connected } from './connection';
import type { ActiveState, Connections } from './connections';
import { instanceKey } from './instanceKey';
import { namedFactsOf } from './namedFacts';
import { placeFactsOf, workspaceFactsOf } from './placeFacts';

export function announceInstanceFacts(
  connections: Connections,
  languageClient: PolicyLanguageClient,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  let latest = 0;
  const announce = async (state: ActiveState): Promise<void> => {
    const turn = ++latest;
    const facts = state.kind === 'connected' ? await factsOf(state, log) : null;
    if (turn !== latest) return;
    await languageClient.setInstanceFacts(facts);
    // What policies refer to less often, and from fewer of them, is listed only then, so that nothing waits for it.
    if (facts === null || state.kind !== 'connected') return;
    const source = sourceOf(state);
    const unknown = (what: string, failure: Failure): void =>
      log.info(`Names of ${what} are not known to the editor: ${describeFailure(failure)}`);
    const named = await namedFactsOf(state.lists, source, (kind, failure) =>
      unknown(`the kind "${kind}"`, failure),
    );
    if (turn !== latest) return;
    await languageClient.setInstanceFacts({ ...facts, named });
    const workspaces = await workspaceFactsOf(state.lists, source, unknown);
    if (turn === latest && Object.keys(workspaces).length > 0)
      await languageClient.setInstanceFacts({ ...facts, named, workspaces });
  };
  return connections.onDidChange((state) => void announce(state));
}

/** The names the service itself knows; nothing where a list can't be had. */
async function factsOf(connected: Connected, log: vscode.LogOutputChannel): Promise<InstanceFacts | null> {
  const source = sourceOf(connected);
  const facts = await placeFactsOf(connected.lists, source);
  if (!facts.ok) {
    log.warn(`The instance’s names are not known to the editor: ${describeFailure(facts.failure)}`);
    return null;
  }
  return {
    authority: instanceKey(connected.target),
    label: source.label,
    id: source.id,
    ...(connected.service.sku !== '' && { tier: connected.service.sku }),
    ...facts.value,
  };
}

function sourceOf({ service, target }: Connected): Extract<FactSource, { kind: 'instance' }> {
  return { kind: 'instance', label: service.name, id: resourceIdOf(target) };
}
