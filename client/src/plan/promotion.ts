/** The command "Promote…": what one instance has, brought to another one. */
import type { PullScope } from '../../../instance/sync';
import { chooseFolder } from '../artifacts';
import { chooseInstance, connectedTo, otherInstances } from '../connection/chooseInstance';
import type { Connections } from '../connection/connections';
import { instanceKey } from '../connection/instanceKey';
import type { ExplorerNode } from '../explorer/types';
import { chooseScope } from './chooseScope';
import { nameOfInstance } from './origins';
import type { Publish } from './publish';

/** A row of the tree and all that is in it; without a row, what the person chooses. */
export async function promote(
  connections: Connections,
  publish: Publish,
  node: ExplorerNode | undefined,
): Promise<void> {
  const source = connections.find(node?.instance);
  const from =
    source === undefined
      ? await chooseInstance(connections, otherInstances(connections), 'Promote', 'From which instance?')
      : await connectedTo(connections, source);
  const title = `Promote from ${nameOfInstance(from)}`;
  const to = await chooseInstance(
    connections,
    otherInstances(connections, connections.find(instanceKey(from.target))),
    title,
    'To which instance? A plan is shown before anything is sent.',
  );
  const scope = node === undefined ? await chooseScope(from, title) : scopeOf(node);
  const folder = await chooseFolder('Remember in which folder what was promoted?', to.environment);
  await publish.show({ kind: 'instance', folder, from, scope }, to);
}

/** What a row of the tree stands for, with all that is in it. */
export function scopeOf(node: ExplorerNode | undefined): PullScope {
  return node?.pulls ?? (node?.address === undefined ? 'everything' : [node.address]);
}
