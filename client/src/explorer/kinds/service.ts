/** What stands in a service and in a workspace of one: the policy for all APIs, and the lists. */
import type { WorkspaceSummary } from '../../../../instance';
import { listed } from '../rows';
import { type Children, type ExplorerNode, idIn, type Place, resourcePath, workspaceOf } from '../types';
import { apis } from './api';
import { backends, caches, certificates, loggers, schemas } from './entity';
import { fragments } from './fragment';
import { namedValues } from './namedValue';
import { products } from './product';

interface Group {
  readonly name: string;
  readonly label: string;
  readonly icon: string;
  readonly list: (place: Place) => Promise<Children>;
  /** As a pull calls it. */
  readonly pulls?: 'fragments' | 'named-values' | 'backends';
  /** API Management has no such thing in workspaces. */
  readonly serviceOnly?: boolean;
}

/** In the order of use. */
const groups: readonly Group[] = [
  { name: 'apis', label: 'APIs', icon: 'globe', list: apis },
  { name: 'products', label: 'Products', icon: 'package', list: products },
  { name: 'fragments', label: 'Policy Fragments', icon: 'extensions', list: fragments, pulls: 'fragments' },
  { name: 'namedValues', label: 'Named Values', icon: 'key', list: namedValues, pulls: 'named-values' },
  { name: 'backends', label: 'Backends', icon: 'server', list: backends, pulls: 'backends' },
  { name: 'workspaces', label: 'Workspaces', icon: 'multiple-windows', list: workspaces, serviceOnly: true },
  { name: 'certificates', label: 'Certificates', icon: 'verified', list: (place) => certificates(place) },
  { name: 'loggers', label: 'Loggers', icon: 'output', list: loggers },
  { name: 'caches', label: 'External Caches', icon: 'database', list: caches, serviceOnly: true },
  { name: 'schemas', label: 'Schemas', icon: 'symbol-structure', list: schemas },
];

/** The children of an instance, or of a workspace of it. */
export function contents(place: Place): readonly ExplorerNode[] {
  const inWorkspace = place.workspace !== undefined;
  return [
    globalNode(place),
    ...groups
      .filter(({ serviceOnly }) => !(inWorkspace && serviceOnly === true))
      .map(({ name, label, icon, list, pulls }) => ({
        instance: place.instance,
        id: idIn(place, `/${name}`),
        ...workspaceOf(place),
        row: { label, icon, context: [name, 'group', ...(pulls === undefined ? [] : ['pullable'])] },
        ...(pulls !== undefined && { pulls: { kind: pulls, ...workspaceOf(place) } }),
        children: () => list(place),
      })),
  ];
}

function globalNode(place: Place): ExplorerNode {
  const inWorkspace = place.workspace !== undefined;
  return {
    instance: place.instance,
    id: idIn(place, '/policy'),
    row: {
      label: inWorkspace ? 'Workspace Policy' : 'Global Policy',
      tooltip: inWorkspace ? 'For all APIs of the workspace' : 'For all APIs',
      icon: 'shield',
      context: ['global'],
    },
    address: { kind: 'global', ...workspaceOf(place) },
  };
}

function workspaces(place: Place): Promise<Children> {
  return listed(place.lists.workspaces(), place, '/workspaces', 'No workspaces', (workspace) =>
    workspaceNode(place, workspace),
  );
}

function workspaceNode(place: Place, { name, displayName, description }: WorkspaceSummary): ExplorerNode {
  const inside: Place = { ...place, workspace: name };
  return {
    instance: place.instance,
    id: idIn(inside, ''),
    row: {
      label: displayName,
      ...(name !== displayName && { description: name }),
      tooltip: [`Workspace ${name}`, description].filter(Boolean).join('\n'),
      icon: 'window',
      context: ['workspace', 'resource', 'pullable'],
    },
    resourcePath: resourcePath(inside),
    pulls: { below: { kind: 'global', workspace: name } },
    children: async () => ({ nodes: contents(inside) }),
  };
}
