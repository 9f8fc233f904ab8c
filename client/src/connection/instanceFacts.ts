/** Keeps the language server told what the connected instance knows. */
import type * as vscode from 'vscode';
import { resourceIdOf } from '../../../instance';
import type { FactSource } from '../../../server/src/core/workspace/types';
import type { InstanceFacts } from '../../../server/src/protocol';
import { describeFailure } from '../errors';
import type { PolicyLanguageClient } from '../languageClient';
import type { Connected } from './connection';
import type { ActiveState, Connections } from './connections';
import { instanceKey } from './instanceKey';
import { namedFactsOf } from './namedFacts';
import { namedValueFact } from './namedValueFact';

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
    // What policies refer to less often is listed only then, so that nothing waits for it.
    if (facts === null || state.kind !== 'connected') return;
    const named = await namedFactsOf(state.lists, sourceOf(state), (kind, failure) =>
      log.info(`Names of the kind "${kind}" are not known to the editor: ${describeFailure(failure)}`),
    );
    if (turn === latest) await languageClient.setInstanceFacts({ ...facts, named });
  };
  return connections.onDidChange((state) => void announce(state));
}

/**
 * The names the instance knows. Where a list can't be had nothing is told at all: with a part of the names the
 * server would take the others for unknown.
 */
async function factsOf(connected: Connected, log: vscode.LogOutputChannel): Promise<InstanceFacts | null> {
  const { lists } = connected;
  const [namedValues, fragments, backends] = await Promise.all([
    lists.namedValues().whole,
    lists.fragments().whole,
    lists.backends().whole,
  ]);
  for (const outcome of [namedValues, fragments, backends])
    if (!outcome.ok)
      log.warn(`The instance’s names are not known to the editor: ${describeFailure(outcome.failure)}`);
  if (!namedValues.ok || !fragments.ok || !backends.ok) return null;
  const source = sourceOf(connected);
  return {
    authority: instanceKey(connected.target),
    label: source.label,
    id: source.id,
    ...(connected.service.sku !== '' && { tier: connected.service.sku }),
    namedValues: namedValues.value.map((each) => namedValueFact(each, source)),
    fragments: fragments.value.map(({ name, description }) => ({
      id: name,
      source,
      ...(description !== undefined && { description }),
    })),
    backends: backends.value.map(({ name, url }) => ({
      id: name,
      source,
      ...(url !== undefined && { url }),
    })),
  };
}

function sourceOf({ service, target }: Connected): Extract<FactSource, { kind: 'instance' }> {
  return { kind: 'instance', label: service.name, id: resourceIdOf(target) };
}
