/** Sending much at once: a plan is made and shown, sent after a yes, and reported. */
import * as vscode from 'vscode';
import {
  applyWorkspacePush,
  isFine,
  type PlanItem,
  type PushReport,
  type PushSelection,
  type WorkspacePlan,
} from '../../../instance/push';
import { type FailedItem, policyIn } from '../../../instance/sync';
import { chooseFolder, relativePath, uriIn } from '../artifacts';
import type { Connected } from '../connection/connection';
import type { Connections } from '../connection/connections';
import { instanceKey } from '../connection/instanceKey';
import { orCancel, UserError } from '../errors';
import type { Snapshots } from '../live/snapshots';
import type { Merges } from '../merges';
import { contextKeys } from '../names';
import type { LocalChanges } from '../pull/localChanges';
import type { InstanceFaults } from '../push/faults';
import { mergeInto } from '../push/merging';
import { confirmProtected } from '../push/protection';
import { capitalized, tell } from '../words';
import { chooseSelection } from './chooseSelection';
import { faultDocuments } from './faultDocuments';
import { afterUri, documentOf, makePlan, nameOfOrigin, type Origin, verbOf } from './origins';
import type { PlanNode, PlanView } from './planView';
import { reportText } from './report';
import { nameOf, summaryOf } from './rows';
import { takeTheirs } from './takeTheirs';

/** A plan that is shown, and how to make it anew. */
interface Session {
  readonly connected: Connected;
  readonly origin: Origin;
  readonly deletions: boolean;
  readonly plan: WorkspacePlan;
  /** The folder of the artifacts in the workspace folder. */
  readonly root: string;
}

export class Publish {
  private session: Session | undefined;
  private isRunning = false;

  constructor(
    private readonly connections: Connections,
    private readonly view: PlanView,
    private readonly snapshots: Snapshots,
    private readonly faults: InstanceFaults,
    private readonly merges: Merges,
    private readonly localChanges: LocalChanges,
    private readonly log: vscode.LogOutputChannel,
    /** Called with the instance's key after something was sent. */
    private readonly onSent: (key: string) => void,
  ) {}

  /** Plans a push of the files that a menu names, else of what the person chooses. */
  async plan(first: unknown, several: unknown): Promise<void> {
    const connected = this.connections.required();
    const uris = [several, first].flat().filter((each) => each instanceof vscode.Uri);
    const named = uris[0] === undefined ? undefined : vscode.workspace.getWorkspaceFolder(uris[0]);
    const folder = named ?? (await chooseFolder('Push from which folder?', connected.environment));
    const selection: PushSelection =
      uris.length === 0
        ? await chooseSelection()
        : { kind: 'paths', paths: [...new Set(uris.map((uri) => relativePath(folder, uri)))] };
    await this.show({ kind: 'workspace', folder, selection }, connected);
  }

  /** Makes the plan anew, as after a failure: what was sent is unchanged then. */
  async again(change: { readonly deletions?: boolean } = {}): Promise<void> {
    const { connected, origin, deletions } = this.required();
    if (change.deletions === true && origin.kind === 'instance' && origin.scope !== 'everything')
      throw new UserError('Of a part nobody can tell what is gone; promote everything to delete too.');
    const current = ({ target }: Connected) => this.connections.required(instanceKey(target));
    await this.show(
      origin.kind === 'workspace' ? origin : { ...origin, from: current(origin.from) },
      current(connected),
      change.deletions ?? deletions,
      true,
    );
  }

  discard(): void {
    this.session = undefined;
    this.view.clear();
  }

  /** Shows what an item changes: the instance's text on the left, on the right what would be sent. */
  async showChange(item: PlanItem | PlanNode): Promise<void> {
    const { connected, origin } = this.required();
    const planned = 'kind' in item ? (item.kind === 'item' ? item.item : undefined) : item;
    if (planned === undefined) throw new UserError('Choose one of the rows of the plan.');
    await vscode.commands.executeCommand(
      'vscode.diff',
      this.snapshots.uri(connected.target, `/${planned.path}`, planned.before ?? ''),
      afterUri(origin, planned, connected, this.snapshots),
      `${nameOf(planned).label} (${sidesOfDiff(connected, origin)})`,
      { preview: true },
    );
  }

