/** Names shared with package.json and between the client's parts. */
import { liveSchemes } from '../../server/src/protocol';

export const languageId = 'apim-policy';

/** Scheme of the policies of an instance, opened and saved as files. */
export const liveScheme = liveSchemes.policy;

/** Scheme of the read-only documents that show what an instance held. */
export const snapshotScheme = liveSchemes.snapshot;

/** Scheme of the read-only documents that show what runs at a scope. */
export const effectiveScheme = 'apim-effective';

/** The tree view's id. */
export const explorerViewId = 'apimPolicy.explorer';

/** The id of the view with the plan of a push. */
export const planViewId = 'apimPolicy.plan';

/** The id of the view with a comparison. */
export const comparisonViewId = 'apimPolicy.comparison';

/** Keys of `when` clauses. */
export const contextKeys = {
  /** The active connection's state: `disconnected`, `idle`, `connecting`, `signedOut`, `failed`, `connected`. */
  state: 'apimPolicy.state',
  /** Why the active one is not connected: `expired`, or the kind of a failure; empty for nothing. */
  problem: 'apimPolicy.problem',
  /** Whether the window works with more than one instance. */
  several: 'apimPolicy.severalInstances',
  sampleRunning: 'apimPolicy.sampleRunning',
  /** Whether the explorer shows only what matches. */
  filtered: 'apimPolicy.filtered',
  /** Whether a plan is shown, whether it deletes, and whether it is being sent. */
  hasPlan: 'apimPolicy.hasPlan',
  planDeletions: 'apimPolicy.planDeletions',
  /** `push` or `promote`. */
  planVerb: 'apimPolicy.planVerb',
  pushing: 'apimPolicy.pushing',
  /** Whether a comparison is shown, and what of: `workspace` with an instance, or `instances`. */
  hasComparison: 'apimPolicy.hasComparison',
  comparisonOf: 'apimPolicy.comparisonOf',
  canUndoDeletion: 'apimPolicy.canUndoDeletion',
} as const;
