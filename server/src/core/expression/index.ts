/**
 * Reads the C# 7.3 of policy expressions. It knows nothing of the documents they stand in: given a text, it answers
 * in the text's own offsets. It reads whatever it is given, and says what is wrong as the C# compiler would.
 */
export { blockOf, expressionOf } from './cached';
export { type CodeCursor, closedCode, codeCursor, holeName, type OpenCode } from './cursor';
export { type ParsedBlock, type ParsedExpression, parseBlock, parseExpression } from './parse';
export { relevantCode } from './relevant';
export { bindBlock, bindExpression } from './semantics/bind';
export {
  type AvailableMember,
  type MemberGroup,
  membersOfType,
  membersOfValue,
} from './semantics/lookup/available';
export type * from './semantics/model';
export { lex } from './syntax/lexer';
export type * from './syntax/nodes';
export type { ExpressionProblem } from './syntax/problems';
export type { NumberValue, Token, TokenKind } from './syntax/tokens';
export {
  allNodes,
  type CodeNode,
  childNodes,
  firstBinding,
  nodesAt,
  parentsIn,
  rootsOf,
} from './syntax/walk';
export { createTypeWorld, lazyTypeWorld } from './types/createTypeWorld';
export type { ContextMemberFacts, ExpressionTypesData, KeyKind } from './types/data';
export {
  describeConstant,
  describeDefinition,
  describeMember,
  describeParameter,
  describeType,
} from './types/describe';
export { documentMember, documentType } from './types/documentation';
export type * from './types/symbols';
export type { PredefinedName, Substitution, TypeWorld } from './types/world';
