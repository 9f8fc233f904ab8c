/** Access to API Management instances and the files that hold their policies. */
export { createArmInstance } from './arm/armInstance';
export type { ArmOptions, RetryNotice, TokenSource } from './arm/client';
export { createArmDirectory } from './arm/directory';
export { parseFault, parseFaults } from './arm/faults';
export { describeAddress } from './arm/policies';
export * from './auth';
export { changeNamedValue } from './changeNamedValue';
export { sameMeaning, sameText } from './compare';
export * from './endpoints';
export { type BroughtIn, type LocatedFault, locateFaults } from './faultOrigins';
export { faultsToSpans, type PlacedFault } from './faultPlaces';
export * from './git';
export { createMemoryInstance, type MemoryContent, type MemoryInstance } from './memory';
export * from './namedValueRules';
export { type NamedValueUse, type NamedValueUses, namedValueUses } from './namedValueUses';
export * from './types';
export { type DiffNames, unifiedDiff } from './unifiedDiff';
export { Withheld } from './withheld';
