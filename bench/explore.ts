/** How long the explorer takes to show a large instance: its first row, its last, and all that its filter searches. */
import { InstanceLists } from '../client/src/connection/instanceLists';
import { TreeIndex } from '../client/src/explorer/filter';
import { contents } from '../client/src/explorer/kinds/service';
import type { ApimInstance } from '../instance';

/** @param requests how many the instance has been sent so far */
export async function exploreInstance(
  instance: ApimInstance,
  requests: () => Promise<number>,
): Promise<void> {
  const before = await requests();
  const start = performance.now();
  const seconds = () => `${((performance.now() - start) / 1000).toFixed(2)} s`;
  const lists = new InstanceLists(instance);
  const apis = lists.apis();
  await apis.next();
  const first = `first API after ${seconds()}`;
  const all = await apis.whole;
  if (!all.ok) throw new Error(all.failure.message);
  const listed = await requests();
  console.log(
    `  explorer             ${first}, the last of ${all.value.length} after ${seconds()}, ${listed - before} requests`,
  );
  const index = new TreeIndex(contents({ instance: 'bench', lists }), () => undefined);
  await index.build(new AbortController().signal);
  const searched = performance.now();
  const { children } = index.filter('operation-1');
  const rows = [...children.values()].reduce((sum, { length }) => sum + length, 0);
  console.log(
    `  its filter           all operations read after ${seconds()}, ${(await requests()) - listed} requests; a search takes ${(performance.now() - searched).toFixed(0)} ms (${rows} rows found)`,
  );
}
