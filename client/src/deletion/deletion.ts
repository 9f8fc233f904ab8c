/** Deleting on the live instance: asked for by name, conditional on what was seen, and undone from what was kept. */
import * as vscode from 'vscode';
import { describeAddress, type Failure, type NewNamedValue, namedValueUses } from '../../../instance';
import type { PolicyAddress } from '../../../server/src/core/workspace/types';
import type { Connected } from '../connection/connection';
import type { Connections } from '../connection/connections';
import { describeFailure, orCancel, orThrow, throwFailure, UserError } from '../errors';
import type { ExplorerNode } from '../explorer/types';
import { contextKeys } from '../names';
import { cancellable } from '../progress';
import { confirmProtected } from '../push/protection';
import { tell } from '../words';
import { deletionQuestion, namedValueQuestion } from './questions';

/** Something that was deleted, and how it comes back. What was kept is in memory only: it may hold secrets. */
interface Deleted {
  readonly what: string;
  readonly key: string;
  readonly restore: (connected: Connected) => Promise<void>;
}

/** How many deletions can be undone. */
const keptDeletions = 50;

/** Policies and fragments that are read to find where a named value is used. */
const mostLookedAt = 500;

export class Deletions {
  private readonly deleted: Deleted[] = [];

  constructor(
    private readonly connections: Connections,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  async delete(node: ExplorerNode | undefined): Promise<void> {
    if (node === undefined) throw new UserError('Choose what to delete in the API Management view.');
    const connected = this.connections.required(node.instance);
    const { address, namedValue } = node;
    const deleted =
      namedValue !== undefined
        ? await this.deleteNamedValue(connected, node.instance, namedValue)
        : address !== undefined
          ? await this.deletePolicy(connected, node.instance, address)
          : undefined;
    if (deleted === undefined) throw new UserError('This row can’t be deleted here.');
    this.deleted.push(deleted);
    if (this.deleted.length > keptDeletions) this.deleted.shift();
    this.announce();
    this.log.info(`Deleted ${deleted.what} on ${connected.service.name}.`);
    this.connections.find(node.instance)?.refresh();
    const undo = 'Undo';
    void vscode.window
      .showInformationMessage(`Deleted ${deleted.what} on ${connected.service.name}.`, undo)
      .then((chosen) => {
        if (chosen === undo) void vscode.commands.executeCommand('apimPolicy.undoDeletion', deleted);
      });
  }

  /** Brings back the given deletion, else the last one. */
  async undo(given: unknown): Promise<void> {
    const index = this.deleted.indexOf(given as Deleted);
    const [deleted] = this.deleted.splice(index, 1);
    if (deleted === undefined) throw new UserError('There is no deletion to undo.');
    this.announce();
    const connected = this.connections.required(deleted.key);
    try {
      await confirmProtected(connected.environment, 'restore', connected.service.name);
      await deleted.restore(connected);
    } catch (error) {
      this.deleted.push(deleted);
      this.announce();
      throw error;
    }
    this.connections.find(deleted.key)?.refresh();
    tell(`$(check) Brought back ${deleted.what} on ${connected.service.name}.`);
  }

  private announce(): void {
    void vscode.commands.executeCommand('setContext', contextKeys.canUndoDeletion, this.deleted.length > 0);
  }

  private async deletePolicy(connected: Connected, key: string, address: PolicyAddress): Promise<Deleted> {
    const { instance, service, lists } = connected;
    const what = describeAddress(address);
    const { live, uses } = await cancellable(`Reading ${what}`, async (signal) => ({
      live: orThrow(await instance.readPolicy(address, { signal })),
      uses:
        address.kind === 'fragment'
          ? await lists.fragmentUses(address.fragment, address.workspace).whole
          : undefined,
    }));
    const users = uses?.ok === true ? uses.value.flatMap(({ address: user }) => user ?? []) : [];
    await this.confirm(
      connected,
      deletionQuestion(
        what,
        service.name,
        address,
        users.map((user) => ({ kind: 'policy', address: user })),
      ),
    );
    orThrow(await instance.deletePolicy(address, { etag: live.etag }));
    return {
      what,
      key,
      restore: async ({ instance: there }) =>
        restored(await there.writePolicy(address, live.text, 'create'), what),
    };
  }

  private async deleteNamedValue(
    connected: Connected,
    key: string,
    { summary, workspace }: NonNullable<ExplorerNode['namedValue']>,
  ): Promise<Deleted> {
    const { instance, service } = connected;
    const place = workspace === undefined ? {} : { workspace };
    const what = `the named value {{${summary.displayName}}}`;
    const { resource, etag } = orThrow(await instance.readNamedValue(summary.name, place));
    const uses = await cancellable(`Looking where ${what} is used`, (signal) =>
      namedValueUses(instance, resource, { ...place, signal, limit: mostLookedAt }),
    );
    if (!uses.ok) this.log.warn(`Where ${what} is used is not known: ${describeFailure(uses.failure)}`);
    await this.confirm(connected, namedValueQuestion(what, service.name, uses.ok ? uses.value : undefined));
    // Read only now that it is certain: the value is for bringing it back, and stays in memory.
    const common = { name: resource.name, displayName: resource.displayName, tags: resource.tags };
    const kept: NewNamedValue =
      resource.kind === 'key-vault'
        ? {
            ...common,
            kind: 'key-vault',
            secretIdentifier: resource.secretIdentifier,
            ...(resource.identityClientId !== undefined && { identityClientId: resource.identityClientId }),
          }
        : {
            ...common,
            kind: resource.kind,
            value:
              resource.kind === 'plain' && resource.value !== undefined
                ? resource.value
                : orThrow(await instance.revealNamedValue(resource.name, place)),
          };
    orThrow(await instance.deleteNamedValue(resource.name, { etag }, place));
    return {
      what,
      key,
      restore: async ({ instance: there }) =>
        restored(await there.writeNamedValue(kept, 'create', place), what),
    };
  }

  private async confirm(
    connected: Connected,
    { message, detail }: { readonly message: string; readonly detail: string },
  ): Promise<void> {
    const go = 'Delete';
    orCancel(await vscode.window.showWarningMessage(message, { modal: true, detail }, go));
    await confirmProtected(connected.environment, 'delete', connected.service.name);
  }
}

function restored(
  outcome: { readonly ok: boolean } & (
    | { readonly ok: true }
    | { readonly ok: false; readonly failure: Failure }
  ),
  what: string,
): void {
  if (outcome.ok) return;
  if (outcome.failure.kind === 'changed')
    throw new UserError(`Someone has created ${what} anew in the meantime; that one was left as it is.`);
  throwFailure(outcome.failure);
}
