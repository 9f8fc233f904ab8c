export { broaderScopes } from './broaderScopes';
export { closest } from './closest';
export {
  readBackendInformation,
  readFragmentInformation,
  readFragmentPolicy,
  readNamedValueInformation,
} from './information';
export { type FileFacts, factsOfFiles, informationFileNames, readFileFacts } from './informationFiles';
export { mergeFacts, resolveFragment, resolveNamedValue } from './resolve';
export * from './types';
