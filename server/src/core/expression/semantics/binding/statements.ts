/** Statements. */
import type { Block, CatchClause, Expression, LocalDeclaration, Statement } from '../../syntax/nodes';
import { isStatementExpression } from '../../syntax/statements';
import type { TypeSymbol } from '../../types/symbols';
import { implicitBetween, implicitOf } from '../conversions/ofExpression';
import { typeText } from '../typing/display';
import { isReferenceType, isUnknown } from '../typing/facts';
import type { Binder } from './binder';
import { convert, leave } from './convert';
import { bindDeclaration, expectedIn, prepareBlock } from './declarations';

import { declare, expectVariables, expressionVariables } from './locals';
import { bindFor, bindForEach, bindForEachDeconstruction, loop } from './loops';
import { condition } from './operators';
import { isSilent, valueText } from './results';
import { Scope } from './scopes';
import { bindGotoLabel, bindSwitch } from './switches';

export function bindBlock(b: Binder, node: Block): void {
  const scope = new Scope(b.scope, node.span);
  b.inScope(scope, () => bindStatements(b, scope, node.statements));
}

export function bindStatements(b: Binder, scope: Scope, statements: readonly Statement[]): void {
  const functions = prepareBlock(b, scope, statements);
  for (const it of statements) b.statement(it);
  functions();
}

/** What one statement governs: the variables of its expressions are its own. */
export function bindEmbedded(b: Binder, node: Statement): void {
  if (node.kind === 'block') {
    b.block(node);
    return;
  }
  const scope = new Scope(b.scope, node.span);
  b.inScope(scope, () => bindStatements(b, scope, [node]));
}

export function bindStatement(b: Binder, node: Statement): void {
  switch (node.kind) {
    case 'block':
      b.block(node);
      return;
    case 'local-declaration':
      bindDeclaration(b, node);
      return;
    case 'expression-statement': {
      const it = b.bind(node.expression);
      leave(b, it);
      // What does nothing was said by the parser.
      if (it.form === 'methods' && isStatementExpression(node.expression) && !it.failed)
        b.report('CS0201', it.span);
      return;
    }
    case 'if':
      condition(b, node.condition);
      if (node.then.kind === 'empty') b.report('CS0642', node.then.span);
      b.embedded(node.then);
      if (node.otherwise) b.embedded(node.otherwise);
      return;
    case 'while':
      inOwnScope(b, node, [node.condition], () => {
        condition(b, node.condition);
        loop(b, () => b.embedded(node.body));
      });
      return;
    case 'do':
      inOwnScope(b, node, [node.condition], () => {
        loop(b, () => b.embedded(node.body));
        condition(b, node.condition);
      });
      return;
    case 'for':
      bindFor(b, node);
      return;
    case 'foreach':
      bindForEach(b, node);
      return;
    case 'foreach-deconstruction':
      bindForEachDeconstruction(b, node);
      return;
    case 'switch':
      bindSwitch(b, node);
      return;
    case 'try':
      if (node.catches.length > 0) b.frame.guarded++;
      b.block(node.block);
      if (node.catches.length > 0) b.frame.guarded--;
      bindCatches(b, node.catches);
      if (node.finally) {
        b.frame.finallies++;
        b.block(node.finally);
        b.frame.finallies--;
      }
      return;
    case 'throw-statement':
      if (node.value) throwValue(b, node.value);
      else if (b.frame.catches === 0)
        b.report('CS0156', { start: node.span.start, end: node.span.start + 5 });
      return;
    case 'return':
      bindReturn(b, node);
      return;
    case 'break':
      if (b.frame.breakable === 0) b.report('CS0139', node.span);
      return;
    case 'continue':
      if (b.frame.loops === 0) b.report('CS0139', node.span);
      return;
    case 'labeled':
      b.statement(node.statement);
      return;
    case 'lock':
      bindLock(b, node.value);
      b.embedded(node.body);
      return;
    case 'using':
      bindUsing(b, node);
      return;
    case 'checked-block':
    case 'unchecked-block': {
      const outer = b.isChecked;
      b.isChecked = node.kind === 'checked-block';
      b.block(node.block);
      b.isChecked = outer;
      return;
    }
    case 'unsafe':
      b.report('CS0227', { start: node.span.start, end: node.span.start + 'unsafe'.length });
      b.block(node.block);
      return;
    case 'fixed':
      b.report('CS0214', node.span);
      inOwnScope(b, node, [], (scope) => {
        expectedIn(b, scope, node.declaration);
        bindDeclaration(b, node.declaration);
        b.embedded(node.body);
      });
      return;
    case 'goto':
      if (node.target === 'label') bindGoto(b, node);
      else bindGotoLabel(b, node);
      return;
    case 'yield':
      bindYield(b, node);
      return;
    default:
  }
}

function inOwnScope(
  b: Binder,
  node: Statement,
  expressions: readonly (Expression | undefined)[],
  run: (scope: Scope) => void,
): void {
  const scope = new Scope(b.scope, node.span);
  b.inScope(scope, () => {
    for (const it of expressions) expectVariables(b, scope, expressionVariables(b, it));
    run(scope);
  });
}

