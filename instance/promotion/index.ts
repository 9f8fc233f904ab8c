/** Comparing two sides, and promoting from one instance to another. */
export { compareSources } from './compareSources';
export { type PromotionOutcome, type PromotionScope, type PromotionTarget, planPromotion } from './promote';
export { instanceSource, type SourceOptions, workspaceSource } from './sources';
export type * from './types';
