/** Named environments of a workspace and what is different in each. */
export { readConfiguration } from './configuration';
export { readEnvironments } from './environments';
export { mergeOverrides, mergeProperties } from './overrides';
export { replaceTokens, replaceTokensIn, type TokenLookup, tokensIn } from './tokens';
export * from './types';
