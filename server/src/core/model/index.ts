export { allowedChildren } from './allowedChildren';
export { analyse } from './analyse';
export { attributeFactsOf, attributeFactsOfMeaning } from './attributeFacts';
export {
  type CodePlace,
  codePlaceAt,
  compiledCode,
  encodeCode,
  inWrittenForm,
  isCompiled,
  isUncertainCode,
  type ResultType,
  resultTypeOf,
  semanticsOf,
  semanticsOfCode,
  type TypedCode,
  typedCodeAt,
} from './code';
export { variablesNamedIn } from './codeVariables';
export {
  typeSetAt,
  type VariablePlace,
  type VariablesSet,
  variablePlacesIn,
  variablesInAttributes,
  variablesInCode,
  variablesSetIn,
} from './contextVariables';
export { type DocumentStyle, documentStyle, indentOf, lineIndent } from './documentStyle';
export { documentsAround } from './documentsAround';
export { attributeOf, attributeText, childElements, elementsIn, elementsOf } from './elements';
export { type Execution, type ExecutionPart, executionOf, isEvaluatedAtEnd } from './execution';
export {
  basesIn,
  droppedGuards,
  type Guard,
  guardName,
  type InheritedStatement,
  inheritedStatements,
  sectionElement,
} from './inheritance';
export { matchedParameterNames, operationOf } from './matchedParameters';
export { type Occurrence, occurrencesIn } from './occurrences';
export { holdsPlaceholder, isFilledInLater, isInPlaceholder } from './placeholders';
export { documentKindOf, looksLikePolicy, policyHeadLength } from './policyDetection';
export { namesToReferTo } from './references';
export { type PolicyText, RelatedDocuments } from './relatedDocuments';
export { documentsSharing } from './sharedVariables';
export { inDocument, type MeantCode, meantCodeAt, type SymbolAt, symbolAt } from './symbolAt';
export { hasBranches, isInBranch } from './templateBranches';
export type * from './types';
export { type ValuePlace, valuesOf } from './values';
