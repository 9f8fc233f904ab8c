/** The changes that mend what is wrong with the meaning of code, written as the document writes its code. */
import {
  allNodes,
  type CatchClause,
  type CodeNode,
  describeType,
  type Expression,
  type Identifier,
  rootsOf,
  type SemanticModel,
  type SemanticProblem,
  type Statement,
  type TypeNode,
} from '../expression';
import type { Fix } from '../features/types';
import {
  type Analysis,
  type ExpressionRegion,
  inDocument,
  inWrittenForm,
  resultTypeOf,
  semanticsOf,
} from '../model';
import type { Span, TextEdit } from '../text';
import { quoteFixes } from './codeFormFixes';
import { edits, remove, replace } from './fixes';

export function expressionFixes(
  analysis: Analysis,
  region: ExpressionRegion,
  { code, span, data }: SemanticProblem,
): readonly Fix[] {
  const model = semanticsOf(analysis, region);
  if (model === undefined) return [];
  if (isCharacter(code)) return quoteFixes(region, span);
  if (isComparison(code)) return castForComparison(region, model, code, span);
  switch (data?.kind) {
    case 'similar-name':
      return [replace(`Change to ${data.name}`, inDocument(region, data.span), data.name)];
    case 'missing-cast':
      return [addCast(region, data.type, nodeAt(model, data.expression))];
    case 'missing-return':
      return addReturn(analysis, region, model);
    case 'unused-local':
      return removeLocal(analysis, region, model, span);
    case undefined:
      return [];
  }
}

/** Whether there may be changes to offer, which is cheap to ask. */
export function hasFixes({ code, data }: SemanticProblem): boolean {
  return data !== undefined || isComparison(code) || isCharacter(code);
}

/** An argument of another type than the parameter's (CS1503): a character in place of a string, if it is one. */
function isCharacter(code: string): boolean {
  return code === 'CS1503';
}

/** References are compared in place of values: the left (CS0252) or the right (CS0253) has to be cast. */
function isComparison(code: string): boolean {
  return code === 'CS0252' || code === 'CS0253';
}

function castForComparison(
  region: ExpressionRegion,
  model: SemanticModel,
  code: string,
  { start, end }: Span,
): readonly Fix[] {
  for (const node of allNodes(rootsOf(model))) {
    if (!isBinary(node) || node.span.start !== start || node.span.end !== end) continue;
    const [cast, other] = code === 'CS0252' ? [node.left, node.right] : [node.right, node.left];
    const type = model.meaningOf(other)?.type;
    return type === undefined ? [] : [addCast(region, describeType(type, 'short'), cast)];
  }
  return [];
}

function isBinary(node: CodeNode): node is Expression & { readonly kind: 'binary' } {
  return node.kind === 'binary' && 'left' in node;
}

function insertion(region: ExpressionRegion, at: number, code: string): TextEdit {
  const offset = region.toDocument(at);
  return { span: { start: offset, end: offset }, newText: inWrittenForm(region, code) };
}

/** What a cast in front of it takes as a whole. */
const castWhole: ReadonlySet<string> = new Set<Expression['kind']>([
  'name',
  'literal',
  'interpolated-string',
  'parenthesized',
  'tuple',
  'member-access',
  'element-access',
  'conditional-access',
  'invocation',
  'cast',
  'object-creation',
  'array-creation',
  'anonymous-object',
  'typeof',
  'default',
  'checked',
  'unchecked',
]);

function addCast(region: ExpressionRegion, type: string, { kind, span }: CodeNode): Fix {
  const title = `Cast to ${type}`;
  if (castWhole.has(kind)) return edits(title, [insertion(region, span.start, `(${type})`)]);
  return edits(title, [insertion(region, span.start, `(${type})(`), insertion(region, span.end, ')')]);
}

/** The outermost of the nodes that have the span. */
function nodeAt(model: SemanticModel, span: Span): CodeNode {
  for (const node of allNodes(rootsOf(model)))
    if (node.span.start === span.start && node.span.end === span.end) return node;
  return { kind: 'missing', span };
}

/** What a function of the attribute's type can return where nothing better is known. */
const anyValues = { bool: 'false', int: '0', long: '0', any: 'null' } as const;

function addReturn(analysis: Analysis, region: ExpressionRegion, model: SemanticModel): readonly Fix[] {
  const { root, code } = model;
  const last = root.kind === 'block' ? root.statements.at(-1) : undefined;
  if (last === undefined) return [];
  const value = anyValues[resultTypeOf(analysis, region)];
  const added = edits(
    `Add "return ${value};" at the end`,
    [insertion(region, last.span.end, `${lineBreakOf(code, last)}return ${value};`)],
    false,
  );
  if (!isValue(model, last)) return [added];
  return [edits('Return the value', [insertion(region, last.span.start, 'return ')]), added];
}

function isValue(model: SemanticModel, statement: Statement): boolean {
  if (statement.kind !== 'expression-statement' || statement.expression.kind !== 'invocation') return false;
  const type = model.meaningOf(statement.expression)?.type;
  return type !== undefined && type.kind !== 'void';
}

/** What stands between the statement and one behind it: the same as before it. */
function lineBreakOf(code: string, { span }: Statement): string {
  return /\r?\n[ \t]*$/.exec(code.slice(0, span.start))?.[0] ?? ' ';
}

/** Takes out a variable that is mentioned nowhere but where it is declared. */
function removeLocal(
  analysis: Analysis,
  region: ExpressionRegion,
  model: SemanticModel,
  name: Span,
): readonly Fix[] {
  const declaration = model.uses.find(
    ({ span, isDeclaration }) => isDeclaration && span.start === name.start && span.end === name.end,
  );
  if (declaration === undefined) return [];
  const { symbol } = declaration;
  if (model.uses.some((use) => use.symbol === symbol && use !== declaration)) return [];
  const title = `Remove the variable ${region.code.slice(name.start, name.end)}`;
  const found = declarationOf(model, name);
  if (found === undefined) return [];
  const span = inDocument(region, found.span);
  return [found.isFirst ? replace(title, span, '') : remove(title, analysis.text, span)];
}

/** What to take out. `isFirst`: others follow in the same declaration, so that what stands before it stays. */
function declarationOf(
  model: SemanticModel,
  name: Span,
): { readonly span: Span; readonly isFirst: boolean } | undefined {
  for (const node of allNodes(rootsOf(model))) {
    if (isNamedCatch(node) && node.name.span.start === name.start)
      return { span: { start: node.type.span.end, end: node.name.span.end }, isFirst: false };
    if (!isLocalDeclaration(node)) continue;
    const { variables } = node;
    const index = variables.findIndex((variable) => variable.name.span.start === name.start);
    const found = variables[index];
    if (found === undefined) continue;
    const before = variables[index - 1];
    const after = variables[index + 1];
    if (before) return { span: { start: before.span.end, end: found.span.end }, isFirst: false };
    if (after) return { span: { start: found.span.start, end: after.span.start }, isFirst: true };
    // In the head of a loop it is no statement.
    return model.code[node.span.end - 1] === ';' ? { span: node.span, isFirst: false } : undefined;
  }
  return undefined;
}

function isLocalDeclaration(node: CodeNode): node is Statement & { readonly kind: 'local-declaration' } {
  return node.kind === 'local-declaration' && 'variables' in node;
}

function isNamedCatch(
  node: CodeNode,
): node is CatchClause & { readonly type: TypeNode; readonly name: Identifier } {
  return node.kind === 'catch' && 'name' in node && node.name !== undefined;
}
