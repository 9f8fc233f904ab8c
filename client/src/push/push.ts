/** Pushing the policy of one document onto the instance, and comparing the two. */
import * as vscode from 'vscode';
import { describeAddress, faultsToSpans, type InstanceTarget } from '../../../instance';
import {
  acceptLive,
  applyPush,
  hasConflictMarkers,
  mergePolicies,
  type PushDecision,
  type PushPlan,
  type PushResult,
  planPush,
  wrap,
} from '../../../instance/sync';
import type { Connected, Connection } from '../connection/connection';
import { replaceText, saved } from '../documentEdits';
import { documentFor } from '../editors';
import { orCancel, orThrow, throwFailure, UserError } from '../errors';
import type { LiveDocuments } from '../liveDocuments';
import type { Merges } from '../merges';
import { languageId } from '../names';
import { capitalized, forgetChoice, type PolicyTarget, policyTargetOf } from '../policyTarget';
import { cancellable } from '../progress';
import { type PushChoice, pushQuestion } from './questions';

const diagnosticSource = 'API Management';

export class Push implements vscode.Disposable {
  private readonly faults = vscode.languages.createDiagnosticCollection('apimPolicy.instance');
  private readonly running = new Map<string, Promise<void>>();
  /** Documents whose diff stands open with its question. */
  private readonly asking = new Set<string>();
  private readonly listening: vscode.Disposable;

