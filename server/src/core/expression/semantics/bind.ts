/** Where code gets its meaning. */
import { countBefore, type Span } from '../../text';
import { blockOf, expressionOf } from '../cached';
import type { ParsedCode } from '../parse';
import type { Argument, Block, Expression, Initializer, Statement, TypeNode } from '../syntax/nodes';
import { innerStatements } from '../syntax/statements';
import type { AnonymousTypeSymbol, TypeSymbol } from '../types/symbols';
import type { TypeWorld } from '../types/world';
import { reportRefused } from './allowance';
import { bindConditionalAccess, bindMemberAccess, bindMemberBinding } from './binding/access';
import { bindArguments, outVariable } from './binding/arguments';
import { bindAssignment } from './binding/assignment';
import type { Binder, BoundArgument, Frame } from './binding/binder';
import { type Bound, bound } from './binding/bound';
import { bindAs, bindCast, bindIs } from './binding/casts';
import { bindCoalescing, bindConditional } from './binding/conditional';
import { convert, leave } from './binding/convert';
import { bindArrayCreation, bindArrayInitializer, bindObjectCreation } from './binding/creation';
import { bindElementAccess, bindElementBinding } from './binding/elements';
import { bindInvocation } from './binding/invocation';
import { bindLambda, newFrame } from './binding/lambdas';
import {
  bindAnonymousObject,
  bindInterpolated,
  bindLiteral,
  bindTuple,
  bindTypeExpression,
} from './binding/literals';
import { expectVariables, expressionVariables } from './binding/locals';
import { bindName } from './binding/names';
import { bindBinary, bindPostfix, bindUnary } from './binding/operators';
import { bindPattern } from './binding/patterns';
import type { SemanticCode } from './binding/problems';
import { bindQuery } from './binding/queries';
import { Recorder } from './binding/recorder';
import { done, unknown } from './binding/results';
import { Scope, Variable } from './binding/scopes';
import {
  bindEmbedded,
  bindBlock as bindInnerBlock,
  bindStatement,
  bindStatements,
  throwValue,
} from './binding/statements';
import { reachesEnd, reportFlow } from './flow/statements';
import { bindType, inNamespace, predefinedType } from './lookup/types';
import type { BindingInput, ProblemData, SemanticModel } from './model';
import { modelOf } from './result';
import { typeText } from './typing/display';
import { isUnknown } from './typing/facts';
import { type KnownTypes, knownTypes } from './typing/known';

/** How often each character's part of the code may be looked at, lambdas in lambdas included. */
const FUEL_PER_CHARACTER = 20;
/** How many members and calls may follow each other before they are bound piece by piece. */
const LONGEST_PIECE = 40;

/** The meaning of `@(…)`. Never throws. */
export function bindExpression(input: BindingInput): SemanticModel {
  const parsed = expressionOf(input.code);
  const binding = new Binding(input, parsed, 'expression', false);
  const { root } = parsed;
  expectVariables(binding, binding.scope, expressionVariables(binding, root));
  const value = binding.value(root);
  binding.frame.returns.push(value);
  binding.convert(value, input.expected ?? input.world.predefined('object'));
  binding.finish(root);
  return binding.model({ kind: 'expression', expression: root });
}

/** The meaning of `@{…}`. Never throws. */
export function bindBlock(input: BindingInput): SemanticModel {
  const parsed = blockOf(input.code);
  const { statements } = parsed;
  const binding = new Binding(input, parsed, 'block', statements.some(mayStandForStatements));
  bindStatements(binding, binding.scope, statements);
  const whole: Block = { kind: 'block', statements, span: { start: 0, end: input.code.length } };
  if (!binding.mayDeclareAnything && parsed.problems.length === 0 && reachesEnd(whole, binding.record)) {
    const end = input.code.length;
    binding.report('CS0161', { start: end, end }, ['@{…}'], { kind: 'missing-return', at: end });
  }
  binding.finish(statements);
  return binding.model({ kind: 'block', statements });
}

/** Whether a placeholder stands where it may be statements, which may declare any name, or return. */
function mayStandForStatements(node: Statement): boolean {
  if (node.kind === 'expression-statement') return node.expression.kind === 'placeholder';
  if (node.kind === 'local-declaration') return node.type.kind === 'placeholder';
  return innerStatements(node).some(mayStandForStatements);
}

class Binding implements Binder {
  readonly known: KnownTypes;
  readonly world: TypeWorld;
  readonly code: string;
  readonly throwPlaces = new Set<Expression>();
  readonly anonymousTypes: AnonymousTypeSymbol[] = [];
  scope: Scope;
  receiver: Bound | undefined;
  record = new Recorder();
  frame: Frame;
  isChecked = true;
  fuel: number;
  /** What was bound ahead, so that long chains aren't walked by recursion. */
  private readonly ready = new Map<Expression, Bound>();

