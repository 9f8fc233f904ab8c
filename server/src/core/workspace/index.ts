export { broaderScopes } from './broaderScopes';
export { factsAt } from './factsAt';
export {
  readBackendInformation,
  readFragmentInformation,
  readFragmentPolicy,
  readNamedValueInformation,
} from './information';
export { type FileFacts, factsOfFiles, informationFileNames, readFileFacts } from './informationFiles';
export {
  isOperationFile,
  type OperationAddress,
  OperationReader,
  operationFiles,
  operationOfTemplate,
} from './operations';
export { knowsAll, mergeFacts, namedFacts, resolveFragment, resolveNamedValue } from './resolve';
export * from './types';
