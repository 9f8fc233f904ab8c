/** Pull and push between a workspace and an instance, never losing what either side holds. */
export { inStyleOf, type PolicyDocument, policyIn, wrap } from './documents';
export { hasConflictMarkers, type Merge, mergePolicies } from './merge';
export { applyPull, type PullScope, pathIn, planPull } from './pull';
export { acceptLive, applyPush, type PushSource, planPush } from './push';
export { openSyncState } from './state';
export type * from './types';
