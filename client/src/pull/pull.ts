/** Pulling policies of the instance into the workspace. */
import * as vscode from 'vscode';
import { applyPull, type PullPlan, type PullResult, type PullScope, planPull } from '../../../instance/sync';
import type { PolicyAddress } from '../../../server/src/core/workspace/types';
import { addressLabel } from '../addressLabel';
import { type Artifacts, artifactsOf, chooseFolder, uriIn } from '../artifacts';
import type { Connected } from '../connection/connection';
import type { Connections } from '../connection/connections';
import { orCancel, orThrow, throwFailure, UserCancelled, UserError } from '../errors';
import type { ExplorerNode } from '../explorer/types';
import { knownToken, overridesOf } from '../plan/sides';
import { cancellable } from '../progress';
import { tell } from '../words';
import type { Decided, LocalChanges } from './localChanges';
import { summaryOf, withheldNotice } from './summary';

export class Pull {
  constructor(
    private readonly connections: Connections,
    private readonly localChanges: LocalChanges,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** Pulls the policy of a row of the tree; without one, what the person picks. */
  async pull(node: ExplorerNode | undefined): Promise<void> {
    const connected = this.connections.required(node?.instance);
    const address = node?.address;
    const addresses = address === undefined ? await choosePolicies(connected) : [address];
    await this.run(connected, addresses);
  }

  /** Pulls a row of the tree and all that is in it; without a row, everything of the active instance. */
  async pullTree(node: ExplorerNode | undefined): Promise<void> {
    await this.run(this.connections.required(node?.instance), node?.pulls ?? 'everything');
  }

  async pullAll(): Promise<void> {
    await this.run(this.connections.required(), 'everything');
  }

  private async run(connected: Connected, scope: PullScope): Promise<void> {
    const artifacts = await artifactsOf(
      await chooseFolder('Pull into which folder?', connected.environment),
      connected,
    );
    const { plan, result } = await this.planAndApply(connected, scope, artifacts);
    for (const { path, message } of result.failed) this.log.warn(`${path} was not pulled: ${message}`);
    for (const { path } of plan.gone)
      this.log.info(`${path} stays, though the instance no longer has its policy.`);
    const decided = await this.localChanges.decide(result.conflicts, artifacts, connected.target, plan);
    await this.open(scope, plan, artifacts);
    this.tell(connected.service.name, plan, result, decided);
  }

  private async planAndApply(
    connected: Connected,
    scope: PullScope,
    artifacts: Artifacts,
  ): Promise<{ readonly plan: PullPlan; readonly result: PullResult }> {
    return cancellable(`Pulling from ${connected.service.name}`, async (signal, report) => {
      const { files, state, place } = artifacts;
      const { overrides } = await overridesOf(connected);
      let seen = 0;
      const planned = await planPull(connected.instance, scope, files, state, place, {
        signal,
        overrides,
        tokens: knownToken,
        onProgress: ({ done, total, label }) => {
          report(`${done} of ${total}: ${label}`, (100 * (done - seen)) / Math.max(1, total));
          seen = done;
        },
      });
      const plan = planned.ok ? planned.plan : throwFailure(planned.failure);
      report('Writing files');
      return { plan, result: await applyPull(plan, files, { signal }) };
    });
  }

  private async open(scope: PullScope, plan: PullPlan, { folder }: Artifacts): Promise<void> {
    const [only] = plan.items.filter(({ entry }) => entry.kind === 'policy');
    if (scope === 'everything' || !('length' in scope) || scope.length !== 1 || only === undefined) return;
    await vscode.window.showTextDocument(uriIn(folder, only.path), { preview: false });
  }

  private tell(instance: string, plan: PullPlan, result: PullResult, decided: Decided): void {
    if (result.failed.length > 0) {
      const [first] = result.failed;
      const count = result.failed.length === 1 ? 'one file' : `${result.failed.length} files`;
      throw new UserError(`Could not pull ${count}: ${first?.message ?? ''}`, [
        { title: 'Show Log', command: 'apimPolicy.showOutput' },
      ]);
    }
    tell(`$(check) ${summaryOf(instance, result, plan.gone.length, decided)}`);
    const withheld = withheldNotice(plan, result);
    if (withheld !== undefined) void vscode.window.showWarningMessage(withheld);
  }
}

async function choosePolicies({ lists, service }: Connected): Promise<readonly PolicyAddress[]> {
  const items = async (): Promise<(vscode.QuickPickItem & { readonly address: PolicyAddress })[]> => {
    const [policies, fragments] = await Promise.all([lists.policyAddresses().whole, lists.fragments().whole]);
    const addresses: readonly PolicyAddress[] = [
      ...orThrow(policies),
      ...orThrow(fragments).map(({ name }) => ({ kind: 'fragment', fragment: name }) as const),
    ];
    return addresses.map((address) => ({ ...addressLabel(address), address }));
  };
  // Listed first, so that what goes wrong is reported as the command's failure.
  const listed = await cancellable(`Listing the policies of ${service.name}`, items);
  const chosen = await vscode.window.showQuickPick(listed, {
    title: `Pull from ${service.name}`,
    placeHolder: 'Which policies?',
    canPickMany: true,
    matchOnDescription: true,
  });
  const addresses = orCancel(chosen).map(({ address }) => address);
  if (addresses.length === 0) throw new UserCancelled();
  return addresses;
}