export function throwValue(b: Binder, node: Expression): void {
  const it = b.value(node);
  const exception = b.known.typeOrUnknown('System.Exception');
  if (it.form === 'null') return;
  if (isSilent(it) || isUnknown(exception) || implicitOf(b.known, it, exception)) convert(b, it, exception);
  else {
    leave(b, it);
    b.report('CS0155', it.span);
  }
}

function bindYield(b: Binder, node: Statement & { readonly kind: 'yield' }): void {
  const { frame } = b;
  const place = { start: node.span.start, end: node.span.start + 'yield'.length };
  if (node.value) {
    const it = b.value(node.value);
    if (frame.yields) convert(b, it, frame.yields);
    else leave(b, it);
  }
  if (frame.kind === 'lambda') b.report('CS1621', place);
  else if (frame.kind === 'block' && frame.returnType)
    b.report('CS1624', node.span, ['@{…}', typeText(b.known, frame.returnType)]);
  else if (frame.finallies > 0) b.report('CS1625', place);
  else if (node.value && frame.catches > 0) b.report('CS1631', place);
  else if (node.value && frame.guarded > 0) b.report('CS1626', place);
}

function bindReturn(b: Binder, node: Statement & { readonly kind: 'return' }): void {
  const { frame } = b;
  const place = { start: node.span.start, end: node.span.start + 'return'.length };
  if (frame.finallies > 0) b.report('CS0157', place);
  if (frame.yields) {
    if (node.value) leave(b, b.value(node.value));
    b.report('CS1622', place);
    return;
  }
  if (node.value?.kind === 'ref' && frame.kind === 'block') b.report('CS8149', place);
  if (!node.value) {
    frame.returnsNothing ??= place;
    const { returnType } = frame;
    if (returnType && returnType.kind !== 'void' && !isUnknown(returnType) && !frame.isAsync)
      b.report('CS0126', place, [typeText(b.known, returnType)]);
    return;
  }
  const it = b.value(node.value.kind === 'ref' ? node.value.value : node.value);
  frame.returns.push(it);
  frame.returnPlaces.push(place);
  if (!frame.returnType) return;
  if (frame.returnType.kind === 'void') {
    leave(b, it);
    if (!isSilent(it)) b.report('CS0127', place, ['']);
  } else if (frame.isAsync) leave(b, it);
  else convert(b, it, frame.returnType);
}

function bindCatches(b: Binder, catches: readonly CatchClause[]): void {
  const earlier: TypeSymbol[] = [];
  for (const it of catches) {
    const scope = new Scope(b.scope, it.span);
    b.inScope(scope, () => {
      expectVariables(
        b,
        scope,
        it.name ? [it.name, ...expressionVariables(b, it.when)] : expressionVariables(b, it.when),
      );
      const type = it.type ? b.type(it.type) : b.known.typeOrUnknown('System.Exception');
      if (it.type) checkCaught(b, type, it, earlier);
      if (it.name) declare(b, it.name, type);
      if (it.when) condition(b, it.when);
      else earlier.push(type);
      b.frame.catches++;
      b.block(it.block);
      b.frame.catches--;
    });
  }
}

function checkCaught(b: Binder, type: TypeSymbol, node: CatchClause, earlier: readonly TypeSymbol[]): void {
  if (!node.type || isUnknown(type)) return;
  const exception = b.known.typeOrUnknown('System.Exception');
  if (!implicitBetween(b.known, type, exception) || type.kind !== 'named') {
    b.report('CS0155', node.type.span);
    return;
  }
  if (earlier.some((it) => !isUnknown(it) && implicitBetween(b.known, type, it)))
    b.report('CS0160', node.type.span, [typeText(b.known, type)]);
}

function bindLock(b: Binder, node: Expression): void {
  const it = b.value(node);
  leave(b, it);
  if (isSilent(it)) return;
  if (it.type ? !isReferenceType(it.type) && it.type.kind !== 'type-parameter' : it.form !== 'null')
    b.report('CS0185', it.span, [valueText(b.known, it)]);
}

function bindUsing(b: Binder, node: Statement & { readonly kind: 'using' }): void {
  const { resource } = node;
  const isDeclared = resource.kind === 'local-declaration';
  inOwnScope(b, node, isDeclared ? [] : [resource], (scope) => {
    if (isDeclared) {
      expectedIn(b, scope, resource);
      for (const variable of bindDeclaration(b, resource)) {
        variable.readOnly = 'using';
        checkDisposable(b, variable.type, resource, variable.isBound);
      }
    } else {
      const it = b.value(resource);
      leave(b, it);
      if (!isSilent(it) && it.form !== 'null') checkDisposable(b, it.type, resource, true);
    }
    b.embedded(node.body);
  });
}

function checkDisposable(
  b: Binder,
  type: TypeSymbol | undefined,
  node: Expression | LocalDeclaration,
  isBound: boolean,
): void {
  if (!type || isUnknown(type) || !isBound || type.kind === 'dynamic') return;
  const disposable = b.known.type('System.IDisposable');
  if (disposable && !implicitBetween(b.known, type, disposable))
    b.report('CS1674', node.span, [typeText(b.known, type)]);
}

function bindGoto(b: Binder, node: Statement & { readonly kind: 'goto' }): void {
  const { label } = node;
  if (!label || label.text === '') return;
  const found = b.frame.labels.get(label.text);
  if (found) b.record.use(label.span, found, undefined);
  else if (!b.mayDeclareAnything) b.report('CS0159', label.span, [label.text]);
}
