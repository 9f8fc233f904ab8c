/** A comparison of two sides as a tree: what differs, by how it differs. */
import * as vscode from 'vscode';
import type { ComparedItem, Comparison, Difference } from '../../../instance/promotion';
import { comparisonViewId, contextKeys } from '../names';
import { differences, groupRow, isBrought, itemRow, type SideNames, summaryOf } from './rows';

export type ComparisonNode =
  | { readonly kind: 'group'; readonly difference: Difference; readonly items: readonly ComparedItem[] }
  | { readonly kind: 'item'; readonly item: ComparedItem };

export class ComparisonView implements vscode.TreeDataProvider<ComparisonNode>, vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changes.event;
  private readonly view: vscode.TreeView<ComparisonNode>;
  private comparison: Comparison = { items: [], unread: [] };
  private names: SideNames = { first: '', second: '' };

  constructor() {
    this.view = vscode.window.createTreeView(comparisonViewId, { treeDataProvider: this });
  }

  async show(comparison: Comparison, names: SideNames): Promise<void> {
    this.comparison = comparison;
    this.names = names;
    this.view.description = `${names.second} ↔ ${names.first} · ${summaryOf(comparison, names)}`;
    const { length } = comparison.unread;
    const unread =
      length === 0
        ? ''
        : `${length === 1 ? 'One resource' : `${length} resources`} could not be read; the log says why.`;
    this.view.message = [comparison.items.length === 0 ? 'Neither side has anything.' : '', unread]
      .filter(Boolean)
      .join(' ');
    await vscode.commands.executeCommand('setContext', contextKeys.hasComparison, true);
    this.changes.fire(undefined);
    await vscode.commands.executeCommand(`${comparisonViewId}.focus`);
  }

  clear(): void {
    this.comparison = { items: [], unread: [] };
    void vscode.commands.executeCommand('setContext', contextKeys.hasComparison, false);
    this.changes.fire(undefined);
  }

  getChildren(node?: ComparisonNode): ComparisonNode[] {
    if (node?.kind === 'item') return [];
    if (node !== undefined) return node.items.map((item) => ({ kind: 'item', item }));
    return differences.flatMap((difference): ComparisonNode[] => {
      const items = this.comparison.items.filter((item) => item.difference === difference);
      return items.length === 0 ? [] : [{ kind: 'group', difference, items }];
    });
  }

  getTreeItem(node: ComparisonNode): vscode.TreeItem {
    const row =
      node.kind === 'group'
        ? groupRow(node.difference, this.names, node.items.length)
        : itemRow(node.item, this.names);
    const item = new vscode.TreeItem(row.label);
    item.id = node.kind === 'group' ? node.difference : node.item.id;
    item.description = row.description;
    item.tooltip = row.tooltip;
    item.iconPath = new vscode.ThemeIcon(
      row.icon,
      row.color === undefined ? undefined : new vscode.ThemeColor(row.color),
    );
    if (node.kind === 'group') {
      const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
      const isQuiet = node.difference === 'same' || node.difference === 'formatting';
      item.collapsibleState = isQuiet ? Collapsed : Expanded;
      item.contextValue = isBrought(node) ? 'brought' : '';
      return item;
    }
    item.contextValue = isBrought(node.item) ? 'compared brought' : 'compared';
    item.command = { title: 'Show Difference', command: 'apimPolicy.showCompared', arguments: [node] };
    return item;
  }

  dispose(): void {
    this.view.dispose();
    this.changes.dispose();
  }
}
