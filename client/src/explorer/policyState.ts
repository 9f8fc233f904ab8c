/** What is known of a row's policy, and how it is said. */
import type { PushVerdict } from '../../../instance/sync';
import type { PolicyAddress } from '../../../server/src/core/workspace/types';

export interface PolicyState {
  /** `undefined` until the instance has said which scopes have a policy. */
  readonly onInstance: boolean | undefined;
  /** Whether the workspace has a file for it. */
  readonly inWorkspace: boolean;
  /** What a push of the file would find; `undefined` until they were compared. */
  readonly verdict: PushVerdict | undefined;
}

export interface PolicyBadge {
  /** One character behind the row. */
  readonly badge: string;
  /** The same in words. */
  readonly text: string;
  readonly color?: 'changed' | 'added';
}

/** `undefined` where there is nothing to say: no policy, nowhere. */
export function badgeOf({ onInstance, inWorkspace, verdict }: PolicyState): PolicyBadge | undefined {
  if (onInstance === undefined)
    return inWorkspace ? { badge: '·', text: 'The workspace has the file' } : undefined;
  if (!onInstance)
    return inWorkspace
      ? { badge: '+', text: 'Only in the workspace: the instance has no policy there', color: 'added' }
      : undefined;
  if (!inWorkspace) return { badge: '●', text: 'Has a policy; the workspace has no file for it' };
  switch (verdict) {
    case undefined:
      return { badge: '●', text: 'Has a policy; the workspace has the file' };
    case 'unchanged':
      return { badge: '✓', text: 'Has a policy; the workspace’s file is the same' };
    case 'update':
      return { badge: '≠', text: 'The workspace’s file was changed since the pull', color: 'changed' };
    case 'changedOnInstance':
      return { badge: '≠', text: 'The instance’s policy was changed since the pull', color: 'changed' };
    default:
      return { badge: '≠', text: 'The workspace’s file and the instance’s policy differ', color: 'changed' };
  }
}

/** What a row's tooltip says of its policy. */
export function policyText(state: PolicyState): string {
  const badge = badgeOf(state);
  if (badge !== undefined) return badge.text;
  return state.onInstance === false ? 'Has no policy of its own' : '';
}

/** Words for the `when` clauses of menus. Until it is known, the row can be opened: the answer tells. */
export function policyContext({ onInstance, inWorkspace }: PolicyState): readonly string[] {
  return [
    onInstance === false ? 'withoutPolicy' : 'policy',
    ...(onInstance === true ? ['deletable'] : []),
    ...(inWorkspace ? ['inWorkspace'] : []),
  ];
}

/** A key that two addresses share only where they name the same policy. */
export function addressKey(address: PolicyAddress): string {
  return JSON.stringify(Object.entries(address).sort(([a], [b]) => (a < b ? -1 : 1)));
}
