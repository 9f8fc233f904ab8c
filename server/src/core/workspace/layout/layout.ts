/**
 * The two folder layouts of policies in Git, APIOps (the C# toolkit) and apiops-cli: which policy a path is,
 * and which path a policy has. Paths use forward slashes and are relative to the workspace folder; the folder
 * with the artifacts may stand anywhere in it.
 */
import type { LayoutEntry, LayoutName, PolicyAddress } from '../types';
import { escapeName, joinContinued, unescapeName } from './fileNames';

/** What a file is, in which layout, and the folder with the artifacts (`''` for the workspace folder itself). */
export type DescribedPath = LayoutEntry & { readonly layout: LayoutName; readonly root: string };

interface LayoutFolders {
  readonly fragments: string;
  readonly namedValues: string;
}

const folders: Record<LayoutName, LayoutFolders> = {
  apiops: { fragments: 'policy fragments', namedValues: 'named values' },
  'apiops-cli': { fragments: 'policyFragments', namedValues: 'namedValues' },
};

const policyFile = 'policy.xml';
const fragmentFile = 'policyFragmentInformation.json';
const namedValueFile = 'namedValueInformation.json';
const backendFile = 'backendInformation.json';
const loggerFile = 'loggerInformation.json';

/** The folders, beside the policies or in an API Management workspace's folder, whose files tell facts. */
export const informationFolders: readonly string[] = [
  ...Object.values(folders).flatMap(({ fragments, namedValues }) => [fragments, namedValues]),
  'backends',
  'loggers',
];

/**
 * Folders that hold artifacts by their name alone. A lone `policy.xml` is taken for the global policy only there
 * and in the workspace folder itself, so that no stray file passes for it.
 */
const artifactsFolder = /^(?:api[-_ ]?m(?:anagement)?[-_ ]?)?artifacts?$/i;
const cliFolder = 'apim-artifacts';

/** Folders of the project's own records and of Git, which hold no artifacts. */
const hiddenFolder = /^\.(?:apim|git)$/i;

/** Where a path ends like this, it is that entry. Names are written `*`; the longest pattern wins. */
interface Pattern {
  readonly segments: readonly string[];
  readonly layout?: LayoutName;
  /** The entry of the names at the `*`, in an API Management workspace or not; `undefined` where that can't be. */
  readonly entry: (names: readonly string[], workspace: string | undefined) => LayoutEntry | undefined;
}

const inWorkspace = (workspace: string | undefined): { readonly workspace?: string } =>
  workspace === undefined ? {} : { workspace };

const patterns: readonly Pattern[] = [
  policyPattern(['apis', '*', 'operations', '*', policyFile], ([api = '', operation = ''], workspace) => ({
    kind: 'operation',
    api,
    operation,
    ...inWorkspace(workspace),
  })),
  policyPattern(['apis', '*', 'resolvers', '*', policyFile], ([api = '', resolver = ''], workspace) =>
    workspace === undefined ? { kind: 'resolver', api, resolver } : undefined,
  ),
  policyPattern(['apis', '*', policyFile], ([api = ''], workspace) => ({
    kind: 'api',
    api,
    ...inWorkspace(workspace),
  })),
  policyPattern(['products', '*', policyFile], ([product = ''], workspace) => ({
    kind: 'product',
    product,
    ...inWorkspace(workspace),
  })),
  {
    ...policyPattern(
      [folders.apiops.fragments, '*', policyFile],
      ([fragment = ''], workspace): PolicyAddress => ({
        kind: 'fragment',
        fragment,
        ...inWorkspace(workspace),
      }),
    ),
    layout: 'apiops',
  },
  ...(['apiops', 'apiops-cli'] as const).flatMap((layout): readonly Pattern[] => [
    {
      segments: [folders[layout].fragments, '*', fragmentFile],
      layout,
      entry: ([fragment = ''], workspace) => ({
        kind: 'fragment-information',
        fragment,
        ...inWorkspace(workspace),
      }),
    },
    {
      segments: [folders[layout].namedValues, '*', namedValueFile],
      layout,
      entry: ([namedValue = ''], workspace) => ({
        kind: 'named-value-information',
        namedValue,
        ...inWorkspace(workspace),
      }),
    },
  ]),
  {
    segments: ['backends', '*', backendFile],
    entry: ([backend = ''], workspace) => ({
      kind: 'backend-information',
      backend,
      ...inWorkspace(workspace),
    }),
  },
  {
    segments: ['loggers', '*', loggerFile],
    entry: ([logger = ''], workspace) => ({
      kind: 'logger-information',
      logger,
      ...inWorkspace(workspace),
    }),
  },
];

function policyPattern(
  segments: readonly string[],
  address: (names: readonly string[], workspace: string | undefined) => PolicyAddress | undefined,
): Pattern {
  return {
    segments,
    entry: (names, workspace) => {
      const found = address(names, workspace);
      return found && { kind: 'policy', address: found };
    },
  };
}

/**
 * What the file at this path is, or `undefined` where it is no part of a layout. `roots` are folders known to
 * hold artifacts whatever their name (see `detectLayout`); a `policy.xml` right in one is the global policy.
 */
