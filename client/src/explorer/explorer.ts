/** The tree view of the connected instance. Each list is asked for when its row is opened. */
import * as vscode from 'vscode';
import type { Outcome } from '../../../instance';
import type { PolicyAddress } from '../../../server/src/core/workspace/types';
import type { Connected } from '../connection/connection';
import type { Connections } from '../connection/connections';
import { explorerViewId } from '../names';
import {
  addressKey,
  addressOfNode,
  describeNode,
  type ExplorerNode,
  type GroupName,
  groupNames,
  type HasPolicy,
  type RowDescription,
} from './nodes';

/** Whether the instance has a policy there, as far as it is known. */
type PolicyKnowledge = (address: PolicyAddress) => HasPolicy;

export class Explorer implements vscode.TreeDataProvider<ExplorerNode>, vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changes.event;
  private readonly view: vscode.TreeView<ExplorerNode>;
  private readonly listening: vscode.Disposable;
  private policies:
    | { readonly asked: Promise<unknown>; readonly keys: ReadonlySet<string> | undefined }
    | undefined;

  constructor(private readonly connections: Connections) {
    this.view = vscode.window.createTreeView(explorerViewId, {
      treeDataProvider: this,
      showCollapseAll: true,
    });
    this.listening = connections.onDidChange(() => this.changes.fire());
  }

  async getChildren(node?: ExplorerNode): Promise<ExplorerNode[]> {
    const { state } = this.connections;
    if (state.kind === 'failed') return [{ kind: 'problem', failure: state.failure }];
    if (state.kind !== 'connected') return [];
    if (node === undefined) return [{ kind: 'instance', service: state.service }];
    switch (node.kind) {
      case 'instance':
        return [
          { kind: 'global', hasPolicy: this.hasPolicy(state)({ kind: 'global' }) },
          ...groupNames.map((group) => ({ kind: 'group', group }) as const),
        ];
      case 'group':
        return groupChildren(state, node.group, this.hasPolicy(state));
      case 'api': {
        const api = node.api.name;
        const hasPolicy = this.hasPolicy(state);
        return rows(await state.lists.operations(api), 'No operations', (operation) => ({
          kind: 'operation',
          api,
          operation,
          hasPolicy: hasPolicy({ kind: 'operation', api, operation: operation.name }),
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
      row.marked === true ? new vscode.ThemeColor('charts.blue') : undefined,
    );
    item.contextValue = row.context.join(' ');
    return item;
  }

  /** Doesn't wait for the answer, which takes a question per scope: the rows are drawn again when it is there. */
  private hasPolicy({ lists }: Connected): PolicyKnowledge {
    const asked = lists.policyAddresses();
    if (this.policies?.asked !== asked) {
      this.policies = { asked, keys: undefined };
      void asked.then((addresses) => {
        if (this.policies?.asked !== asked || !addresses.ok) return;
        this.policies = { asked, keys: new Set(addresses.value.map(addressKey)) };
        this.changes.fire();
      });
    }
    const { keys } = this.policies;
    return (address) => keys?.has(addressKey(address));
  }

  dispose(): void {
    this.listening.dispose();
    this.view.dispose();
    this.changes.dispose();
  }
}

async function groupChildren(
  { lists }: Connected,
  group: GroupName,
  hasPolicy: PolicyKnowledge,
): Promise<ExplorerNode[]> {
  switch (group) {
    case 'products':
      return rows(await lists.products(), 'No products', (product) => ({
        kind: 'product',
        product,
        hasPolicy: hasPolicy({ kind: 'product', product: product.name }),
      }));
    case 'apis':
      return rows(await lists.apis(), 'No APIs', (api) => ({
        kind: 'api',
        api,
        hasPolicy: hasPolicy({ kind: 'api', api: api.name }),
      }));
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
  if (row.opens !== true || addressOfNode(node) === undefined) return undefined;
  return { title: 'Open Policy on the Instance', command: 'apimPolicy.openLivePolicy', arguments: [node] };
}
