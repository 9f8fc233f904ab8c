/** Declarations of variables and local functions, and what a block declares before its statements are bound. */
import type { Span } from '../../../text';
import type {
  Expression,
  LocalDeclaration,
  LocalFunction,
  Parameter,
  StackAllocation,
  Statement,
  TypeNode,
  VariableDeclarator,
} from '../../syntax/nodes';
import { innerStatements, isStatementExpression } from '../../syntax/statements';
import type { ParameterSymbol, TypeParameterSymbol, TypeSymbol } from '../../types/symbols';
import { convertConstant } from '../constants/convert';
import { reachesEnd } from '../flow/statements';
import { isVar } from '../lookup/types';
import type { LocalFunctionSymbol } from '../model';
import { typeText } from '../typing/display';
import { isEnum, isReferenceType, isUnknown } from '../typing/facts';
import type { Binder } from './binder';
import type { Bound } from './bound';
import { convert, leave } from './convert';
import { apart, newFrame, nextToken, parameter } from './lambdas';
import { declare, expectVariables, expressionVariables, leakingExpressions, reportTaken } from './locals';
import { hasPlaceholder, isSilent, valueText } from './results';
import { Scope, type Variable } from './scopes';

/**
 * Makes known what the statements declare.
 * @returns what remains to do once they are bound
 */
export function prepareBlock(b: Binder, scope: Scope, statements: readonly Statement[]): () => void {
  for (const statement of statements) {
    const it = unlabeled(b, statement);
    if (it.kind === 'local-declaration') expectedIn(b, scope, it);
    else
      for (const expression of leakingExpressions(it))
        expectVariables(b, scope, expressionVariables(b, expression));
  }
  const functions: (() => void)[] = [];
  for (const statement of statements) {
    const it = unlabeled(undefined, statement);
    if (it.kind === 'local-function') functions.push(declareFunction(b, scope, it));
  }
  return () => {
    for (const bindBody of functions) bindBody();
  };
}

function unlabeled(b: Binder | undefined, statement: Statement): Statement {
  let it = statement;
  while (it.kind === 'labeled') {
    const { text, span } = it.label;
    if (b && text !== '') {
      if (b.frame.labels.has(text)) b.report('CS0140', span, [text]);
      else {
        const symbol = { kind: 'label', name: text, declaration: span } as const;
        b.frame.labels.set(text, symbol);
        b.record.use(span, symbol, undefined, true);
      }
    }
    it = it.statement;
  }
  return it;
}

export function expectedIn(b: Binder, scope: Scope, node: LocalDeclaration): void {
  const isConst = node.modifiers.includes('const');
  for (const { name, value } of node.variables) {
    expectVariables(b, scope, [name], isConst);
    if (value && value.kind !== 'initializer') expectVariables(b, scope, expressionVariables(b, value));
  }
}

export function bindDeclaration(b: Binder, node: LocalDeclaration): readonly Variable[] {
  checkModifiers(b, node);
  const typeNode = node.type.kind === 'ref-type' ? node.type.element : node.type;
  const isRef = typeNode !== node.type;
  for (const it of node.variables) checkReference(b, it, isRef);
  if (isVar(typeNode) && typeNode.kind === 'name') return inferred(b, node, typeNode);
  const type = b.type(typeNode);
  const isConst = node.modifiers.includes('const');
  if (type.kind === 'void') b.report('CS1547', node.type.span);
  if (type.kind === 'named' && type.definition.isStatic && node.variables[0])
    b.report('CS0723', node.variables[0].name.span, [typeText(b.known, type)]);
  const mayBeConst =
    type.kind === 'unknown' || isReferenceType(type) || isEnum(type) || b.known.nameOf(type) !== undefined;
  if (isConst && !mayBeConst) b.report('CS0283', node.type.span, [typeText(b.known, type)]);
  return node.variables.map((it) => {
    const variable = declare(b, it.name, type);
    if (!it.value) return variable;
    if (it.value.kind === 'initializer') {
      if (type.kind === 'array') b.arrayInitializer(it.value, type.element, type.rank);
      else {
        b.arrayInitializer(it.value, b.world.unknown, 1);
        if (!isUnknown(type)) b.report('CS0622', it.value.span);
      }
      return variable;
    }
    if (it.value.kind === 'stackalloc') {
      allocated(b, it.value);
      return variable;
    }
    const value = b.value(it.value.kind === 'ref' ? it.value.value : it.value);
    convert(b, value, type.kind === 'void' ? b.world.unknown : type);
    if (isConst && mayBeConst) constantValue(b, variable, it, value, type);
    return variable;
  });
}

