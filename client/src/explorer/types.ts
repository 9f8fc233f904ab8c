/** The explorer's tree as data. */
import type { Failure, NamedValueSummary } from '../../../instance';
import type { PullScope } from '../../../instance/sync';
import type { PolicyAddress } from '../../../server/src/core/workspace/types';
import type { InstanceLists } from '../connection/instanceLists';

/** How a row reads, apart from what is known about its policy. */
export interface Row {
  readonly label: string;
  readonly description?: string;
  readonly tooltip?: string;
  /** Name of a codicon. */
  readonly icon: string;
  /** Whether its children are shown at first. */
  readonly expanded?: boolean;
  /** Words that `when` clauses of package.json look for. */
  readonly context: readonly string[];
}

/** What a click on a row does. */
export interface RowCommand {
  readonly title: string;
  readonly command: string;
  readonly arguments: readonly unknown[];
}

export interface Children {
  readonly nodes: readonly ExplorerNode[];
  /** Resolves when there is more to show; not there where this is all. */
  readonly news?: Promise<void>;
}

export interface ExplorerNode {
  /** The instance's key. */
  readonly instance: string;
  /** Unique in the whole tree, and the same after a refresh. */
  readonly id: string;
  readonly row: Row;
  /** The policy it stands for, whether or not the instance has one there. */
  readonly address?: PolicyAddress;
  /** The path below the service's resource id, for rows that are resources. */
  readonly resourcePath?: string;
  /** What a pull of the row and all that is in it pulls. */
  readonly pulls?: PullScope;
  /** The API Management workspace in which something made on this row is made. */
  readonly workspace?: string;
  readonly namedValue?: { readonly summary: NamedValueSummary; readonly workspace: string | undefined };
  readonly command?: RowCommand;
  /** What a filter finds the row by beside what it says. */
  readonly keywords?: string;
  readonly children?: () => Promise<Children>;
  /** Where it isn't the same: the children among which a filter looks; `none` where it doesn't. */
  readonly searched?: (() => Promise<Children>) | 'none';
}

/** Where a list belongs: an instance, and in it the service itself or a workspace. */
export interface Place {
  readonly instance: string;
  readonly lists: InstanceLists;
  readonly workspace?: string;
}

export function idIn(place: Place, path: string): string {
  return `${place.instance}${place.workspace === undefined ? '' : `/workspaces/${place.workspace}`}${path}`;
}

/** As it stands in an address or a call's options. */
export function workspaceOf({ workspace }: Place): { readonly workspace?: string } {
  return workspace === undefined ? {} : { workspace };
}

/** The path of a resource below the service's resource id; types and names in turn. */
export function resourcePath(place: Place, ...segments: readonly string[]): string {
  const all = place.workspace === undefined ? segments : ['workspaces', place.workspace, ...segments];
  return all.map((segment) => `/${encodeURIComponent(segment)}`).join('');
}

/** A row that only says something. */
export function message(instance: string, id: string, label: string, icon = 'blank'): ExplorerNode {
  return { instance, id, row: { label, icon, context: [] }, searched: 'none' };
}

/** Stands where a list could not be had; a click tries again, or signs in. */
export function problem(instance: string, id: string, failure: Failure): ExplorerNode {
  const signIn = failure.kind === 'signed-out';
  return {
    instance,
    id,
    row: {
      label: failure.message,
      description: signIn ? 'Click to sign in' : 'Click to try again',
      tooltip: failure.message,
      icon: 'warning',
      context: ['problem'],
    },
    command: signIn
      ? { title: 'Sign In', command: 'apimPolicy.signIn', arguments: [instance] }
      : { title: 'Try Again', command: 'apimPolicy.refresh', arguments: [instance] },
    searched: 'none',
  };
}
