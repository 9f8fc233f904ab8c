/** APIs, by version set where they have versions; in each its operations, resolvers and other revisions. */
import type {
  ApiSummary,
  OperationSummary,
  ResolverSummary,
  RevisionSummary,
  VersionSetSummary,
} from '../../../../instance';
import { firstPage, itemsOf, joined, listed, shown, sorted } from '../rows';
import { type Children, type ExplorerNode, idIn, type Place, resourcePath, workspaceOf } from '../types';

export async function apis(place: Place): Promise<Children> {
  const listing = place.lists.apis(place.workspace);
  const [versionSets] = await Promise.all([
    place.lists.versionSets(place.workspace).whole.then(itemsOf),
    firstPage(listing),
  ]);
  return shown(listing, place, '/apis', 'No APIs', (rows) => byVersionSet(place, rows, versionSets));
}

/** APIs of which there is one version only stand for themselves. */
export function byVersionSet(
  place: Place,
  all: readonly ApiSummary[],
  versionSets: readonly VersionSetSummary[],
): readonly ExplorerNode[] {
  const current = all.filter(({ isCurrent }) => isCurrent);
  const members = new Map<string, ApiSummary[]>();
  for (const api of current) {
    const id = api.versionSet ?? `/${api.name}`;
    members.set(id, [...(members.get(id) ?? []), api]);
  }
  return [...members].flatMap(([id, versions]) => {
    const versionSet = versionSets.find(({ name }) => name === id);
    return versionSet === undefined || versions.length < 2
      ? versions.map((api) => apiNode(place, api, api.displayName))
      : [versionSetNode(place, versionSet, versions)];
  });
}

function versionSetNode(
  place: Place,
  versionSet: VersionSetSummary,
  versions: readonly ApiSummary[],
): ExplorerNode {
  const { name, displayName, versioningScheme } = versionSet;
  const nodes = sorted(versions.map((api) => apiNode(place, api, api.version || 'Original')));
  return {
    instance: place.instance,
    id: idIn(place, `/apiVersionSets/${name}`),
    row: {
      label: displayName,
      description: `${versions.length} versions`,
      tooltip: `Version set ${name}, told apart by ${versioningScheme.toLowerCase()}`,
      icon: 'versions',
      context: ['versionSet', 'resource'],
    },
    resourcePath: resourcePath(place, 'apiVersionSets', name),
    children: async () => ({ nodes }),
  };
}

export function apiNode(place: Place, api: ApiSummary, label: string): ExplorerNode {
  const { name, displayName, path, version, revision, type } = api;
  const asVersion = label !== displayName;
  return {
    instance: place.instance,
    id: idIn(place, `/apis/${name}`),
    row: {
      label,
      description: [
        `/${path}`,
        asVersion ? displayName : version,
        revision === '1' ? '' : `revision ${revision}`,
      ]
        .filter(Boolean)
        .join(' · '),
      tooltip: [displayName, `${kindOfApi(type)} ${name}`].join('\n'),
      icon: type === 'graphql' ? 'type-hierarchy' : 'globe',
      context: ['api', 'resource', 'pullable'],
    },
    address: { kind: 'api', api: name, ...workspaceOf(place) },
    pulls: { below: { kind: 'api', api: name, ...workspaceOf(place) } },
    resourcePath: resourcePath(place, 'apis', name),
    children: async () => {
      const [parts, revisions] = await Promise.all([
        partsOf(place, api),
        place.lists.revisions(name, place.workspace).whole.then(itemsOf),
      ]);
      const others = revisions.filter(({ isCurrent }) => !isCurrent);
      return others.length === 0 ? parts : joined([parts, { nodes: [revisionsNode(place, api, others)] }]);
    },
    // Other revisions hold the same operations again; to ask for each API's would double the requests.
    searched: () => partsOf(place, api),
  };
}