function constantValue(
  b: Binder,
  variable: Variable,
  node: VariableDeclarator,
  value: Bound,
  type: TypeSymbol,
): void {
  if (isSilent(value) || isUnknown(type) || hasPlaceholder(b, node.span)) return;
  if (value.constant === undefined) {
    if (value.form !== 'default') b.report('CS0133', value.span, [variable.name]);
    return;
  }
  if (value.constant === null || !value.type) {
    variable.constant = value.constant;
    return;
  }
  const found = convertConstant(b.known, value.constant, value.type, type, true);
  if (typeof found === 'object') variable.constant = found.value;
  else if (isReferenceType(type)) b.report('CS0134', value.span, [variable.name, typeText(b.known, type)]);
}

/** What fields may be, and variables not. */
function checkModifiers(b: Binder, { modifiers, span: { start } }: LocalDeclaration): void {
  const [first] = modifiers;
  if (first !== undefined && first !== 'const' && first !== 'unsafe')
    b.report('CS0106', { start, end: start + first.length }, [first]);
}

/** A variable that stands for another begins with that one, and only such a one does. */
function checkReference(b: Binder, { name, value }: VariableDeclarator, isRef: boolean): void {
  if (name.text === '') return;
  if (!isRef) {
    if (value?.kind === 'ref') b.report('CS8171', name.span);
  } else if (!value) b.report('CS8174', name.span);
  else if (value.kind !== 'ref' && value.kind !== 'missing' && value.kind !== 'placeholder')
    b.report('CS8172', name.span);
}

function inferred(b: Binder, node: LocalDeclaration, typeNode: TypeNode): readonly Variable[] {
  const isConst = node.modifiers.includes('const');
  const [first, second] = node.variables;
  const whole = { start: node.type.span.start, end: node.variables.at(-1)?.span.end ?? node.span.end };
  if (isConst) b.report('CS0822', whole);
  else if (second) b.report('CS0819', whole);
  return node.variables.map((it) => {
    const type = inferredType(b, it);
    const variable = declare(b, it.name, type);
    if (it === first) b.record.meaning(typeNode, type, { isType: true });
    return variable;
  });
}

function inferredType(b: Binder, { name, value }: VariableDeclarator): TypeSymbol {
  if (!value) {
    if (name.text !== '' && !hasPlaceholder(b, name.span)) b.report('CS0818', name.span);
    return b.world.unknown;
  }
  if (value.kind === 'initializer') {
    b.arrayInitializer(value, b.world.unknown, 1);
    b.report('CS0820', { start: name.span.start, end: value.span.end });
    return b.world.unknown;
  }
  if (value.kind === 'stackalloc') {
    allocated(b, value);
    b.report('CS0214', value.span);
    return b.world.unknown;
  }
  const it = b.value(value.kind === 'ref' ? value.value : value);
  leave(b, it);
  if (it.type && it.type.kind !== 'void') return it.type;
  if (!it.failed) {
    const what = it.type ? 'void' : valueText(b.known, it);
    if (it.form === 'default') b.report('CS8716', it.span);
    else if (it.form === 'methods' || it.form === 'lambda')
      b.report('CS8370', it.span, ['inferred delegate type', '10.0']);
    else b.report('CS0815', { start: name.span.start, end: value.span.end }, [what]);
  }
  return b.world.unknown;
}

/** `stackalloc int[3]`, which may become a span where a variable is declared. */
function allocated(b: Binder, { size }: StackAllocation): void {
  if (size) leave(b, b.value(size));
}

/** @returns what binds its body */
function declareFunction(b: Binder, outer: Scope, node: LocalFunction): () => void {
  const { text, span } = node.name;
  const scope = new Scope(outer, node.span, true);
  const typeParameters = node.typeParameters.map(
    ({ text: name }): TypeParameterSymbol => ({
      kind: 'type-parameter',
      name,
      variance: undefined,
      constraints: constraintsOf(b, node, name, scope),
    }),
  );
  for (const it of typeParameters) scope.addTypeParameter(it.name, it);
  checkParameters(b, node.parameters);
  const { returnType, parameters } = b.inScope(scope, () => ({
    returnType: b.type(node.returnType),
    parameters: node.parameters.map((it): ParameterSymbol => {
      const type = it.type ? b.type(it.type) : b.world.unknown;
      if (type.kind === 'void' && it.type) b.report('CS1536', it.type.span);
      return {
        name: it.name.text,
        type: type.kind === 'void' ? b.world.unknown : type,
        modifier: it.modifier,
        isOptional: it.defaultValue !== undefined,
        defaultValue: undefined,
      };
    }),
  }));
  const symbol: LocalFunctionSymbol = {
    kind: 'local-function',
    name: text,
    declaration: span,
    scope: outer.span,
    method: { parameters, returnType, typeParameters },
  };
  if (text !== '' && !text.includes('{{')) {
    if (outer.own(text)) b.report('CS0128', span, [text]);
    else {
      reportTaken(b, outer, text, span);
      outer.add(symbol);
    }
    b.record.use(span, symbol, undefined, true);
    b.record.visible.push(symbol);
  }
  const isAsync = node.modifiers.includes('async');
  if (node.modifiers.includes('static'))
    b.report('CS8370', { start: node.span.start, end: node.span.start + 'static'.length }, [
      'static local functions',
      '8.0',
    ]);
  if (isAsync && !isAwaitable(returnType)) b.report('CS1983', span);
  const isOpen = new Map<TypeParameterSymbol, TypeSymbol>(typeParameters.map((it) => [it, b.world.unknown]));
  const inside = (type: TypeSymbol): TypeSymbol =>
    isOpen.size > 0 ? b.world.substitute(type, isOpen) : type;
  return () => {
    for (const it of typeParameters) scope.addTypeParameter(it.name, b.world.unknown);
    const yields = isIterator(node.body) ? elementOf(b, inside(returnType)) : undefined;
    if (yields === 'none') b.report('CS1624', span, [text, typeText(b.known, returnType)]);
    const frame = newFrame('local-function', inside(returnType), isAsync);
    frame.yields = yields === 'none' ? b.world.unknown : yields;
    const own = parameters.map((it) => ({ ...it, type: inside(it.type) }));
    apart(b, scope, b.record, frame, () => bindFunction(b, node, scope, own, span, isAsync));
  };
}

