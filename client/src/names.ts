/** Names shared with package.json and between the client's parts. */

export const languageId = 'apim-policy';

/** Scheme of the read-only documents that show what the instance holds. */
export const liveScheme = 'apim-live';

/** Scheme of the read-only documents that show what runs at a scope. */
export const effectiveScheme = 'apim-effective';

/** The tree view's id. */
export const explorerViewId = 'apimPolicy.explorer';

/** Keys of `when` clauses. */
export const contextKeys = {
  /** One of the connection's states: `disconnected`, `connecting`, `signedOut`, `failed`, `connected`. */
  state: 'apimPolicy.state',
  sampleRunning: 'apimPolicy.sampleRunning',
} as const;
