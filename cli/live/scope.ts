/** What paths of artifacts mean on an instance, so that no more is read there than they ask for. */
import type { PullScope } from '../../instance/sync';
import { describePath } from '../../server/src/core/workspace/layout';
import type { PolicyAddress } from '../../server/src/core/workspace/types';

/**
 * A scope that holds all that the paths name, and maybe more. Paths are files or folders in either layout, relative to
 * the workspace folder; `root` is the folder of the artifacts.
 */
export function scopeOf(paths: readonly string[], root: string): PullScope {
  const addresses = paths.map((path) => addressAt(path, root)).filter((address) => address !== undefined);
  if (paths.length > 0 && addresses.length === paths.length) return addresses;
  const [only] = paths;
  return (paths.length === 1 && only !== undefined ? folderScope(only, root) : undefined) ?? 'everything';
}

/** A path of artifacts in no workspace, as people write it. */
export function artifactPath(path: string): string {
  return path
    .replaceAll('\\', '/')
    .replace(/^(?:\.\/)+/, '')
    .replace(/\/+$/, '');
}

/** Whether a path is one of the chosen ones or below it; all are where none is chosen. */
export function isChosen(path: string, chosen: readonly string[]): boolean {
  return (
    chosen.length === 0 || chosen.some((each) => each === '' || path === each || path.startsWith(`${each}/`))
  );
}

/** The policy or fragment that a file is, or is the information of. */
function addressAt(path: string, root: string): PolicyAddress | undefined {
  const described = describePath(path, [root]);
  if (described === undefined || described.root !== root) return undefined;
  if (described.kind === 'policy') return described.address;
  if (described.kind !== 'fragment-information') return undefined;
  const { fragment, workspace } = described;
  return { kind: 'fragment', fragment, ...(workspace !== undefined && { workspace }) };
}

function folderScope(path: string, root: string): PullScope | undefined {
  if (path === root) return undefined;
  const below = addressAt(`${path}/policy.xml`, root);
  if (below !== undefined) return { below };
  const fragment = addressAt(`${path}/policyFragmentInformation.json`, root);
  if (fragment !== undefined) return [fragment];
  for (const file of [
    '',
    '/namedValueInformation.json',
    '/backendInformation.json',
    '/x/namedValueInformation.json',
    '/x/backendInformation.json',
    '/x/policyFragmentInformation.json',
  ]) {
    const described = describePath(`${path}${file}`, [root]);
    if (described === undefined || described.root !== root) continue;
    const kind = kinds[described.kind];
    const workspace = 'workspace' in described ? described.workspace : undefined;
    if (kind !== undefined) return { kind, ...(workspace !== undefined && { workspace }) };
  }
  return undefined;
}

const kinds: Readonly<Record<string, 'named-values' | 'backends' | 'fragments'>> = {
  'named-value-information': 'named-values',
  'backend-information': 'backends',
  'fragment-information': 'fragments',
};
