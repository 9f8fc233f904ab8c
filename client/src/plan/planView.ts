/** The plan of a push as a tree: each item with its diff and a box to leave it out, then sent, then what came of it. */
import * as vscode from 'vscode';
import type { ItemOutcome, PlanItem } from '../../../instance/push';
import { contextKeys, planViewId } from '../names';
import { canBeSent, type GroupName, groupNames, groupOf, groupRow, isSentByItself, itemRow } from './rows';

export type PlanNode =
  | { readonly kind: 'group'; readonly group: GroupName; readonly items: readonly PlanItem[] }
  | { readonly kind: 'item'; readonly item: PlanItem };

export class PlanView implements vscode.TreeDataProvider<PlanNode>, vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<PlanNode | undefined>();
  readonly onDidChangeTreeData = this.changes.event;
  private readonly view: vscode.TreeView<PlanNode>;
  private items: readonly PlanItem[] = [];
  private readonly chosen = new Set<string>();
  private readonly outcomes = new Map<string, ItemOutcome>();

  constructor() {
    this.view = vscode.window.createTreeView(planViewId, {
      treeDataProvider: this,
      manageCheckboxStateManually: true,
    });
    this.view.onDidChangeCheckboxState(({ items }) => {
      for (const [node, state] of items) this.check(node, state === vscode.TreeItemCheckboxState.Checked);
      this.changes.fire(undefined);
    });
  }

  /** Shows a plan; everything is chosen but what would undo somebody else's work. */
  async show(items: readonly PlanItem[], title: string): Promise<void> {
    this.items = items;
    this.outcomes.clear();
    this.chosen.clear();
    for (const item of items) if (isSentByItself(item)) this.chosen.add(item.id);
    this.view.description = title;
    this.view.message =
      items.length === 0 || items.every(({ change }) => change.action === 'unchanged')
        ? 'The instance has all of it already.'
        : '';
    await vscode.commands.executeCommand('setContext', contextKeys.hasPlan, true);
    this.changes.fire(undefined);
    await vscode.commands.executeCommand(`${planViewId}.focus`);
  }

  clear(): void {
    this.items = [];
    void vscode.commands.executeCommand('setContext', contextKeys.hasPlan, false);
    this.changes.fire(undefined);
  }

  /** What is to be sent. */
  get selection(): readonly PlanItem[] {
    return this.items.filter((item) => this.chosen.has(item.id));
  }

  done(item: PlanItem, outcome: ItemOutcome): void {
    this.outcomes.set(item.id, outcome);
    this.changes.fire(undefined);
  }

  getChildren(node?: PlanNode): PlanNode[] {
    if (node?.kind === 'item') return [];
    if (node !== undefined) return node.items.map((item) => ({ kind: 'item', item }));
    return groupNames.flatMap((group): PlanNode[] => {
      const items = this.items.filter((item) => groupOf(item) === group);
      return items.length === 0 ? [] : [{ kind: 'group', group, items }];
    });
  }

  getTreeItem(node: PlanNode): vscode.TreeItem {
    const row =
      node.kind === 'group'
        ? groupRow(node.group, node.items.length)
        : itemRow(node.item, this.outcomes.get(node.item.id));
    const item = new vscode.TreeItem(row.label);
    item.id = node.kind === 'group' ? node.group : node.item.id;
    item.description = row.description;
    item.tooltip = row.tooltip;
    item.iconPath = new vscode.ThemeIcon(row.icon);
    if (node.kind === 'group') {
      const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
      item.collapsibleState = node.group === 'unchanged' ? Collapsed : Expanded;
      return item;
    }
    const { before, after } = node.item;
    if (before !== undefined || after !== undefined)
      item.command = {
        title: 'Show Difference',
        command: 'apimPolicy.showPlannedChange',
        arguments: [node.item],
      };
    if (canBeSent(node.item) && !this.outcomes.has(node.item.id)) {
      const { Checked, Unchecked } = vscode.TreeItemCheckboxState;
      item.checkboxState = {
        state: this.chosen.has(node.item.id) ? Checked : Unchecked,
        tooltip: node.item.change.action === 'conflict' ? 'Overwrite it' : 'Send it',
      };
    }
    return item;
  }

  dispose(): void {
    this.view.dispose();
    this.changes.dispose();
  }

  private check(node: PlanNode, isChecked: boolean): void {
    for (const { id } of node.kind === 'group' ? node.items : [node.item])
      if (isChecked) this.chosen.add(id);
      else this.chosen.delete(id);
  }
}
