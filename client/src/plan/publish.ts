/** Pushing many files: what is meant is asked, a plan is shown, sent after a yes, and reported. */
import * as vscode from 'vscode';
import type { GitFailure } from '../../../instance/git';
import {
  applyWorkspacePush,
  isFine,
  type PlanItem,
  type PushReport,
  type PushSelection,
  planWorkspacePush,
  type WorkspacePlan,
} from '../../../instance/push';
import type { Failure } from '../../../instance/types';
import { chooseFolder, relativePath, uriIn } from '../artifacts';
import type { Connected } from '../connection/connection';
import type { Connections } from '../connection/connections';
import { saved } from '../documentEdits';
import { orCancel, throwFailure, UserCancelled, UserError } from '../errors';
import type { Snapshots } from '../live/snapshots';
import { contextKeys, languageId } from '../names';
import { cancellable } from '../progress';
import type { InstanceFaults } from '../push/faults';
import { confirmProtected } from '../push/protection';
import { tell } from '../words';
import { chooseSelection } from './chooseSelection';
import type { PlanView } from './planView';
import { reportText } from './report';
import { nameOf, summaryOf } from './rows';
import { type Sides, sidesOf } from './sides';

/** A plan that is shown, and how to make it anew. */
interface Session {
  readonly key: string;
  readonly connected: Connected;
  readonly folder: vscode.WorkspaceFolder;
  readonly sides: Sides;
  readonly selection: PushSelection;
  readonly deletions: boolean;
  readonly plan: WorkspacePlan;
}

export class Publish {
  private session: Session | undefined;
  private isRunning = false;

  constructor(
    private readonly connections: Connections,
    private readonly view: PlanView,
    private readonly snapshots: Snapshots,
    private readonly faults: InstanceFaults,
    private readonly log: vscode.LogOutputChannel,
    /** Called with the instance's key after something was sent. */
    private readonly onSent: (key: string) => void,
  ) {}

  /** Plans a push of the files that a menu names, else of what the person chooses. */
  async plan(first: unknown, several: unknown): Promise<void> {
    const connected = this.connections.required();
    const uris = [several, first].flat().filter((each) => each instanceof vscode.Uri);
    const folder = uris[0] === undefined ? undefined : vscode.workspace.getWorkspaceFolder(uris[0]);
    const where = folder ?? (await chooseFolder('Push from which folder?', connected.environment));
    const selection: PushSelection =
      uris.length === 0
        ? await chooseSelection()
        : { kind: 'paths', paths: [...new Set(uris.map((uri) => relativePath(where, uri)))] };
    await this.show(connected, where, selection, false);
  }

  /** Makes the plan anew, as after a failure: what was sent is unchanged then. */
  async again(change: { readonly deletions?: boolean } = {}): Promise<void> {
    const { key, folder, selection, deletions } = this.required();
    const connected = this.connections.required(key);
    await this.show(connected, folder, selection, change.deletions ?? deletions);
  }

  discard(): void {
    this.session = undefined;
    this.view.clear();
  }

  /** Shows what an item changes: the instance's text on the left, the workspace's on the right. */
  async showChange(item: PlanItem): Promise<void> {
    const { connected, folder } = this.required();
    const { target } = connected;
    const { label } = nameOf(item);
    const side = (text: string | undefined) => this.snapshots.uri(target, `/${item.path}`, text ?? '');
    const after =
      item.resource.kind === 'policy' && item.path.endsWith('.xml') && item.after !== undefined
        ? uriIn(folder, item.path)
        : side(item.after);
    await vscode.commands.executeCommand(
      'vscode.diff',
      side(item.before),
      after,
      `${label} (${connected.service.name} ↔ workspace)`,
      { preview: true },
    );
  }

  /** All differences of the plan in one editor. */
  async showAll(): Promise<void> {
    const { connected, plan } = this.required();
    const differing = plan.items.filter(({ change, before, after }) => {
      const differs = change.action !== 'unchanged' && change.action !== 'blocked';
      return differs && (before !== undefined || after !== undefined);
    });
    if (differing.length === 0) throw new UserError('There is no difference to show.');
    const side = (path: string, text: string | undefined) =>
      this.snapshots.uri(connected.target, `/${path}`, text ?? '');
    await vscode.commands.executeCommand(
      'vscode.changes',
      `${connected.service.name} ↔ workspace`,
      differing.map(({ path, before, after }) => {
        const right = side(path, after);
        return [
          right,
          before === undefined ? undefined : side(path, before),
          after === undefined ? undefined : right,
        ];
      }),
    );
  }

  /** Sends what is chosen, after a yes. */
  async apply(): Promise<void> {
    const session = this.required();
    if (this.isRunning) throw new UserError('This push is running already.');
    const chosen = this.view.selection;
    if (chosen.length === 0) throw new UserError('Nothing is chosen: check what is to be sent.');
    const onFailure = await this.confirm(session, chosen);
    const overwrite = new Set(
      chosen.filter(({ change }) => change.action === 'conflict').map(({ id }) => id),
    );
    this.isRunning = true;
    void vscode.commands.executeCommand('setContext', contextKeys.pushing, true);
    try {
      const report = await this.send(session, chosen, overwrite, onFailure);
      await this.tellOf(session, report);
    } finally {
      this.isRunning = false;
      void vscode.commands.executeCommand('setContext', contextKeys.pushing, false);
      this.onSent(session.key);
    }
  }

