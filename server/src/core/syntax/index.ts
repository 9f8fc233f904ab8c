export * from './nodes';
export { parsePolicy } from './parse';
