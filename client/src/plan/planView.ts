/** The plan of a push or a promotion as a tree: each item with its diff and a box to leave it out, then sent, then what came of it. */
import * as vscode from 'vscode';
import type { ItemOutcome, PlanItem } from '../../../instance/push';
import { contextKeys, planViewId } from '../names';
import { choiceOf, keptChoice } from './choice';
import {
  canBeSent,
  contextOf,
  type GroupName,
  groupNames,
  groupOf,
  groupRow,
  itemRow,
  type PlanVerb,
  type Resolution,
} from './rows';

export type PlanNode =
  | { readonly kind: 'group'; readonly group: GroupName; readonly items: readonly PlanItem[] }
  | { readonly kind: 'item'; readonly item: PlanItem };

/** What the plan is for, in the view's title. */
export interface PlanTitle {
  readonly verb: PlanVerb;
  readonly description: string;
  /** What else there is to know of it; empty for nothing. */
  readonly notice: string;
  /** Whether it is the plan shown before, made anew: then what was chosen stays chosen. */
  readonly isSame: boolean;
}

export class PlanView implements vscode.TreeDataProvider<PlanNode>, vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<PlanNode | undefined>();
  readonly onDidChangeTreeData = this.changes.event;
  private readonly view: vscode.TreeView<PlanNode>;
  private items: readonly PlanItem[] = [];
  private verb: PlanVerb = 'push';
  private chosen: ReadonlySet<string> = new Set();
  private readonly outcomes = new Map<string, ItemOutcome>();
  private readonly resolutions = new Map<string, Resolution>();

  constructor() {
    this.view = vscode.window.createTreeView(planViewId, {
      treeDataProvider: this,
      manageCheckboxStateManually: true,
    });
    this.view.onDidChangeCheckboxState(({ items }) => {
      for (const [node, state] of items)
        this.check(
          node.kind === 'group' ? node.items : [node.item],
          state === vscode.TreeItemCheckboxState.Checked,
        );
    });
  }

  /** Shows a plan; everything is chosen but what would undo somebody else's work. */
  async show(items: readonly PlanItem[], { verb, description, notice, isSame }: PlanTitle): Promise<void> {
    this.chosen = isSame ? keptChoice(this.items, this.chosen, items) : choiceOf(items);
    this.items = items;
    this.verb = verb;
    this.outcomes.clear();
    this.resolutions.clear();
    this.view.title = verb === 'push' ? 'Push Plan' : 'Promotion Plan';
    this.view.description = description;
    const nothing = items.every(({ change }) => change.action === 'unchanged');
    this.view.message = [nothing ? 'The instance has all of it already.' : '', notice]
      .filter(Boolean)
      .join(' ');
    void vscode.commands.executeCommand('setContext', contextKeys.planVerb, verb);
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

  /** Shows that the file of a conflict has been changed; it is sent only with a new plan. */
  resolved(item: PlanItem, resolution: Resolution): void {
    this.resolutions.set(item.id, resolution);
    this.check([item], false);
  }

  check(items: readonly PlanItem[], isChecked: boolean): void {
    const chosen = new Set(this.chosen);
    for (const item of items)
      if (isChecked && this.canBeChosen(item)) chosen.add(item.id);
      else chosen.delete(item.id);
    this.chosen = chosen;
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
        : itemRow(node.item, this.outcomes.get(node.item.id), this.verb, this.resolutions.get(node.item.id));
    const item = new vscode.TreeItem(row.label);
    item.id = node.kind === 'group' ? node.group : node.item.id;
    item.description = row.description;
    item.tooltip = row.tooltip;
    item.iconPath = new vscode.ThemeIcon(
      row.icon,
      row.color === undefined ? undefined : new vscode.ThemeColor(row.color),
    );
    if (node.kind === 'group') {
      const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
      item.collapsibleState = node.group === 'unchanged' ? Collapsed : Expanded;
      const sendable = node.items.filter((each) => this.canBeChosen(each));
      if (sendable.length > 0) {
        const all = sendable.every(({ id }) => this.chosen.has(id));
        item.checkboxState = checkbox(all, all ? 'Leave all of these out' : 'Choose all of these');
      }
      item.contextValue = node.group;
      return item;
    }
    const { before, after } = node.item;
    if (before !== undefined || after !== undefined)
      item.command = {
        title: 'Show Difference',
        command: 'apimPolicy.showPlannedChange',
        arguments: [node.item],
      };
    item.contextValue = contextOf(node.item, this.verb).join(' ');
    if (this.canBeChosen(node.item))
      item.checkboxState = checkbox(
        this.chosen.has(node.item.id),
        node.item.change.action === 'conflict' ? 'Overwrite it' : 'Send it',
      );
    return item;
  }

  dispose(): void {
    this.view.dispose();
    this.changes.dispose();
  }

  /** What was sent is not sent again, nor what the file no longer says; another plan says what is left. */
  private canBeChosen(item: PlanItem): boolean {
    return canBeSent(item) && !this.outcomes.has(item.id) && !this.resolutions.has(item.id);
  }
}

function checkbox(isChecked: boolean, tooltip: string): NonNullable<vscode.TreeItem['checkboxState']> {
  const { Checked, Unchecked } = vscode.TreeItemCheckboxState;
  return { state: isChecked ? Checked : Unchecked, tooltip };
}
