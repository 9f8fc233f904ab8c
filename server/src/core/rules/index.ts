/** Every rule there is; adding one means a file, its codes, its test and a line here. */
import { attributeCombination } from './attributeCombination';
import { baseElement } from './baseElement';
import { bodyNotForwarded } from './bodyNotForwarded';
import { bodyReadTwice } from './bodyReadTwice';
import { childElementCounts } from './childElements';
import { childOrder } from './childOrder';
import { contextMember } from './contextMember';
import { deprecated } from './deprecated';
import { documentTooLarge } from './documentTooLarge';
import { duplicateSection } from './duplicateSection';
import { expressionBrackets } from './expressionBrackets';
import { expressionMeaning } from './expressionMeaning';
import { expressionNotAllowed } from './expressionNotAllowed';
import { expressionSyntax } from './expressionSyntax';
import { hardCodedSecret } from './hardCodedSecret';
import { invalidValue } from './invalidValue';
import { misplacedElement } from './misplacedElement';
import { missingAttribute } from './missingAttribute';
import { missingText } from './missingText';
import { nestedFragment } from './nestedFragment';
import { repeatedPolicy } from './repeatedPolicy';
import { rootElement } from './rootElement';
import type { Rule } from './types';
import { unexpectedText } from './unexpectedText';
import { unknownAttribute } from './unknownAttribute';
import { unknownElement } from './unknownElement';
import { unknownFragment } from './unknownFragment';
import { unknownNamedValue } from './unknownNamedValue';
import { unknownReference } from './unknownReference';
import { unknownTemplateParameter } from './unknownTemplateParameter';
import { unreachablePolicy } from './unreachablePolicy';
import { unsetVariable } from './unsetVariable';
import { unusedVariable } from './unusedVariable';
import { variableMayBeMissing } from './variableMayBeMissing';
import { wellFormed } from './wellFormed';
import { wrongGateway } from './wrongGateway';

export { type Code, codeFacts, codes, isCode } from './codes';
export type { DocumentRule, ElementRule, Finding, Report, Rule } from './types';

export const rules: readonly Rule[] = [
  wellFormed,
  rootElement,
  unknownElement,
  misplacedElement,
  duplicateSection,
  childElementCounts,
  childOrder,
  unexpectedText,
  unknownAttribute,
  missingAttribute,
  attributeCombination,
  invalidValue,
  expressionBrackets,
  expressionSyntax,
  expressionMeaning,
  contextMember,
  bodyReadTwice,
  bodyNotForwarded,
  expressionNotAllowed,
  unknownNamedValue,
  unknownFragment,
  unknownReference,
  unknownTemplateParameter,
  nestedFragment,
  missingText,
  repeatedPolicy,
  baseElement,
  unreachablePolicy,
  deprecated,
  wrongGateway,
  documentTooLarge,
  hardCodedSecret,
  unsetVariable,
  unusedVariable,
  variableMayBeMissing,
];
