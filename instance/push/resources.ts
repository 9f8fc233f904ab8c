/** Resources that a push writes: their names for people, their ids, and the entries of the layouts they come from. */
import type { LayoutEntry, PolicyAddress } from '../../server/src/core/workspace/types';
import { describeAddress } from '../arm/policies';
import type { Resource } from './types';

/** The same for the same resource, whatever the layout and the casing of its names: ARM tells none by that. */
export function resourceId(resource: Resource): string {
  const members =
    resource.kind === 'policy' ? { ...resource.address, kind: `policy ${resource.address.kind}` } : resource;
  return Object.entries(members)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${encodeURIComponent(key === 'kind' ? value : value.toLowerCase())}`)
    .join('&');
}

/** The resource in words that follow a verb. */
export function describeResource(resource: Resource): string {
  if (resource.kind === 'policy') return describeAddress(resource.address);
  const where = resource.workspace === undefined ? '' : ` in workspace '${resource.workspace}'`;
  return `the ${resource.kind === 'backend' ? 'backend' : 'named value'} '${resource.name}'${where}`;
}

/** What a file's entry is a push's resource of; `undefined` for files that a push does not send. */
export function resourceOf(entry: LayoutEntry): Resource | undefined {
  switch (entry.kind) {
    case 'policy':
      return { kind: 'policy', address: entry.address };
    case 'named-value-information':
      return { kind: 'named-value', name: entry.namedValue, ...within(entry.workspace) };
    case 'backend-information':
      return { kind: 'backend', name: entry.backend, ...within(entry.workspace) };
    case 'fragment-information':
    case 'logger-information':
      return undefined;
  }
}

export function entryOf(resource: Resource): LayoutEntry {
  switch (resource.kind) {
    case 'policy':
      return { kind: 'policy', address: resource.address };
    case 'named-value':
      return { kind: 'named-value-information', namedValue: resource.name, ...within(resource.workspace) };
    case 'backend':
      return { kind: 'backend-information', backend: resource.name, ...within(resource.workspace) };
  }
}

export function workspaceOf(resource: Resource): string | undefined {
  if (resource.kind !== 'policy') return resource.workspace;
  return workspaceOfAddress(resource.address);
}

export function workspaceOfAddress(address: PolicyAddress): string | undefined {
  return 'workspace' in address ? address.workspace : undefined;
}

/** The option of a call that looks in a workspace. */
export function within(workspace: string | undefined): { readonly workspace?: string } {
  return workspace === undefined ? {} : { workspace };
}
