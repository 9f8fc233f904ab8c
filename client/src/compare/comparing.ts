/**
 * Comparing the workspace with an instance, or two instances with each other. The first side is the one that could be
 * brought to the second, seen with what is different there; the second stands on the left of every difference.
 */
import * as vscode from 'vscode';
import {
  type ComparedItem,
  type Comparison,
  compareSources,
  instanceSource,
  workspaceSource,
} from '../../../instance/promotion';
import { entryOf } from '../../../instance/push';
import { type ArtifactsPlace, type PullScope, pathIn } from '../../../instance/sync';
import { chooseFolder, uriIn } from '../artifacts';
import { connectedTo, type InstanceItem, instanceItem, otherInstances } from '../connection/chooseInstance';
import type { Connected } from '../connection/connection';
import type { Connections } from '../connection/connections';
import { instanceKey } from '../connection/instanceKey';
import { orCancel, UserError } from '../errors';
import type { ExplorerNode } from '../explorer/types';
import type { Snapshots } from '../live/snapshots';
import { contextKeys } from '../names';
import { nameOfInstance, type Origin, saveArtifacts, throwPlanFailure } from '../plan/origins';
import { scopeOf } from '../plan/promotion';
import type { Publish } from '../plan/publish';
import { nameOf } from '../plan/rows';
import { sidesOf } from '../plan/sides';
import { cancellable } from '../progress';
import type { ComparisonNode, ComparisonView } from './comparisonView';
import { isBrought, type SideNames } from './rows';

/** `undefined` stands for the workspace. */
type First = Connected | undefined;

interface Session {
  readonly first: First;
  readonly second: Connected;
  readonly folder: vscode.WorkspaceFolder;
  readonly scope: PullScope;
  readonly place: ArtifactsPlace;
  readonly comparison: Comparison;
}

export class Comparing {
  private session: Session | undefined;

