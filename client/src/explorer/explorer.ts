/** The tree view of the connected instance. Each list is asked for when its row is opened. */
import * as vscode from 'vscode';
import type { Outcome } from '../../../instance';
import type { Connected, Connection } from '../connection/connection';
import { explorerViewId } from '../names';
import {
  addressKey,
  addressOfNode,
  describeNode,
  type ExplorerNode,
  type GroupName,
  groupNames,
  type RowDescription,
} from './nodes';

export class Explorer implements vscode.TreeDataProvider<ExplorerNode>, vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changes.event;
  private readonly view: vscode.TreeView<ExplorerNode>;
  private readonly listening: vscode.Disposable;

  constructor(private readonly connection: Connection) {
    this.view = vscode.window.createTreeView(explorerViewId, {
      treeDataProvider: this,
      showCollapseAll: true,
    });
    this.listening = connection.onDidChange((state) => {
      // An empty message would still take its line, so there is none at all.
      if (state.kind === 'failed') this.view.message = state.failure.message;
      else delete this.view.message;
      this.changes.fire();
    });
  }

  async getChildren(node?: ExplorerNode): Promise<ExplorerNode[]> {
    const { state } = this.connection;
    if (state.kind !== 'connected') return [];
    if (node === undefined) return [{ kind: 'instance', service: state.service }];
    switch (node.kind) {
      case 'instance':
        return [
          { kind: 'global', hasPolicy: (await policiesOf(state)).has(addressKey({ kind: 'global' })) },
          ...groupNames.map((group) => ({ kind: 'group', group }) as const),
        ];
      case 'group':
        return groupChildren(state, node.group);
      case 'api': {
        const api = node.api.name;
        const policies = await policiesOf(state);
        return rows(await state.lists.operations(api), 'No operations', (operation) => ({
          kind: 'operation',
          api,
          operation,
          hasPolicy: policies.has(addressKey({ kind: 'operation', api, operation: operation.name })),
        }));
      }
      default:
        return [];
    }
  }

  getTreeItem(node: ExplorerNode): vscode.TreeItem {
    const row = describeNode(node);
    const item = new vscode.TreeItem(row.label, collapsibleState(row));
    const command = commandOf(node, row);
    if (row.description !== undefined) item.description = row.description;
    if (row.tooltip !== undefined) item.tooltip = row.tooltip;
    if (command !== undefined) item.command = command;
    item.iconPath = new vscode.ThemeIcon(
      row.icon,
      row.hasPolicy === true ? new vscode.ThemeColor('charts.blue') : undefined,
    );
    item.contextValue = row.context.join(' ');
    return item;
  }

  dispose(): void {
    this.listening.dispose();
    this.view.dispose();
    this.changes.dispose();
  }
}

async function groupChildren(state: Connected, group: GroupName): Promise<ExplorerNode[]> {
  const { lists } = state;
  switch (group) {
    case 'products': {
      const policies = await policiesOf(state);
      return rows(await lists.products(), 'No products', (product) => ({
        kind: 'product',
        product,
        hasPolicy: policies.has(addressKey({ kind: 'product', product: product.name })),
      }));
    }
    case 'apis': {
      const policies = await policiesOf(state);
      return rows(await lists.apis(), 'No APIs', (api) => ({
        kind: 'api',
        api,
        hasPolicy: policies.has(addressKey({ kind: 'api', api: api.name })),
      }));
    }
    case 'fragments':
      return rows(await lists.fragments(), 'No policy fragments', (fragment) => ({
        kind: 'fragment',
        fragment,
      }));
    case 'namedValues':
      return rows(await lists.namedValues(), 'No named values', (namedValue) => ({
        kind: 'namedValue',
        namedValue,
      }));
  }
}

/** One row each, sorted as they read; or one row that says why there are none. */
function rows<T>(
  outcome: Outcome<readonly T[]>,
  empty: string,
  row: (item: T) => ExplorerNode,
): ExplorerNode[] {
  if (!outcome.ok) return [{ kind: 'problem', failure: outcome.failure }];
  if (outcome.value.length === 0) return [{ kind: 'empty', label: empty }];
  const labelled = outcome.value.map(row).map((node) => ({ node, label: describeNode(node).label }));
  return labelled.sort((a, b) => a.label.localeCompare(b.label)).map(({ node }) => node);
}

/** Keys of the scopes that have a policy. Where they can't be listed, rows read as if none had one. */
async function policiesOf({ lists }: Connected): Promise<ReadonlySet<string>> {
  const addresses = await lists.policyAddresses();
  return new Set(addresses.ok ? addresses.value.map(addressKey) : []);
}

function collapsibleState({ expands }: RowDescription): vscode.TreeItemCollapsibleState {
  switch (expands) {
    case 'no':
      return vscode.TreeItemCollapsibleState.None;
    case 'collapsed':
      return vscode.TreeItemCollapsibleState.Collapsed;
    case 'expanded':
      return vscode.TreeItemCollapsibleState.Expanded;
  }
}

function commandOf(node: ExplorerNode, row: RowDescription): vscode.Command | undefined {
  if (node.kind === 'problem') return { title: 'Try Again', command: 'apimPolicy.refresh' };
  if (row.hasPolicy !== true || addressOfNode(node) === undefined) return undefined;
  return { title: 'Open Policy on the Instance', command: 'apimPolicy.openLivePolicy', arguments: [node] };
}
