/** A push of many files: a plan first, then its application. */
export { applyWorkspacePush } from './apply';
export { broughtInBy } from './broughtIn';
export { type EnvironmentProblem, openEnvironment, type ReadyEnvironment } from './environment';
export { planWorkspacePush } from './plan';
export { describeResource, entryOf, resourceId, resourceOf, workspaceOf } from './resources';
export { artifactFiles } from './select';
export * from './types';
export { changeText, isFine, outcomeText } from './words';