  private async confirm({ connected }: Session, chosen: readonly PlanItem[]): Promise<'stop' | 'go-on'> {
    const { service, environment } = connected;
    const stop = 'Push';
    const goOn = 'Push, Go On after Failures';
    const picked = await vscode.window.showWarningMessage(
      `Push to ${environment === undefined ? service.name : `${environment.name} (${service.name})`}?`,
      {
        modal: true,
        detail: `${summaryOf(chosen)}. Each is sent only if the instance still holds what the plan shows. The first failure ends the push, unless you choose to go on.`,
      },
      stop,
      goOn,
    );
    orCancel(picked);
    await confirmProtected(environment, 'push', service.name);
    return picked === goOn ? 'go-on' : 'stop';
  }

  private send(
    { connected, plan }: Session,
    items: readonly PlanItem[],
    overwrite: ReadonlySet<string>,
    onFailure: 'stop' | 'go-on',
  ): Thenable<PushReport> {
    return vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: `Pushing to ${connected.service.name}`,
        cancellable: true,
      },
      async (progress, token) => {
        const abort = new AbortController();
        const listening = token.onCancellationRequested(() => abort.abort());
        try {
          let seen = 0;
          return await applyWorkspacePush(
            connected.instance,
            { ...plan, items },
            {
              signal: abort.signal,
              overwrite,
              onFailure,
              onItem: ({ item, outcome }) => this.view.done(item, outcome),
              onProgress: ({ done, total, label }) => {
                progress.report({
                  message: `${done} of ${total}: ${label}`,
                  increment: (100 * (done - seen)) / Math.max(1, total),
                });
                seen = done;
              },
            },
          );
        } finally {
          listening.dispose();
        }
      },
    );
  }

  private async tellOf({ connected, folder }: Session, report: PushReport): Promise<void> {
    for (const { item, outcome } of report.items) {
      this.view.done(item, outcome);
      const uri = uriIn(folder, item.path);
      if (outcome.kind === 'invalid') await this.faults.showLocated(uri, outcome.faults, outcome.message);
      else this.faults.clear(uri);
    }
    const text = reportText(report, connected.service.name, Date.now());
    this.log.info(text);
    const uri = this.snapshots.uri(connected.target, '/push report.md', text);
    const show = async (): Promise<void> => {
      await vscode.window.showTextDocument(uri, { preview: true });
    };
    const done = report.items.filter(({ outcome }) => isFine(outcome)).length;
    if (report.complete) {
      tell(`$(check) Pushed ${done} to ${connected.service.name}.`);
      return;
    }
    await show();
    const failed = report.items.find(({ outcome }) => !isFine(outcome) && outcome.kind !== 'not-tried');
    throw new UserError(
      `${report.cancelled ? 'The push was cancelled' : 'The push is not complete'}: ${done} of ${report.items.length} are on ${connected.service.name}.${failed === undefined ? '' : ` First failure: ${nameOf(failed.item).label}.`}`,
      [
        { title: 'Plan Again', command: 'apimPolicy.planAgain' },
        { title: 'Show Problems', command: 'workbench.actions.view.problems' },
      ],
    );
  }

  private async show(
    connected: Connected,
    folder: vscode.WorkspaceFolder,
    selection: PushSelection,
    deletions: boolean,
  ): Promise<void> {
    await saveArtifacts(folder);
    const sides = await sidesOf(connected, folder);
    const planned = await cancellable(`Comparing with ${connected.service.name}`, (signal, report) =>
      planWorkspacePush(sides, selection, {
        signal,
        deletions,
        onProgress: ({ done, total, label }) => report(`${done} of ${total}: ${label}`),
      }),
    );
    const plan = planned.ok ? planned.plan : throwPlanFailure(planned.failure);
    const key = this.connections.all.find(({ target }) => target === connected.target)?.key ?? '';
    this.session = { key, connected, folder, sides, selection, deletions, plan };
    void vscode.commands.executeCommand('setContext', contextKeys.planDeletions, deletions);
    await this.view.show(plan.items, `${connected.service.name} · ${summaryOf(plan.items)}`);
    for (const unused of plan.unusedOverrides)
      this.log.warn(`The override of ${unused} is of nothing that the workspace has.`);
  }

  private required(): Session {
    if (this.session === undefined)
      throw new UserError('There is no plan; make one with “Push Changed Files…”.');
    return this.session;
  }
}

/** Saves what is open of the workspace's artifacts: what is planned is what the files hold. */
async function saveArtifacts(folder: vscode.WorkspaceFolder): Promise<void> {
  for (const document of vscode.workspace.textDocuments) {
    const isArtifact = document.languageId === languageId || /Information\.json$/.test(document.uri.path);
    const isInside = vscode.workspace.getWorkspaceFolder(document.uri)?.index === folder.index;
    if (document.isDirty && isArtifact && isInside && !(await saved(document)))
      throw new UserError(`${vscode.workspace.asRelativePath(document.uri)} could not be saved.`);
  }
}

function throwPlanFailure(failure: Failure | GitFailure): never {
  switch (failure.kind) {
    case 'cancelled':
      throw new UserCancelled();
    case 'git-missing':
    case 'no-repository':
    case 'unknown-ref':
    case 'git-failed':
      throw new UserError(failure.message);
    default:
      throwFailure(failure);
  }
}