  /** All differences of the plan in one editor. */
  async showAll(): Promise<void> {
    const { connected, origin, plan } = this.required();
    const differing = plan.items.filter(({ change, before, after }) => {
      const differs = change.action !== 'unchanged' && change.action !== 'blocked';
      return differs && (before !== undefined || after !== undefined);
    });
    if (differing.length === 0) throw new UserError('There is no difference to show.');
    const side = (path: string, text: string | undefined) =>
      this.snapshots.uri(connected.target, `/${path}`, text ?? '');
    await vscode.commands.executeCommand(
      'vscode.changes',
      sidesOfDiff(connected, origin),
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

  /** Opens the document that a planned change comes from. */
  async open(node: PlanNode | undefined): Promise<void> {
    const { origin } = this.required();
    const uri = node?.kind === 'item' ? documentOf(origin, node.item) : undefined;
    if (uri === undefined) throw new UserError('There is no document to open for this row.');
    await vscode.window.showTextDocument(uri, { preview: true });
  }

  /** Merges what somebody else has changed on the instance into the file; the next plan sees what came of it. */
  async merge(node: PlanNode | undefined): Promise<void> {
    const { origin, root } = this.required();
    const item = node?.kind === 'item' ? node.item : undefined;
    if (origin.kind !== 'workspace' || item?.work.kind !== 'policy')
      throw new UserError('Only the policies of a push are merged here.');
    const uri = uriIn(origin.folder, item.path);
    const document = await vscode.workspace.openTextDocument(uri);
    if (policyIn(item.path, document.getText(), [root])?.text !== item.work.plan.text)
      throw new UserError('The file has changed since the plan was made; plan again, then merge.', [
        { title: 'Plan Again', command: 'apimPolicy.planAgain' },
      ]);
    await mergeInto(document, item.work.plan, this.merges);
    this.view.resolved(item, 'merged');
  }

  /** Puts the instance's version into the file; the next plan finds the two the same. */
  async take(node: PlanNode | undefined): Promise<void> {
    const { connected, origin } = this.required();
    if (origin.kind !== 'workspace')
      throw new UserError('What is promoted is no file; overwrite what is there, or leave it out.');
    const item = conflictOf(node);
    await takeTheirs(connected, origin.folder, item, this.localChanges);
    this.view.resolved(item, 'taken');
  }

  /** Decides a conflict, or all of them, for what is to be sent. */
  overwrite(node: PlanNode | undefined): void {
    const isGroup = node?.kind === 'group' && node.group === 'conflict';
    this.view.check(isGroup ? node.items : [conflictOf(node)], true);
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
      this.onSent(instanceKey(session.connected.target));
    }
  }

  private async confirm(
    { connected, origin }: Session,
    chosen: readonly PlanItem[],
  ): Promise<'stop' | 'go-on'> {
    const { service, environment } = connected;
    const verb = verbOf(origin);
    const stop = capitalized(verb);
    const goOn = `${stop}, Go On after Failures`;
    const from = origin.kind === 'workspace' ? '' : ` from ${nameOfOrigin(origin)}`;
    const picked = await vscode.window.showWarningMessage(
      `${stop}${from} to ${environment === undefined ? service.name : `${environment.name} (${service.name})`}?`,
      {
        modal: true,
        detail: `${capitalized(summaryOf(chosen))}. Each is sent only if the instance still holds what the plan shows. The first failure ends it, unless you choose to go on.`,
      },
      stop,
      goOn,
    );
    orCancel(picked);
    await confirmProtected(environment, verb, service.name);
    return picked === goOn ? 'go-on' : 'stop';
  }

  private send(
    { connected, origin, plan }: Session,
    items: readonly PlanItem[],
    overwrite: ReadonlySet<string>,
    onFailure: 'stop' | 'go-on',
  ): Thenable<PushReport> {
    return vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: `${origin.kind === 'workspace' ? 'Pushing' : 'Promoting'} to ${connected.service.name}`,
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

  private async tellOf({ connected, origin, plan }: Session, report: PushReport): Promise<void> {
    const isPush = origin.kind === 'workspace';
    for (const { item, outcome } of report.items) {
      this.view.done(item, outcome);
      const uri = documentOf(origin, item);
      if (uri === undefined) continue;
      if (outcome.kind === 'invalid')
        await this.faults.show(
          uri,
          outcome.faults,
          outcome.message,
          faultDocuments(origin, connected, plan, item.resource),
        );
      else this.faults.clear(uri);
    }
    const text = reportText(report, isPush ? 'Push' : 'Promotion', connected.service.name, Date.now());
    this.log.info(text);
    const done = report.items.filter(({ outcome }) => isFine(outcome)).length;
    if (report.complete) {
      tell(`$(check) ${isPush ? 'Pushed' : 'Promoted'} ${done} to ${connected.service.name}.`);
      return;
    }
    const name = `/${isPush ? 'push' : 'promotion'} report.md`;
    await vscode.window.showTextDocument(this.snapshots.uri(connected.target, name, text), { preview: true });
    const failed = report.items.find(({ outcome }) => !isFine(outcome) && outcome.kind !== 'not-tried');
    const what = isPush ? 'The push' : 'The promotion';
    throw new UserError(
      `${what} ${report.cancelled ? 'was cancelled' : 'is not complete'}: ${done} of ${report.items.length} are on ${connected.service.name}.${failed === undefined ? '' : ` First failure: ${nameOf(failed.item).label}.`}`,
      [
        { title: 'Plan Again', command: 'apimPolicy.planAgain' },
        { title: 'Show Problems', command: 'workbench.actions.view.problems' },
      ],
    );
  }

  /** Makes the plan and shows it in place of the one before; `isSame`: as that one made anew. */
  async show(origin: Origin, connected: Connected, deletions = false, isSame = false): Promise<void> {
    if (this.isRunning) throw new UserError('A plan is being sent; wait for it to end, or cancel it.');
    const { plan, unread, root } = await makePlan(origin, connected, deletions, this.merges);
    this.session = { connected, origin, deletions, plan, root };
    void vscode.commands.executeCommand('setContext', contextKeys.planDeletions, deletions);
    await this.view.show(plan.items, {
      verb: verbOf(origin),
      description: `${origin.kind === 'workspace' ? '' : `${nameOfOrigin(origin)} → `}${connected.service.name} · ${summaryOf(plan.items)}`,
      notice: this.noticeOf(origin, unread),
      isSame,
    });
    for (const unused of plan.unusedOverrides)
      this.log.warn(`The override of ${unused} is of nothing that ${nameOfOrigin(origin)} has.`);
  }

  private noticeOf(origin: Origin, unread: readonly FailedItem[]): string {
    for (const { path, message } of unread)
      this.log.warn(`${path} could not be read from ${nameOfOrigin(origin)}: ${message}`);
    if (unread.length === 0) return '';
    const count = unread.length === 1 ? 'One resource' : `${unread.length} resources`;
    return `${count} could not be read from ${nameOfOrigin(origin)} and will stay as they are; the log says why.`;
  }

  private required(): Session {
    if (this.session === undefined)
      throw new UserError('There is no plan; make one with “Push Changed Files…” or “Promote…”.');
    return this.session;
  }
}

function conflictOf(node: PlanNode | undefined): PlanItem {
  if (node?.kind !== 'item' || node.item.change.action !== 'conflict')
    throw new UserError('Choose a conflict of the plan.');
  return node.item;
}

function sidesOfDiff({ service }: Connected, origin: Origin): string {
  return `${service.name} ↔ ${nameOfOrigin(origin)}`;
}
