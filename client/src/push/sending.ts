/** Sending one policy: what would change is found and shown, asked about where need be, and then sent. */
import * as vscode from 'vscode';
import { describeAddress, type InstanceTarget, locateFaults } from '../../../instance';
import { broughtInBy } from '../../../instance/push';
import {
  applyPush,
  type BaseMemory,
  hasConflictMarkers,
  type PushDecision,
  type PushPlan,
  type PushResult,
  type PushSource,
  planPush,
} from '../../../instance/sync';
import type { Connected } from '../connection/connection';
import { orCancel, throwFailure, UserError } from '../errors';
import type { Snapshots } from '../live/snapshots';
import type { Merges } from '../merges';
import { languageId } from '../names';
import { cancellable } from '../progress';
import { capitalized, tell } from '../words';
import { broughtInDocuments } from './broughtInDocuments';
import type { InstanceFaults } from './faults';
import { mergeInto } from './merging';
import { confirmProtected } from './protection';
import { type PushChoice, pushQuestion } from './questions';

/** What is sent, from which document, and where to. */
export interface SendRequest {
  readonly connected: Connected;
  readonly document: vscode.TextDocument;
  readonly source: PushSource;
  /** The document's text that `source` was taken from. */
  readonly documentText: string;
  readonly state: BaseMemory;
  /** Whether a change is shown and asked about even where nobody else has changed anything. */
  readonly askAlways: boolean;
  /** Whether a person said which policy the document is, and may want to say otherwise. */
  readonly chosen: boolean;
}

/**
 * `unchanged`: the instance has it already. `merged`: the instance's changes are in the document now, nothing was
 * sent. `retarget`: the document is another policy than was said.
 */
export type SendOutcome = 'sent' | 'unchanged' | 'merged' | 'retarget';

export class Sending {
  /** Documents whose diff stands open with its question. */
  private readonly asking = new Set<string>();

  constructor(
    private readonly snapshots: Snapshots,
    private readonly merges: Merges,
    readonly faults: InstanceFaults,
    /** Called with what has changed on the instance by a push. */
    private readonly onSent: (request: SendRequest, plan: PushPlan) => void,
  ) {}

  isAsking(uri: vscode.Uri): boolean {
    return this.asking.has(uri.toString());
  }

  async send(request: SendRequest): Promise<SendOutcome> {
    const { connected, document, source, state } = request;
    this.faults.clear(document.uri);
    if (hasConflictMarkers(source.text))
      throw new UserError(
        'The policy still holds conflict markers (<<<<<<<); resolve them, then push again.',
      );
    await confirmErrors(document);
    for (;;) {
      await this.merges.settle(document.uri, document.getText());
      const planned = await cancellable('Comparing with the instance', (signal) =>
        planPush(connected.instance, source, state, { signal }),
      );
      const plan = planned.ok ? planned.plan : throwFailure(planned.failure);
      if (plan.verdict === 'unchanged') await applyPush(connected.instance, plan, 'push');
      if (plan.verdict === 'unchanged' && !plan.formattingOnly) return 'unchanged';
      const choice = await this.choose(request, plan);
      if (choice === 'retarget') return 'retarget';
      if (document.getText() !== request.documentText)
        throw new UserError(
          'The policy was edited while it was being compared; nothing was changed. Push it again.',
        );
      if (choice === 'merge') {
        await mergeInto(document, plan, this.merges);
        return 'merged';
      }
      if (await this.apply(request, plan, choice)) return 'sent';
    }
  }

  /** Opens live ↔ local side by side; answers how to close it. */
  async showDiff(
    document: vscode.TextDocument,
    source: PushSource,
    target: InstanceTarget,
    liveText: string,
  ): Promise<() => Promise<void>> {
    const original = await this.snapshots.policy(target, source.address, liveText);
    // A file that wraps its policy in JSON is compared by the policy in it.
    const modified =
      document.languageId === languageId
        ? document.uri
        : await this.snapshots.policy(target, source.address, source.text);
    await vscode.commands.executeCommand(
      'vscode.diff',
      original,
      modified,
      `${source.path} (${target.service} ↔ yours)`,
      { preview: true },
    );
    return async () => {
      const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
      const diff = tabs.filter(
        ({ input }) =>
          input instanceof vscode.TabInputTextDiff && input.original.toString() === original.toString(),
      );
      await vscode.window.tabGroups.close(diff);
    };
  }