function constraintsOf(
  b: Binder,
  { constraints }: LocalFunction,
  name: string,
  scope: Scope,
): TypeParameterSymbol['constraints'] {
  const own = constraints.filter((it) => it.name.text === name);
  const has = (word: 'class' | 'struct' | 'new'): boolean => own.some((it) => it.words.includes(word));
  let types: readonly TypeSymbol[] | undefined;
  return {
    isClass: has('class'),
    isStruct: has('struct'),
    hasConstructor: has('new'),
    types: () => {
      types ??= b.inScope(scope, () => own.flatMap((it) => it.types.map((type) => b.type(type))));
      return types;
    },
  };
}

function checkParameters(b: Binder, parameters: readonly Parameter[]): void {
  let isOptional = false;
  for (const { defaultValue, modifier, name, type, span } of parameters) {
    if (defaultValue) isOptional = true;
    else if (isOptional && modifier !== 'params' && name.text !== '') {
      const at = nextToken(b, name.span.end);
      b.report('CS1737', { start: at, end: at + 1 });
    }
    if (modifier === 'params' && type && type.kind !== 'array-type' && type.kind !== 'placeholder')
      b.report('CS0225', { start: span.start, end: span.start + 'params'.length });
  }
}

/** Whether a function that is `async` may be declared to return the type. */
function isAwaitable(type: TypeSymbol): boolean {
  if (isUnknown(type) || type.kind === 'void' || type.kind === 'dynamic') return true;
  return type.kind === 'named' && /^System\.Threading\.Tasks\.(Value)?Task$/.test(type.definition.fullName);
}

const sequences = new Set(['IEnumerable', 'IEnumerator']);

/** What an iterator of that type is made of; `none` where it can't be one. */
function elementOf(b: Binder, type: TypeSymbol): TypeSymbol | 'none' {
  if (isUnknown(type)) return type;
  if (type.kind !== 'named' || !sequences.has(type.definition.name)) return 'none';
  return type.typeArguments[0] ?? b.known.object;
}

function bindFunction(
  b: Binder,
  node: LocalFunction,
  scope: Scope,
  parameters: readonly ParameterSymbol[],
  nameSpan: Span,
  isAsync: boolean,
): void {
  for (const [i, it] of node.parameters.entries()) {
    const type = parameters[i]?.type ?? b.world.unknown;
    if (it.defaultValue) convert(b, b.value(it.defaultValue), type);
    const { text, span } = it.name;
    if (text === '') continue;
    const variable = parameter(b, text, span, type, scope.span, it.modifier);
    if (scope.own(text)) b.report('CS0100', span, [text]);
    else {
      reportTaken(b, scope, text, span);
      scope.add(variable);
    }
    b.record.use(span, variable, 'write', true);
    b.record.visible.push(variable);
  }
  const { body } = node;
  const { returnType } = b.frame;
  if (body.kind !== 'block') {
    expectVariables(b, scope, expressionVariables(b, body));
    b.throwPlaces.add(body);
    const it = b.value(body.kind === 'ref' ? body.value : body);
    if (!returnType || returnType.kind === 'void' || isAsync) {
      leave(b, it);
      if (returnType?.kind === 'void' && !isStatementExpression(body) && it.form !== 'throw' && !isSilent(it))
        b.report('CS0201', it.span);
    } else convert(b, it, returnType);
    return;
  }
  b.block(body);
  const needsValue = returnType && returnType.kind !== 'void' && !isUnknown(returnType) && !isAsync;
  if (needsValue && !b.mayDeclareAnything && !isIterator(body) && reachesEnd(body, b.record))
    b.report('CS0161', nameSpan, [node.name.text]);
}

function isIterator(node: Statement | Expression): boolean {
  return node.kind === 'yield' || innerStatements(node).some(isIterator);
}
