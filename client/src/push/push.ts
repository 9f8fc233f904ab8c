/** Pushing the policy of one document onto the instance, and comparing the two. */
import type * as vscode from 'vscode';
import { describeAddress } from '../../../instance';
import type { Connections } from '../connection/connections';
import { saved } from '../documentEdits';
import { documentFor } from '../editors';
import { orThrow, UserError } from '../errors';
import { liveScheme } from '../names';
import { forgetChoice, type PolicyTargets } from '../policyTarget';
import { cancellable } from '../progress';
import { capitalized, tell } from '../words';
import type { Sending } from './sending';

export class Push {
  private readonly running = new Map<string, Promise<void>>();

  constructor(
    private readonly connections: Connections,
    private readonly sending: Sending,
    private readonly targets: PolicyTargets,
    private readonly memory: vscode.Memento,
  ) {}

  /** Pushes the document the command was chosen for; asks before anything is replaced. */
  async push(argument: unknown): Promise<void> {
    const document = await documentFor(argument);
    const key = document.uri.toString();
    for (let earlier = this.running.get(key); earlier !== undefined; earlier = this.running.get(key)) {
      if (this.sending.isAsking(document.uri))
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
    const { connected, source } = await this.targets.of(document);
    const live = await cancellable('Reading the instance’s policy', (signal) =>
      connected.instance.readPolicy(source.address, { signal }),
    );
    await this.sending.showDiff(document, source, connected.target, orThrow(live).text);
  }

  private async pushDocument(document: vscode.TextDocument): Promise<void> {
    // A policy of the instance itself is pushed by saving it.
    if (document.uri.scheme === liveScheme) {
      await saved(document);
      return;
    }
    this.connections.required();
    if (document.isUntitled)
      throw new UserError(
        'Save the policy in a folder of the workspace first: that is where its state is kept.',
      );
    if (!(await saved(document))) throw new UserError('The file could not be saved, so nothing was pushed.');
    const target = await this.targets.of(document);
    const outcome = await this.sending.send({ ...target, document, askAlways: true });
    if (outcome === 'unchanged')
      tell(`$(check) ${capitalized(describeAddress(target.source.address))} is the same on the instance.`);
    if (outcome === 'retarget') {
      await forgetChoice(document, this.memory);
      await this.pushDocument(document);
    }
  }
}