  constructor(
    { world, code, expected }: BindingInput,
    private readonly parsed: ParsedCode,
    kind: 'expression' | 'block',
    readonly mayDeclareAnything: boolean,
  ) {
    this.world = world;
    this.known = knownTypes(world);
    this.code = code;
    this.fuel = 1000 + FUEL_PER_CHARACTER * code.length;
    const whole = { start: 0, end: code.length };
    const outer = new Scope(undefined, whole);
    const context = world.definition('IContext', 0);
    const variable = new Variable(
      'parameter',
      'context',
      context ? world.construct(context, []) : world.unknown,
      undefined,
      whole,
    );
    variable.isBound = true;
    outer.add(variable);
    this.record.visible.push(variable);
    this.scope = new Scope(outer, whole);
    this.frame = newFrame(kind, expected ?? world.predefined('object'));
  }

  mayDeclareIn({ start, end }: Span): boolean {
    const { designations } = this.parsed;
    const first = countBefore(designations.length, (i) => (designations[i] ?? 0) < start);
    return (designations[first] ?? Number.POSITIVE_INFINITY) <= end;
  }

  report(code: SemanticCode, span: Span, subjects?: readonly string[], data?: ProblemData): void {
    this.record.report(code, span, subjects, data);
  }

  private text(type: TypeSymbol): string {
    return typeText(this.known, type);
  }

  inScope<T>(scope: Scope, run: () => T): T {
    const outer = this.scope;
    this.scope = scope;
    const result = run();
    this.scope = outer;
    return result;
  }

  type(node: TypeNode): TypeSymbol {
    return bindType(this, node);
  }

  statement(node: Statement): void {
    if (this.fuel > 0) bindStatement(this, node);
  }

  block(node: Block): void {
    bindInnerBlock(this, node);
  }

  embedded(node: Statement): void {
    bindEmbedded(this, node);
  }

  convert(value: Bound, to: TypeSymbol): void {
    convert(this, value, to);
  }

  arguments(nodes: readonly Argument[]): readonly BoundArgument[] {
    return bindArguments(this, nodes);
  }

  arrayInitializer(node: Initializer, element: TypeSymbol, rank: number): void {
    bindArrayInitializer(this, node, element, rank);
  }

  value(node: Expression): Bound {
    const it = this.bind(node);
    if (it.form === 'type') {
      if (!it.failed) this.report('CS0119', it.span, [it.type ? this.text(it.type) : '', 'type']);
      return unknown(this, node);
    }
    if (it.form === 'namespace') {
      const name = it.symbol?.kind === 'namespace' ? it.symbol.fullName : '';
      this.report('CS0118', it.span, [name, 'namespace', 'variable']);
      return unknown(this, node);
    }
    return it;
  }

  bind(node: Expression): Bound {
    return this.reach(node, false);
  }

  bindInvoked(node: Expression): Bound {
    return this.reach(node, true);
  }

  /** Binds what a long chain begins with first. */
  private reach(node: Expression, isInvoked: boolean): Bound {
    const ready = this.ready.get(node);
    if (ready) {
      this.ready.delete(node);
      return ready;
    }
    if (this.fuel <= 0) return bound(node, 'value', this.world.unknown, { failed: true, place: 'variable' });
    this.fuel--;
    if (this.isLong(node)) this.bindPieces(node);
    return this.dispatch(node, isInvoked);
  }

  /** Whether what the chain begins with is too far to get there by recursion. */
  private isLong(node: Expression): boolean {
    let at = targetOf(node);
    for (let length = 1; at && !this.ready.has(at); length++) {
      if (length > LONGEST_PIECE) return true;
      at = targetOf(at);
    }
    return false;
  }

  private bindPieces(node: Expression): void {
    const pieces: { readonly node: Expression; readonly isInvoked: boolean }[] = [];
    let parent = node;
    let at = targetOf(node);
    for (let length = 1; at && !this.ready.has(at); length++) {
      if (length % LONGEST_PIECE === 0) pieces.push({ node: at, isInvoked: parent.kind === 'invocation' });
      parent = at;
      at = targetOf(at);
    }
    for (let piece = pieces.pop(); piece; piece = pieces.pop())
      this.ready.set(piece.node, this.dispatch(piece.node, piece.isInvoked));
  }