/** The operations and resolvers of an API, or of one of its revisions. */
async function partsOf(place: Place, api: Pick<ApiSummary, 'name' | 'path' | 'type'>): Promise<Children> {
  const { name, type } = api;
  const operations = listed(
    place.lists.operations(name, place.workspace),
    place,
    `/apis/${name}/operations`,
    type === 'websocket' ? 'No operations: it is a WebSocket API' : 'No operations',
    (operation) => operationNode(place, api, operation),
  );
  if (type !== 'graphql') return operations;
  const resolvers = listed(
    place.lists.resolvers(name, place.workspace),
    place,
    `/apis/${name}/resolvers`,
    'No resolvers',
    (resolver) => resolverNode(place, name, resolver),
  );
  const [found, others] = await Promise.all([resolvers, operations]);
  // A GraphQL API has resolvers in the place of operations.
  return others.nodes.every(({ address }) => address === undefined) ? found : joined([found, others]);
}

function revisionsNode(place: Place, api: ApiSummary, revisions: readonly RevisionSummary[]): ExplorerNode {
  const nodes = [...revisions]
    .sort((a, b) => Number(b.revision) - Number(a.revision))
    .map((revision) => revisionNode(place, api, revision));
  return {
    instance: place.instance,
    id: idIn(place, `/apis/${api.name}/revisions`),
    row: {
      label: 'Other Revisions',
      description: String(nodes.length),
      icon: 'history',
      context: ['revisions'],
    },
    children: async () => ({ nodes }),
    searched: 'none',
  };
}

function revisionNode(place: Place, { path, type }: ApiSummary, revision: RevisionSummary): ExplorerNode {
  const { api: name, isOnline, description, updated } = revision;
  return {
    instance: place.instance,
    id: idIn(place, `/apis/${name}`),
    row: {
      label: `Revision ${revision.revision}`,
      description: [isOnline ? 'online' : 'offline', description].filter(Boolean).join(' · '),
      tooltip: [
        name,
        'not the current revision',
        updated === undefined ? '' : `changed ${updated.slice(0, 10)}`,
      ]
        .filter(Boolean)
        .join('\n'),
      icon: 'git-commit',
      context: ['api', 'resource', 'pullable'],
    },
    address: { kind: 'api', api: name, ...workspaceOf(place) },
    pulls: { below: { kind: 'api', api: name, ...workspaceOf(place) } },
    resourcePath: resourcePath(place, 'apis', name),
    children: () => partsOf(place, { name, path, type }),
  };
}

function operationNode(
  place: Place,
  { name: api, path }: Pick<ApiSummary, 'name' | 'path'>,
  { name, displayName, method, urlTemplate }: OperationSummary,
): ExplorerNode {
  const called = `${method} ${path === '' ? '' : `/${path}`}${urlTemplate}`;
  return {
    instance: place.instance,
    id: idIn(place, `/apis/${api}/operations/${name}`),
    row: {
      label: displayName,
      description: `${method} ${urlTemplate}`,
      tooltip: `${called}\nOperation ${name}`,
      icon: 'symbol-method',
      context: ['operation', 'resource'],
    },
    keywords: called,
    address: { kind: 'operation', api, operation: name, ...workspaceOf(place) },
    resourcePath: resourcePath(place, 'apis', api, 'operations', name),
  };
}

function resolverNode(place: Place, api: string, { name, displayName, path }: ResolverSummary): ExplorerNode {
  return {
    instance: place.instance,
    id: idIn(place, `/apis/${api}/resolvers/${name}`),
    row: {
      label: displayName,
      description: path,
      tooltip: `Resolver ${name} of the field ${path}`,
      icon: 'symbol-field',
      context: ['resolver', 'resource'],
    },
    address: { kind: 'resolver', api, resolver: name },
    resourcePath: resourcePath(place, 'apis', api, 'resolvers', name),
  };
}

function kindOfApi(type: string): string {
  const names: Readonly<Record<string, string>> = {
    http: 'API',
    soap: 'SOAP API',
    graphql: 'GraphQL API',
    websocket: 'WebSocket API',
    odata: 'OData API',
    grpc: 'gRPC API',
  };
  return names[type] ?? `API (${type})`;
}