export function describePath(relativePath: string, roots: readonly string[] = []): DescribedPath | undefined {
  const raw = relativePath.split('/');
  if (
    raw.some((segment) => segment === '' || segment === '.' || segment === '..' || hiddenFolder.test(segment))
  )
    return undefined;
  const segments = joinContinued(raw);
  for (const pattern of patterns) {
    const names = matchEnd(segments, pattern.segments);
    if (names === undefined) continue;
    const before = segments.slice(0, segments.length - pattern.segments.length);
    const workspace = before.length >= 2 && before.at(-2) === 'workspaces' ? before.at(-1) : undefined;
    const entry = pattern.entry(
      names.map(unescapeName),
      workspace === undefined ? undefined : unescapeName(workspace),
    );
    if (entry === undefined) continue;
    return described(entry, workspace === undefined ? before : before.slice(0, -2), pattern.layout);
  }
  if (segments.at(-1) !== policyFile) return undefined;
  const [parent, above] = [segments.at(-2), segments.at(-3)];
  if (parent !== undefined && above === 'workspaces')
    return described(
      { kind: 'policy', address: { kind: 'global', workspace: unescapeName(parent) } },
      segments.slice(0, -3),
      undefined,
    );
  const root = segments.slice(0, -1);
  if (parent !== undefined && !artifactsFolder.test(parent) && !roots.includes(root.join('/')))
    return undefined;
  return described({ kind: 'policy', address: { kind: 'global' } }, root, undefined);
}

/**
 * The path of an entry, relative to the folder with the artifacts and always inside it, whatever the names hold.
 * A fragment's policy in the apiops-cli layout stands in its information file, which `describePath` describes as
 * `fragment-information`.
 */
export function pathOf(entry: LayoutEntry, layout: LayoutName): string {
  return [...workspaceSegments(workspaceOf(entry)), ...ownSegments(entry, layout)].join('/');
}

/** Where policies are in a workspace, told from all its paths; `undefined` where none is part of a layout. */
export function detectLayout(
  paths: Iterable<string>,
): { readonly layout: LayoutName; readonly root: string } | undefined {
  const votes = new Map<string, { certain: Map<LayoutName, number>; files: number }>();
  for (const path of paths) {
    const found = describePath(path);
    if (found === undefined) continue;
    const root = votes.get(found.root) ?? { certain: new Map<LayoutName, number>(), files: 0 };
    votes.set(found.root, root);
    root.files++;
    const layout = telltaleLayout(path.slice(found.root === '' ? 0 : found.root.length + 1));
    if (layout !== undefined) root.certain.set(layout, (root.certain.get(layout) ?? 0) + 1);
  }
  const [best] = [...votes].sort(
    ([a, x], [b, y]) => y.files - x.files || a.length - b.length || (a < b ? -1 : 1),
  );
  if (best === undefined) return undefined;
  const [root, { certain }] = best;
  const apiops = certain.get('apiops') ?? 0;
  const cli = certain.get('apiops-cli') ?? 0;
  return { layout: apiops === cli ? layoutOfRoot(root) : cli > apiops ? 'apiops-cli' : 'apiops', root };
}

function described(
  entry: LayoutEntry,
  root: readonly string[],
  layout: LayoutName | undefined,
): DescribedPath {
  const folder = root.join('/');
  return { ...entry, layout: layout ?? layoutOfRoot(folder), root: folder };
}

function layoutOfRoot(root: string): LayoutName {
  return root.split('/').at(-1) === cliFolder ? 'apiops-cli' : 'apiops';
}

/** The layout that only this path can be of. */
function telltaleLayout(path: string): LayoutName | undefined {
  const names = path.split('/');
  return (['apiops', 'apiops-cli'] as const).find(
    (layout) => names.includes(folders[layout].fragments) || names.includes(folders[layout].namedValues),
  );
}

/** The segments at the pattern's `*`, where the path ends like the pattern. */
function matchEnd(segments: readonly string[], pattern: readonly string[]): readonly string[] | undefined {
  if (segments.length < pattern.length) return undefined;
  const names: string[] = [];
  const from = segments.length - pattern.length;
  for (const [i, expected] of pattern.entries()) {
    const segment = segments[from + i] ?? '';
    if (expected === '*') names.push(segment);
    else if (segment !== expected) return undefined;
  }
  return names;
}

function workspaceOf(entry: LayoutEntry): string | undefined {
  if (entry.kind !== 'policy') return entry.workspace;
  return 'workspace' in entry.address ? entry.address.workspace : undefined;
}

function workspaceSegments(workspace: string | undefined): readonly string[] {
  return workspace === undefined ? [] : ['workspaces', escapeName(workspace)];
}

function ownSegments(entry: LayoutEntry, layout: LayoutName): readonly string[] {
  switch (entry.kind) {
    case 'policy':
      return policySegments(entry.address, layout);
    case 'fragment-information':
      return [folders[layout].fragments, escapeName(entry.fragment), fragmentFile];
    case 'named-value-information':
      return [folders[layout].namedValues, escapeName(entry.namedValue), namedValueFile];
    case 'backend-information':
      return ['backends', escapeName(entry.backend), backendFile];
    case 'logger-information':
      return ['loggers', escapeName(entry.logger), loggerFile];
  }
}

function policySegments(address: PolicyAddress, layout: LayoutName): readonly string[] {
  switch (address.kind) {
    case 'global':
      return [policyFile];
    case 'product':
      return ['products', escapeName(address.product), policyFile];
    case 'api':
      return ['apis', escapeName(address.api), policyFile];
    case 'operation':
      return ['apis', escapeName(address.api), 'operations', escapeName(address.operation), policyFile];
    case 'resolver':
      return ['apis', escapeName(address.api), 'resolvers', escapeName(address.resolver), policyFile];
    case 'fragment':
      return [
        folders[layout].fragments,
        escapeName(address.fragment),
        layout === 'apiops' ? policyFile : fragmentFile,
      ];
  }
}