  private dispatch(node: Expression, isInvoked: boolean): Bound {
    switch (node.kind) {
      case 'name':
        return bindName(this, node, isInvoked);
      case 'placeholder':
      case 'missing':
        return unknown(this, node);
      case 'predefined-type': {
        const type = predefinedType(this, node.keyword);
        return isUnknown(type) ? unknown(this, node) : done(this, bound(node, 'type', type));
      }
      case 'alias-qualified-name': {
        if (node.alias.text !== 'global') return unknown(this, node);
        const found = inNamespace(this, '', node.name, node.name.span);
        if (found.kind === 'type') return done(this, bound(node, 'type', found.type));
        if (found.kind !== 'namespace') return unknown(this, node);
        const symbol = { kind: 'namespace', fullName: found.fullName } as const;
        return done(this, bound(node, 'namespace', undefined, { symbol }));
      }
      case 'literal':
        return bindLiteral(this, node);
      case 'interpolated-string':
        return bindInterpolated(this, node);
      case 'parenthesized': {
        const it = isInvoked ? this.bindInvoked(node.expression) : this.bind(node.expression);
        const { type, symbol, candidates, constant } = it;
        this.record.meaning(node, type, { symbol, candidates, constant, isType: it.form === 'type' });
        return it;
      }
      case 'tuple':
        return bindTuple(this, node);
      case 'member-access':
        return bindMemberAccess(this, node, isInvoked);
      case 'member-binding':
        return bindMemberBinding(this, node, isInvoked);
      case 'element-access':
        return bindElementAccess(this, node);
      case 'element-binding':
        return bindElementBinding(this, node);
      case 'conditional-access':
        return bindConditionalAccess(this, node);
      case 'invocation':
        return bindInvocation(this, node);
      case 'unary':
        return bindUnary(this, node);
      case 'postfix':
        return bindPostfix(this, node);
      case 'binary':
        if (node.operator === '??') return bindCoalescing(this, node);
        if (node.operator !== '..') return bindBinary(this, node);
        return this.later(node, [node.left, node.right]);
      case 'assignment':
        return bindAssignment(this, node);
      case 'conditional':
        return bindConditional(this, node);
      case 'cast':
        return bindCast(this, node);
      case 'as':
        return bindAs(this, node);
      case 'is':
        return bindIs(this, node);
      case 'lambda':
      case 'anonymous-method':
        return done(this, bound(node, 'lambda', undefined, { lambda: bindLambda(this, node) }));
      case 'object-creation':
        return bindObjectCreation(this, node);
      case 'array-creation':
        return bindArrayCreation(this, node);
      case 'anonymous-object':
        return bindAnonymousObject(this, node);
      case 'typeof':
      case 'sizeof':
      case 'default':
        return bindTypeExpression(this, node);
      case 'default-literal':
        return done(this, bound(node, 'default', undefined));
      case 'throw':
        throwValue(this, node.value);
        if (!this.throwPlaces.has(node)) {
          this.report('CS8115', { start: node.span.start, end: node.span.start + 'throw'.length });
          return unknown(this, node);
        }
        return done(this, bound(node, 'throw', undefined));
      case 'checked':
      case 'unchecked': {
        const outer = this.isChecked;
        this.isChecked = node.kind === 'checked';
        const it = this.bind(node.value);
        this.isChecked = outer;
        this.record.meaning(node, it.type, { constant: it.constant });
        return it;
      }
      case 'query':
        return bindQuery(this, node);
      case 'await':
        leave(this, this.value(node.operand));
        if (!this.frame.isAsync) this.reportAwait(node.span);
        return unknown(this, node);
      case 'this':
      case 'base':
        this.report(node.kind === 'this' ? 'CS0026' : 'CS1511', node.span);
        return unknown(this, node);
      case 'declaration-expression': {
        const it = outVariable(this, node);
        it.settle?.(this.world.unknown);
        return unknown(this, node);
      }
      case 'ref':
        return this.later(node, [node.value]);
      case 'stackalloc':
        this.report('CS8370', node.span, ['stackalloc in nested expressions', '8.0']);
        return this.later(node, node.size ? [node.size] : []);
      case 'collection':
        return this.later(node, node.elements);
      case 'switch-expression': {
        const result = this.later(node, [node.value, ...node.arms.map((arm) => arm.value)]);
        for (const arm of node.arms) bindPattern(this, arm.pattern, this.world.unknown);
        return result;
      }
    }
  }

  /** What the language version has not, or what no policy can use: looked into, but not judged. */
  private later(node: Expression, parts: readonly Expression[]): Bound {
    for (const it of parts) leave(this, this.value(it));
    return unknown(this, node);
  }

  private reportAwait(span: Span): void {
    const { kind, returnType } = this.frame;
    if (kind === 'lambda') this.report('CS4034', span, ['lambda expression']);
    else if (returnType?.kind === 'void') this.report('CS4033', span);
    else this.report('CS4032', span, [returnType ? this.text(returnType) : 'object']);
  }

  /** What is wrong with code beside what it means. */
  finish(root: Expression | readonly Statement[]): void {
    reportRefused(this.record);
    this.flow(root);
  }

  /** Where control gets and which variables have values: asked only of code that stands as it is. */
  private flow(root: Expression | readonly Statement[]): void {
    if (this.mayDeclareAnything || this.parsed.problems.some(({ kind }) => kind !== 'later')) return;
    for (const node of this.record.meanings.keys()) if (node.kind === 'placeholder') return;
    reportFlow(root, this.record);
  }

  model(root: SemanticModel['root']): SemanticModel {
    return modelOf(this, this.parsed, root, this.fuel > 0);
  }
}

/** What the last part of a chain of members and calls belongs to. */
function targetOf(node: Expression): Expression | undefined {
  switch (node.kind) {
    case 'member-access':
    case 'element-access':
    case 'invocation':
      return node.target;
    case 'postfix':
      return node.operand;
    default:
      return undefined;
  }
}
