/** Pull and push between a workspace and an instance, never losing what either side holds. */
export {
  backendInformation,
  inStyleOf,
  namedValueInformation,
  type PolicyDocument,
  policyIn,
  sameInformation,
  wrap,
} from './documents';
export { hasConflictMarkers, type Merge, mergePolicies } from './merge';
export {
  type InformationWanted,
  informationAsWanted,
  informationOf,
  isOverridden,
  summaryOf,
  type WantedNamedValue,
  wantedBackend,
  wantedNamedValue,
} from './overridden';
export { applyPull, pathIn, planPull } from './pull';
export { findWanted, hopeless, isInScope, type PullScope } from './pullScope';
export { acceptLive, applyPush, comparer, type PushSource, planPush } from './push';
export { openSyncState } from './state';
export { Throttle } from './throttle';
export type * from './types';
