export { allowedValues, Catalogue, childName, type ResolvedChild } from './catalogue';
export * from './describe';
export type * from './types';
