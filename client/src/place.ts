/** Where pulled policies go. */
import type { ArtifactsPlace } from '../../instance/sync';
import type { LayoutName } from '../../server/src/core/workspace/types';
import type { LayoutSettings } from './settings';

/** The folders that the two tools themselves write to. */
const usualFolder: Readonly<Record<LayoutName, string>> = {
  apiops: 'apimartifacts',
  'apiops-cli': 'apim-artifacts',
};

/**
 * The place that the settings say, else the one found in the workspace, else the usual one. `undefined` where the
 * setting leads out of the workspace folder.
 */
export function placeOf(
  settings: LayoutSettings,
  found: ArtifactsPlace | undefined,
): ArtifactsPlace | undefined {
  const layout = settings.layout === 'auto' ? (found?.layout ?? 'apiops') : settings.layout;
  if (settings.artifactsFolder !== '') {
    const root = insideFolder(settings.artifactsFolder);
    return root === undefined ? undefined : { layout, root };
  }
  return { layout, root: found !== undefined && found.layout === layout ? found.root : usualFolder[layout] };
}

/** A folder's path without what doesn't name one; `undefined` where it leads out of where it starts. */
function insideFolder(path: string): string | undefined {
  const slashed = path.replaceAll('\\', '/');
  if (slashed.startsWith('/') || /^[a-z]:/i.test(slashed)) return undefined;
  const segments = slashed.split('/').filter((segment) => segment !== '' && segment !== '.');
  return segments.includes('..') ? undefined : segments.join('/');
}
