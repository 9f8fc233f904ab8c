export { allowedChildren } from './allowedChildren';
export { analyse } from './analyse';
export { attributeFactsOf } from './attributeFacts';
export { attributeOf, attributeText, childElements, elementsOf } from './elements';
export { holdsPlaceholder, isFilledInLater } from './placeholders';
export { documentKindOf, looksLikePolicy, policyHeadLength } from './policyDetection';
export type * from './types';
export { type ValuePlace, valuesOf } from './values';
