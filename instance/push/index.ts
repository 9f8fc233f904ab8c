/** A push of many files: a plan first, then its application. */
export { applyWorkspacePush } from './apply';
export { broughtInBy } from './broughtIn';
export { planWorkspacePush } from './plan';
export { describeResource, entryOf, resourceId, resourceOf } from './resources';
export * from './types';