  constructor(
    private readonly connections: Connections,
    private readonly view: ComparisonView,
    private readonly snapshots: Snapshots,
    private readonly publish: Publish,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** Compares a row of the tree and all that is in it; without one, everything of what the person chooses. */
  async compare(node: ExplorerNode | undefined): Promise<void> {
    const { connections } = this;
    const of = connections.find(node?.instance);
    const title = 'Compare';
    if (of !== undefined) {
      const one = await connectedTo(connections, of);
      const first = await this.chooseFirst(one, title, `With what is ${nameOfInstance(one)} compared?`);
      // The row's own is what would be brought to another instance; from the workspace it comes to the row's.
      await (first === undefined
        ? this.run(undefined, one, scopeOf(node))
        : this.run(one, first, scopeOf(node)));
      return;
    }
    const second = await this.chooseSecond(title);
    await this.run(await this.chooseFirst(second, title, 'What is it compared with?'), second, 'everything');
  }

  async again(): Promise<void> {
    const { first, second, scope } = this.required();
    await this.run(first && this.current(first), this.current(second), scope);
  }

  async swap(): Promise<void> {
    const { first, second, scope } = this.required();
    if (first === undefined)
      throw new UserError('The workspace is always the side that comes to an instance.');
    await this.run(this.current(second), this.current(first), scope);
  }

  discard(): void {
    this.session = undefined;
    this.view.clear();
  }

  async showDifference(node: ComparisonNode | undefined): Promise<void> {
    const session = this.required();
    if (node?.kind !== 'item') throw new UserError('Choose one of the rows of the comparison.');
    const { second, first } = namesOf(session);
    await vscode.commands.executeCommand(
      'vscode.diff',
      this.side(session.second, session, node.item, node.item.second),
      this.firstSide(session, node.item),
      `${nameOf(node.item).label} (${second} ↔ ${first})`,
      { preview: true },
    );
  }

  /** All that differs, in one editor. */
  async showAll(): Promise<void> {
    const session = this.required();
    const differing = session.comparison.items.filter(
      ({ difference }) => difference !== 'same' && difference !== 'formatting',
    );
    if (differing.length === 0) throw new UserError('There is no difference to show.');
    const { first, second } = namesOf(session);
    await vscode.commands.executeCommand(
      'vscode.changes',
      `${second} ↔ ${first}`,
      differing.map((item) => {
        const right = this.side(session.first ?? session.second, session, item, item.first);
        return [
          right,
          item.second === undefined ? undefined : this.side(session.second, session, item, item.second),
          item.first === undefined ? undefined : right,
        ];
      }),
    );
  }

  /** Plans to bring the first side's to the second: a row's, a group's, or all that differs. */
  async plan(node: ComparisonNode | undefined): Promise<void> {
    const { first, second, folder, comparison } = this.required();
    const items = node === undefined ? comparison.items : node.kind === 'item' ? [node.item] : node.items;
    const brought = items.filter(isBrought);
    if (brought.length === 0) throw new UserError('The second side has all of it already.');
    const resources = brought.map(({ resource }) => resource);
    const origin: Origin =
      first === undefined
        ? {
            kind: 'workspace',
            folder,
            selection: { kind: 'everything' },
            only: new Set(brought.map(({ id }) => id)),
          }
        : { kind: 'instance', folder, from: this.current(first), scope: { resources } };
    await this.publish.show(origin, this.current(second));
  }

  private async run(first: First, second: Connected, scope: PullScope): Promise<void> {
    const folder = await chooseFolder('Compare with the files of which folder?', second.environment);
    if (first === undefined) await saveArtifacts(folder);
    const sides = await sidesOf(second, folder);
    const names = namesOf({ first, second });
    const { overrides, tokens, place } = sides;
    const outcome = await cancellable(`Comparing ${names.first} with ${names.second}`, (signal, report) =>
      compareSources(
        first === undefined
          ? workspaceSource(sides, scope)
          : instanceSource(first.instance, scope, {
              ...(overrides !== undefined && { overrides }),
              ...(tokens !== undefined && { tokens }),
            }),
        instanceSource(second.instance, scope),
        { signal, onProgress: ({ done, total, label }) => report(`${done} of ${total}: ${label}`) },
      ),
    );
    if (!outcome.ok) throwPlanFailure(outcome.failure);
    const { comparison } = outcome;
    this.session = { first, second, folder, scope, place, comparison };
    for (const { path, message } of comparison.unread)
      this.log.warn(`${path} could not be compared: ${message}`);
    void vscode.commands.executeCommand(
      'setContext',
      contextKeys.comparisonOf,
      first === undefined ? 'workspace' : 'instances',
    );
    await this.view.show(comparison, names);
  }

  /** The instance that is compared: the active one where there is no other. */
  private async chooseSecond(title: string): Promise<Connected> {
    const { connections } = this;
    const items = otherInstances(connections);
    const [only] = items;
    if (only !== undefined && items.length === 1) return connectedTo(connections, only.connection);
    const chosen = await vscode.window.showQuickPick(items, {
      title,
      placeHolder: 'Which instance? It stands on the left.',
      matchOnDescription: true,
    });
    return connectedTo(connections, orCancel(chosen).connection);
  }

  private async chooseFirst(beside: Connected, title: string, placeHolder: string): Promise<First> {
    const { all, active } = this.connections;
    const instances = all
      .filter(({ key }) => key !== instanceKey(beside.target))
      .map((connection) => instanceItem(connection, active));
    if (instances.length === 0) return undefined;
    const workspace = {
      label: '$(folder) Workspace',
      description: 'the files',
      connection: undefined,
    };
    const items: readonly (InstanceItem | typeof workspace)[] = [workspace, ...instances];
    const chosen = orCancel(
      await vscode.window.showQuickPick(items, { title, placeHolder, matchOnDescription: true }),
    );
    return chosen.connection && connectedTo(this.connections, chosen.connection);
  }

  /** The file where it is one of the workspace, so that it can be edited; else a text that stays as it is. */
  private firstSide(session: Session, item: ComparedItem): vscode.Uri {
    const { first, second, folder, place } = session;
    const { resource } = item;
    if (first === undefined && resource.kind === 'policy' && item.first !== undefined) {
      const path = pathIn(place, entryOf(resource));
      if (path.endsWith('.xml')) return uriIn(folder, path);
    }
    return this.side(first ?? second, session, item, item.first);
  }

  private side(
    { target }: Connected,
    { place }: Session,
    { resource }: ComparedItem,
    text: string | undefined,
  ): vscode.Uri {
    return this.snapshots.uri(target, `/${pathIn(place, entryOf(resource))}`, text ?? '');
  }

  private current({ target }: Connected): Connected {
    return this.connections.required(instanceKey(target));
  }

  private required(): Session {
    if (this.session === undefined) throw new UserError('There is no comparison; make one with “Compare…”.');
    return this.session;
  }
}

function namesOf({ first, second }: Pick<Session, 'first' | 'second'>): SideNames {
  return {
    first: first === undefined ? 'the workspace' : nameOfInstance(first),
    second: nameOfInstance(second),
  };
}
