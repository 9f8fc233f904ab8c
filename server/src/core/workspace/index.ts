export { closest } from './closest';
export { readBackendInformation, readFragmentInformation, readNamedValueInformation } from './information';
export { mergeFacts, resolveFragment, resolveNamedValue } from './resolve';
export * from './types';
