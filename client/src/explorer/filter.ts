/** The tree as a filter shows it: the rows that match, and those that lead to them. */
import { mapLimited } from '../../../instance/pool';
import { wholeChildren } from './rows';
import type { ExplorerNode } from './types';

/** Lists asked for at a time. */
const parallel = 6;

/** Rows that a filter shows at most: who sees more has not filtered. */
export const mostMatches = 2_000;

export interface FilteredTree {
  /** Under each row that leads to matches (`''`: at the top) what is shown there. */
  readonly children: ReadonlyMap<string, readonly ExplorerNode[]>;
  /** How many rows match. */
  readonly matches: number;
  /** Whether there are more than are shown. */
  readonly cut: boolean;
}

/** All rows of the tree, collected once; what has been found so far can be filtered meanwhile. */
export class TreeIndex {
  private readonly known = new Map<string, readonly ExplorerNode[]>();
  private pending = 0;
  private done = 0;

  /** `onProgress` is called whenever there is more to show. */
  constructor(
    private readonly roots: readonly ExplorerNode[],
    private readonly onProgress: () => void,
  ) {}

  /** How many lists there are, as far as is known, and how many of them have arrived. */
  get progress(): { readonly done: number; readonly total: number } {
    return { done: this.done, total: this.done + this.pending };
  }

  async build(signal: AbortSignal): Promise<void> {
    this.known.set('', this.roots);
    let level = this.roots;
    while (level.length > 0 && !signal.aborted) {
      const branches = level.filter((node) => searchedChildren(node) !== undefined);
      this.pending += branches.length;
      const found = await mapLimited(
        branches,
        parallel,
        async (node) => {
          const children = searchedChildren(node);
          const nodes = children === undefined ? [] : await wholeChildren(children);
          this.known.set(node.id, nodes);
          this.pending--;
          this.done++;
          this.onProgress();
          return nodes;
        },
        signal,
      );
      level = found.flatMap((nodes) => nodes ?? []);
    }
    this.onProgress();
  }

  filter(text: string): FilteredTree {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    const children = new Map<string, readonly ExplorerNode[]>();
    let matches = 0;
    const visit = (node: ExplorerNode): boolean => {
      const below = (this.known.get(node.id) ?? []).filter(visit);
      if (below.length > 0) children.set(node.id, below);
      const isMatch = matches < mostMatches && matchesWords(node, words);
      if (isMatch) matches++;
      return isMatch || below.length > 0;
    };
    children.set('', this.roots.filter(visit));
    return { children, matches, cut: matches >= mostMatches };
  }
}

function searchedChildren({ searched, children }: ExplorerNode): ExplorerNode['children'] {
  return searched === 'none' ? undefined : (searched ?? children);
}

/** Whether each word stands somewhere in what the row says, or in the names of what it is. */
function matchesWords(
  { row, keywords, address, namedValue, resourcePath }: ExplorerNode,
  words: readonly string[],
): boolean {
  if (row.context.length === 0 || row.context.includes('group') || row.context.includes('problem'))
    return false;
  const name = resourcePath?.split('/').at(-1) ?? '';
  const names = address === undefined ? [] : Object.values(address);
  const said = [row.label, row.description, keywords, ...names, name, namedValue?.summary.name]
    .join('\n')
    .toLowerCase();
  return words.every((word) => said.includes(word));
}
