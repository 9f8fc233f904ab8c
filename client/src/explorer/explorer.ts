/** The tree view of the instances. Each list is asked for when its row is opened, and shown page by page. */
import * as vscode from 'vscode';
import type { Connections } from '../connection/connections';
import { liveUri } from '../live/liveFiles';
import { contextKeys, explorerViewId } from '../names';
import { type FilteredTree, TreeIndex } from './filter';
import { type InstanceEntry, instanceNode } from './kinds/instance';
import { policyContext, policyText } from './policyState';
import type { PolicyStates } from './policyStates';
import { type Children, type ExplorerNode, message } from './types';

/** Rows of a list shown at a time. */
const pageSize = 500;

/** Time between news and the tree being drawn again, in milliseconds. */
const redrawMs = 250;

interface Filter {
  readonly text: string;
  readonly index: TreeIndex;
  readonly abort: AbortController;
  tree: FilteredTree;
}

export class Explorer implements vscode.TreeDataProvider<ExplorerNode>, vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<ExplorerNode | undefined>();
  readonly onDidChangeTreeData = this.changes.event;
  private readonly view: vscode.TreeView<ExplorerNode>;
  private readonly disposables: readonly vscode.Disposable[];
  /** The rows as they were given out last: VS Code knows them by identity. */
  private readonly given = new Map<string, ExplorerNode>();
  private readonly expanded = new Set<string>();
  /** How many rows of long lists are shown. */
  private readonly shown = new Map<string, number>();
  private filter: Filter | undefined;
  private redraw: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly connections: Connections,
    private readonly states: PolicyStates,
  ) {
    this.view = vscode.window.createTreeView(explorerViewId, {
      treeDataProvider: this,
      showCollapseAll: true,
    });
    this.disposables = [
      this.changes,
      this.view,
      connections.onDidChangeAny(() => this.instancesChanged()),
      states.onDidChange(() => this.drawSoon()),
      states.onDidCompare(() => this.drawSoon()),
      this.view.onDidExpandElement(({ element }) => {
        if (this.filter === undefined) this.expanded.add(element.id);
      }),
      this.view.onDidCollapseElement(({ element }) => {
        if (this.filter === undefined) this.expanded.delete(element.id);
      }),
    ];
  }

  async getChildren(node?: ExplorerNode): Promise<ExplorerNode[]> {
    const nodes = await this.childrenOf(node);
    for (const each of nodes) this.given.set(each.id, each);
    return [...nodes];
  }

  getTreeItem(node: ExplorerNode): vscode.TreeItem {
    const { row, address, command, instance } = node;
    const item = new vscode.TreeItem(row.label, this.collapsibleState(node));
    // What a filter opens is closed again without it.
    item.id = this.filter === undefined ? node.id : `${this.filter.text}?${node.id}`;
    if (row.description !== undefined) item.description = row.description;
    item.iconPath = new vscode.ThemeIcon(row.icon);
    const target = this.connections.find(instance)?.target;
    const state = address === undefined ? undefined : this.states.of(instance, address);
    if (state === undefined || address === undefined || target === undefined) {
      if (row.tooltip !== undefined) item.tooltip = row.tooltip;
      item.accessibilityInformation = { label: spoken(row, row.tooltip) };
      if (command !== undefined) item.command = { ...command, arguments: [...command.arguments] };
      item.contextValue = row.context.join(' ');
      return item;
    }
    // The URI is what the badge is shown for.
    item.resourceUri = liveUri(target, address);
    item.contextValue = [...row.context, ...policyContext(state)].join(' ');
    if (state.onInstance !== false)
      item.command = {
        title: 'Open Policy on the Instance',
        command: 'apimPolicy.openLivePolicy',
        arguments: [node],
      };
    else if (state.inWorkspace)
      item.command = {
        title: 'Open the Workspace’s File',
        command: 'apimPolicy.openWorkspaceFile',
        arguments: [node],
      };
    item.accessibilityInformation = { label: spoken(row, policyText(state)) };
    return item;
  }

  /** Compares the policy with its file when somebody points at the row. */
  async resolveTreeItem(
    item: vscode.TreeItem,
    { row, address, instance }: ExplorerNode,
    token: vscode.CancellationToken,
  ): Promise<vscode.TreeItem> {
    if (address === undefined) return item;
    const abort = new AbortController();
    token.onCancellationRequested(() => abort.abort());
    const state = await this.states.look(instance, address, abort.signal);
    item.tooltip = [row.tooltip ?? row.label, policyText(state)].filter(Boolean).join('\n');
    return item;
  }

  get filterText(): string {
    return this.filter?.text ?? '';
  }

  /** Shows only what matches; an empty text shows everything again. */
  setFilter(text: string): void {
    const wanted = text.trim();
    if (wanted === this.filterText) return;
    if (wanted === '') this.clearFilter();
    else if (this.filter !== undefined) this.show({ ...this.filter, text: wanted });
    else {
      const abort = new AbortController();
      const index = new TreeIndex(this.roots(), () => this.filterProgressed());
      this.show({ text: wanted, index, abort, tree: index.filter(wanted) });
      void index.build(abort.signal);
    }
    void vscode.commands.executeCommand('setContext', contextKeys.filtered, this.filter !== undefined);
  }

  showMore(id: string): void {
    this.shown.set(id, (this.shown.get(id) ?? pageSize) + pageSize);
    this.changes.fire(this.given.get(id));
  }

  dispose(): void {
    clearTimeout(this.redraw);
    this.filter?.abort.abort();
    for (const disposable of this.disposables) disposable.dispose();
  }

  private async childrenOf(node: ExplorerNode | undefined): Promise<readonly ExplorerNode[]> {
    if (node === undefined) {
      const roots = this.roots();
      const [only] = roots;
      // One instance that can't be seen: the view's own welcome says why and what to do, with buttons.
      const isHidden = ['signedOut', 'failed'].some((word) => only?.row.context.includes(word));
      if (roots.length === 1 && isHidden) return [];
      return this.filter?.tree.children.get('') ?? roots;
    }
    const filtered = this.filter?.tree.children.get(node.id);
    if (filtered !== undefined) return filtered;
    const { nodes, news } = (await node.children?.()) ?? ({ nodes: [] } satisfies Children);
    if (news !== undefined) void news.then(() => this.drawSoon(node));
    const count = this.shown.get(node.id) ?? pageSize;
    if (nodes.length <= count + 1) return nodes;
    return [...nodes.slice(0, count), moreNode(node, nodes.length - count)];
  }

  private roots(): readonly ExplorerNode[] {
    const { all, active } = this.connections;
    return all.map((connection) =>
      instanceNode({
        key: connection.key,
        environment: connection.environment?.name,
        isProtected: connection.environment?.protected === true,
        isActive: connection === active,
        hasOthers: all.length > 1,
        target: connection.target,
        state: connection.state,
        connect: () => connection.connect('silent'),
      } satisfies InstanceEntry),
    );
  }

  private collapsibleState(node: ExplorerNode): vscode.TreeItemCollapsibleState {
    const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
    if (node.children === undefined) return None;
    if (this.filter !== undefined) return this.filter.tree.children.has(node.id) ? Expanded : Collapsed;
    return this.expanded.has(node.id) || node.row.expanded === true ? Expanded : Collapsed;
  }

  private instancesChanged(): void {
    const { filter } = this;
    if (filter === undefined) {
      this.changes.fire(undefined);
      return;
    }
    this.clearFilter();
    this.setFilter(filter.text);
  }

  private clearFilter(): void {
    this.filter?.abort.abort();
    this.filter = undefined;
    this.view.message = '';
    this.changes.fire(undefined);
  }

  private show(filter: Filter): void {
    this.filter = { ...filter, tree: filter.index.filter(filter.text) };
    this.view.message = this.filterMessage(this.filter);
    this.changes.fire(undefined);
  }

  private filterProgressed(): void {
    this.drawSoon();
  }

  private filterMessage({ text, tree, index }: Filter): string {
    const { done, total } = index.progress;
    const found =
      tree.matches === 0
        ? 'nothing matches'
        : tree.matches === 1
          ? '1 match'
          : `${tree.matches}${tree.cut ? ' and more' : ''} matches`;
    const looking = done < total ? ` so far; looking through ${done} of ${total} lists…` : '';
    return `“${text}”: ${found}${looking}`;
  }

  /** Draws the rows under a node again, or all; several requests in a short time are one. */
  private drawSoon(node?: ExplorerNode): void {
    if (node !== undefined && this.redraw === undefined) {
      setTimeout(() => this.changes.fire(this.given.get(node.id)), redrawMs);
      return;
    }
    if (this.redraw !== undefined) return;
    this.redraw = setTimeout(() => {
      this.redraw = undefined;
      if (this.filter === undefined) this.changes.fire(undefined);
      else this.show(this.filter);
    }, redrawMs);
  }
}

/** What a screen reader says of a row. Without it VS Code has it say the tooltip, and nothing of the label. */
function spoken({ label, description }: ExplorerNode['row'], more: string | undefined): string {
  return [label, description, more === label ? undefined : more].filter(Boolean).join(', ');
}

function moreNode(parent: ExplorerNode, left: number): ExplorerNode {
  return {
    ...message(parent.instance, `${parent.id}#more`, `Show ${Math.min(left, pageSize)} More…`, 'ellipsis'),
    command: { title: 'Show More', command: 'apimPolicy.showMoreRows', arguments: [parent.id] },
  };
}
