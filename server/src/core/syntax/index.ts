export { unmatchedBracket } from './csharp';
export * from './decode';
export * from './navigate';
export * from './nodes';
export { parsePolicy, tokensOf } from './parse';
