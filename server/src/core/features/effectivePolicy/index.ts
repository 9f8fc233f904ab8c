/** The effective policy of a scope: what the gateway runs there. */
export { effectivePolicy } from './effectivePolicy';
export { effectiveOfTexts } from './ofTexts';
export type * from './types';
