/** Lists as rows of the tree: as much of them as has arrived, sorted as they read. */
import type { Outcome } from '../../../instance';
import type { Listing } from '../connection/listing';
import { type Children, type ExplorerNode, idIn, message, type Place, problem } from './types';

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** `id` is the list's path below the place, `empty` what stands there where there is nothing. */
export async function listed<T>(
  listing: Listing<T>,
  place: Place,
  id: string,
  empty: string,
  toRow: (item: T) => ExplorerNode,
): Promise<Children> {
  await firstPage(listing);
  return shown(listing, place, id, empty, (rows) => rows.map(toRow));
}

/** Resolves when there is something to show. A list of one page is whole then. */
export async function firstPage(listing: Listing<unknown>): Promise<void> {
  if (listing.outcome !== undefined || listing.rows.length > 0) return;
  await listing.next();
  // Whoever asked hears of the page before the list ends with it.
  await new Promise((settle) => setTimeout(settle, 0));
}

/** As `listed`, for rows that are made of all items together. */
export function shown<T>(
  listing: Pick<Listing<T>, 'rows' | 'outcome' | 'next'>,
  place: Place,
  id: string,
  empty: string,
  toRows: (items: readonly T[]) => readonly ExplorerNode[],
): Children {
  const { outcome } = listing;
  if (outcome?.ok === false)
    return { nodes: [problem(place.instance, idIn(place, `${id}#problem`), outcome.failure)] };
  const nodes = sorted(toRows(listing.rows));
  if (outcome !== undefined)
    return { nodes: nodes.length > 0 ? nodes : [message(place.instance, idIn(place, `${id}#empty`), empty)] };
  const loading = message(place.instance, idIn(place, `${id}#loading`), 'Loading…', 'loading~spin');
  return { nodes: [...nodes, loading], news: listing.next() };
}

export function sorted(nodes: readonly ExplorerNode[]): readonly ExplorerNode[] {
  return [...nodes].sort((a, b) => collator.compare(a.row.label, b.row.label) || (a.id < b.id ? -1 : 1));
}

/** Rows of several lists under each other, each with its own problems. */
export function joined(parts: readonly Children[]): Children {
  const news = parts.flatMap((part) => part.news ?? []);
  return {
    nodes: parts.flatMap(({ nodes }) => nodes),
    ...(news.length > 0 && { news: Promise.race(news) }),
  };
}

/** All children of a node, once they have all arrived. */
export async function wholeChildren(children: () => Promise<Children>): Promise<readonly ExplorerNode[]> {
  for (;;) {
    const { nodes, news } = await children();
    if (news === undefined) return nodes;
    await news;
  }
}

/** The items of an outcome; none where it is a failure. */
export function itemsOf<T>(outcome: Outcome<readonly T[]>): readonly T[] {
  return outcome.ok ? outcome.value : [];
}