  private async choose(request: SendRequest, plan: PushPlan): Promise<PushChoice> {
    const needsNoDecision = plan.verdict === 'create' || plan.verdict === 'update';
    if (!request.askAlways && needsNoDecision) return 'push';
    if (!request.askAlways && plan.verdict === 'unchanged') return 'overwrite';
    return this.ask(request, plan);
  }

  /** The diff, and the question that goes with it; the diff is closed again once it is answered. */
  private async ask(
    { document, source, connected, chosen }: SendRequest,
    plan: PushPlan,
  ): Promise<PushChoice> {
    const closeDiff = await this.showDiff(document, source, connected.target, plan.live?.text ?? '');
    const key = document.uri.toString();
    this.asking.add(key);
    try {
      const question = pushQuestion(plan, describeAddress(plan.address), connected.service.name, chosen);
      const picked = await vscode.window.showQuickPick(question.choices, {
        title: question.title,
        placeHolder: question.placeholder,
        // The diff may be scrolled and read while the question stands.
        ignoreFocusOut: true,
      });
      const { choice } = orCancel(picked);
      if (choice === 'cancel') return orCancel<PushChoice>(undefined);
      return choice;
    } finally {
      this.asking.delete(key);
      await closeDiff();
    }
  }

  /** Answers whether it is done; where the instance has just changed, a new plan is due. */
  private async apply(request: SendRequest, plan: PushPlan, decision: PushDecision): Promise<boolean> {
    const { connected, source } = request;
    await confirmProtected(connected.environment, 'push', connected.service.name);
    const what = describeAddress(source.address);
    const result = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: `Pushing ${what}` },
      () => applyPush(connected.instance, plan, decision),
    );
    switch (result.kind) {
      case 'pushed':
      case 'unchanged':
        tell(`$(check) Pushed ${what} to ${connected.service.name}.`);
        this.onSent(request, plan);
        if (result.kind === 'pushed' && !result.asSent)
          void vscode.window.showWarningMessage(
            `The instance took ${what}, but holds something else than what was sent; compare the two.`,
          );
        return true;
      case 'conflict':
      case 'needs-decision':
        tell(`$(warning) ${capitalized(what)} has just changed on the instance.`);
        return false;
      case 'invalid':
        await this.showFaults(request, plan, result);
        throw new UserError(`The instance refused ${what}: ${result.faults[0]?.message ?? result.message}`, [
          { title: 'Show Problems', command: 'workbench.actions.view.problems' },
        ]);
      case 'failed':
        throwFailure(result.failure);
    }
  }

  private async showFaults(
    { connected, document, source }: SendRequest,
    plan: PushPlan,
    { faults, message }: Extract<PushResult, { readonly kind: 'invalid' }>,
  ): Promise<void> {
    const broughtIn = await broughtInBy(connected.instance, { items: [] }, plan, {});
    await this.faults.show(
      document.uri,
      locateFaults(plan.text, faults, broughtIn),
      message,
      broughtInDocuments(connected, source.address, vscode.workspace.getWorkspaceFolder(document.uri)),
    );
  }
}

async function confirmErrors(document: vscode.TextDocument): Promise<void> {
  const errors = vscode.languages
    .getDiagnostics(document.uri)
    .filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error);
  const [first] = errors;
  if (first === undefined) return;
  const anyway = 'Push Anyway';
  const chosen = await vscode.window.showWarningMessage(
    errors.length === 1
      ? 'The policy has an error. Push it anyway?'
      : `The policy has ${errors.length} errors. Push it anyway?`,
    { modal: true, detail: `Line ${first.range.start.line + 1}: ${first.message}` },
    anyway,
  );
  orCancel(chosen);
}