  constructor(
    private readonly connection: Connection,
    private readonly live: LiveDocuments,
    private readonly merges: Merges,
    private readonly memory: vscode.Memento,
  ) {
    this.listening = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) this.faults.delete(document.uri);
    });
  }

  /** Pushes the document the command was chosen for; asks before anything is replaced. */
  async push(argument: unknown): Promise<void> {
    const document = await documentFor(argument);
    const key = document.uri.toString();
    for (let earlier = this.running.get(key); earlier !== undefined; earlier = this.running.get(key)) {
      if (this.asking.has(key))
        throw new UserError('This policy is being pushed already; answer the open question first.');
      // A push that is about to end is waited for; what it met, it tells itself.
      await earlier.catch(() => undefined);
    }
    const pushing = this.pushDocument(document);
    this.running.set(key, pushing);
    try {
      await pushing;
    } finally {
      this.running.delete(key);
    }
  }

  /** Shows how the document differs from the instance's policy as it is now. */
  async compare(argument: unknown): Promise<void> {
    const document = await documentFor(argument);
    const connected = this.connection.required();
    const target = await policyTargetOf(document, connected, this.memory);
    const { address } = target.source;
    const live = await cancellable('Reading the instance’s policy', (signal) =>
      connected.instance.readPolicy(address, { signal }),
    );
    await this.showDiff(target, connected.target, orThrow(live).text);
  }

  dispose(): void {
    this.listening.dispose();
    this.faults.dispose();
  }

  private async pushDocument(document: vscode.TextDocument): Promise<void> {
    const connected = this.connection.required();
    if (document.isUntitled)
      throw new UserError(
        'Save the policy in a folder of the workspace first: that is where its state is kept.',
      );
    if (!(await saved(document))) throw new UserError('The file could not be saved, so nothing was pushed.');
    this.faults.delete(document.uri);
    const target = await policyTargetOf(document, connected, this.memory);
    if (hasConflictMarkers(target.source.text))
      throw new UserError(
        'The policy still holds conflict markers (<<<<<<<); resolve them, then push again.',
      );
    await confirmErrors(document);
    for (;;) {
      await this.merges.settle(document.uri, document.getText());
      const planned = await cancellable('Comparing with the instance', (signal) =>
        planPush(connected.instance, target.source, target.artifacts.state, { signal }),
      );
      const plan = planned.ok ? planned.plan : throwFailure(planned.failure);
      if (plan.verdict === 'unchanged') await applyPush(connected.instance, plan, 'push');
      if (plan.verdict === 'unchanged' && !plan.formattingOnly) {
        tell(`$(check) ${capitalized(describeAddress(plan.address))} is the same on the instance.`);
        return;
      }
      const choice = await this.ask(target, plan, connected);
      if (choice === 'retarget') {
        await forgetChoice(document, this.memory);
        return this.pushDocument(document);
      }
      if (document.isDirty || document.getText() !== target.documentText)
        throw new UserError(
          'The policy was edited while it was being compared; nothing was changed. Push it again.',
        );
      if (choice === 'merge') {
        await this.merge(target, plan);
        return;
      }
      const result = await this.send(target, plan, choice, connected);
      if (result === 'done') return;
    }
  }

  /** The diff, and the question that goes with it; the diff is closed again once it is answered. */
  private async ask(target: PolicyTarget, plan: PushPlan, connected: Connected): Promise<PushChoice> {
    const closeDiff = await this.showDiff(target, connected.target, plan.live?.text ?? '');
    const key = target.document.uri.toString();
    this.asking.add(key);
    try {
      const question = pushQuestion(
        plan,
        describeAddress(plan.address),
        connected.service.name,
        target.chosen,
      );
      const chosen = await vscode.window.showQuickPick(question.choices, {
        title: question.title,
        placeHolder: question.placeholder,
        // The diff may be scrolled and read while the question stands.
        ignoreFocusOut: true,
      });
      const { choice } = orCancel(chosen);
      if (choice === 'cancel') return orCancel<PushChoice>(undefined);
      return choice;
    } finally {
      this.asking.delete(key);
      await closeDiff();
    }
  }

  private async send(
    { document, source }: PolicyTarget,
    plan: PushPlan,
    decision: PushDecision,
    connected: Connected,
  ): Promise<'done' | 'again'> {
    const what = describeAddress(source.address);
    const result: PushResult = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: `Pushing ${what}` },
      () => applyPush(connected.instance, plan, decision),
    );
    switch (result.kind) {
      case 'pushed':
      case 'unchanged':
        tell(`$(check) Pushed ${what} to ${connected.service.name}.`);
        this.live.refresh();
        if (plan.live === undefined) this.connection.refresh();
        if (result.kind === 'pushed' && !result.asSent)
          void vscode.window.showWarningMessage(
            `The instance took ${what}, but holds something else than what was sent; compare the two.`,
          );
        return 'done';
      case 'conflict':
      case 'needs-decision':
        tell(`$(warning) ${capitalized(what)} has just changed on the instance.`);
        return 'again';
      case 'invalid':
        this.showFaults(document, plan.text, result);
        throw new UserError(`The instance refused ${what}: ${result.faults[0]?.message ?? result.message}`, [
          { title: 'Show Problems', command: 'workbench.actions.view.problems' },
        ]);
      case 'failed':
        throwFailure(result.failure);
    }
  }

  private showFaults(
    document: vscode.TextDocument,
    text: string,
    { message, faults }: Extract<PushResult, { kind: 'invalid' }>,
  ): void {
    // In a file that wraps the policy in JSON, places in the policy are not places in the file.
    const inDocument = document.languageId === languageId;
    const placed = faultsToSpans(text, faults.length > 0 ? faults : [{ message }]);
    const diagnostics = placed.map(({ fault, span }) => {
      const range = inDocument
        ? new vscode.Range(document.positionAt(span.start), document.positionAt(span.end))
        : new vscode.Range(0, 0, 0, 1);
      const diagnostic = new vscode.Diagnostic(range, fault.message, vscode.DiagnosticSeverity.Error);
      diagnostic.source = diagnosticSource;
      return diagnostic;
    });
    this.faults.set(document.uri, diagnostics);
  }

  /** Puts the merge into the document; what is there afterwards is looked at, saved and pushed by the person. */
  private async merge({ document, source }: PolicyTarget, plan: PushPlan): Promise<void> {
    if (plan.live === undefined) return;
    const before = document.getText();
    const { text, conflicts } = mergePolicies(plan.base?.text, source.text, plan.live.text);
    await replaceText(document, document.languageId === languageId ? text : wrap(before, text, undefined));
    this.merges.remember(document.uri, { before, accept: () => acceptLive(plan) });
    await vscode.window.showTextDocument(document, { preview: false });
    tell(
      conflicts === 0
        ? '$(git-merge) Merged with the instance’s policy; look at it, then push again.'
        : `$(git-merge) Merged; ${conflicts === 1 ? 'one conflict is' : `${conflicts} conflicts are`} marked. Resolve, then push again.`,
    );
  }

  /** Opens live ↔ local side by side; answers how to close it. */
  private async showDiff(
    { document, source }: PolicyTarget,
    target: InstanceTarget,
    liveText: string,
  ): Promise<() => Promise<void>> {
    const original = await this.live.snapshot(target, source.address, liveText);
    // A file that wraps its policy in JSON is compared by the policy in it.
    const modified =
      document.languageId === languageId
        ? document.uri
        : await this.live.snapshot(target, source.address, source.text);
    await vscode.commands.executeCommand(
      'vscode.diff',
      original,
      modified,
      `${source.path} (${target.service} ↔ workspace)`,
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

function tell(message: string): void {
  vscode.window.setStatusBarMessage(message, 8_000);
}
