/** How control and values go through expressions: C# language specification, "Definite assignment". */
import type { Span } from '../../../text';
import type {
  Argument,
  Block,
  Designation,
  Expression,
  Identifier,
  Initializer,
  InterpolatedString,
  Pattern,
  Query,
  QueryBody,
} from '../../syntax/nodes';
import type { ConstantValue } from '../../types/symbols';
import type { Recorder } from '../binding/recorder';
import { Variable } from '../binding/scopes';
import type { LocalFunctionSymbol } from '../model';
import { type Branches, dead, join, type State } from './state';
import { isUse } from './values';

export abstract class ExpressionFlow {
  protected state: State = { isAlive: true, assigned: 0n };
  private readonly bits = new Map<Variable, bigint>();
  private readonly declared = new Map<Span, Variable>();
  /** Of which a value is read, or given in a way that may matter. */
  protected readonly used = new Set<Variable>();
  protected readonly written = new Set<Variable>();
  private readonly reported = new Set<Variable>();
  /** What calling a function of the code assigns, at most. */
  protected readonly effects = new Map<LocalFunctionSymbol, bigint>();
  /** What was assigned since the function at hand began. */
  protected effect = 0n;

  constructor(
    protected readonly record: Recorder,
    /** Whether it is said what is wrong, beside finding out where control gets. */
    protected readonly speaks: boolean,
  ) {
    if (speaks)
      for (const { symbol, isDeclaration, span } of record.uses)
        if (isDeclaration && symbol instanceof Variable) this.declared.set(span, symbol);
  }

  protected abstract function(body: Block): void;

  protected constantOf(node: Expression): ConstantValue | undefined {
    return this.record.meanings.get(node)?.constant;
  }

  private bitOf(variable: Variable): bigint {
    let bit = this.bits.get(variable);
    if (bit === undefined) {
      bit = 1n << BigInt(this.bits.size);
      this.bits.set(variable, bit);
    }
    return bit;
  }

  protected variableOf({ span }: Identifier): Variable | undefined {
    return this.declared.get(span);
  }

  /** The variable that a name stands for. */
  private named(node: Expression): Variable | undefined {
    if (node.kind === 'parenthesized') return this.named(node.expression);
    if (node.kind !== 'name') return undefined;
    const symbol = this.record.meanings.get(node)?.symbol;
    return symbol instanceof Variable ? symbol : undefined;
  }

  protected assign(variable: Variable | undefined, value?: Expression | Initializer): void {
    if (!variable) return;
    this.written.add(variable);
    if (!value || isUse(this.record, value, variable.type)) this.used.add(variable);
    const bit = this.bitOf(variable);
    this.effect |= bit;
    if (this.state.isAlive) this.state = { isAlive: true, assigned: this.state.assigned | bit };
  }

  protected unassign(variable: Variable | undefined): void {
    if (!variable || !this.state.isAlive) return;
    this.state = { isAlive: true, assigned: this.state.assigned & ~this.bitOf(variable) };
  }

  private read(variable: Variable, span: Span): void {
    this.used.add(variable);
    if (variable.kind !== 'local' || variable.isConst || !this.speaks) return;
    if (
      (this.state.assigned & this.bitOf(variable)) !== 0n ||
      !this.declared.has(variable.declaration ?? span)
    )
      return;
    // What stands before its declaration was told of.
    if ((variable.declaration?.start ?? 0) > span.start) return;
    if (this.reported.has(variable) || variable.type.kind === 'unknown') return;
    this.reported.add(variable);
    this.record.report('CS0165', span, [variable.name]);
  }

  private callFunction(node: Expression): void {
    const symbol = this.record.meanings.get(node)?.symbol;
    const effect = symbol?.kind === 'local-function' ? this.effects.get(symbol) : undefined;
    if (!effect) return;
    this.effect |= effect;
    if (this.state.isAlive) this.state = { isAlive: true, assigned: this.state.assigned | effect };
  }

  protected expressions(nodes: readonly (Expression | undefined)[]): void {
    for (const it of nodes) if (it) this.expression(it);
  }

  protected expression(node: Expression): void {
    switch (node.kind) {
      case 'name': {
        const variable = this.named(node);
        if (variable) this.read(variable, node.identifier.span);
        else this.callFunction(node);
        return;
      }
      case 'binary':
        this.binary(node);
        return;
      case 'conditional': {
        const { whenTrue, whenFalse } = this.condition(node.condition);
        this.state = whenTrue;
        this.expression(node.whenTrue);
        const after = this.state;
        this.state = whenFalse;
        this.expression(node.whenFalse);
        this.state = join(after, this.state);
        return;
      }
      case 'assignment':
        this.assignment(node);
        return;
      case 'unary':
        if (node.operator === '!') this.merge(this.condition(node));
        else this.expression(node.operand);
        return;
      case 'is':
        this.merge(this.condition(node));
        return;
      case 'invocation':
        if (
          node.target.kind === 'name' &&
          node.target.identifier.text === 'nameof' &&
          this.isConstant(node)
        ) {
          for (const it of node.arguments) this.mention(it.value);
          return;
        }
        this.expression(node.target);
        this.arguments(node.arguments);
        return;
      case 'element-access':
        this.expression(node.target);
        this.arguments(node.arguments);
        return;
      case 'element-binding':
        this.arguments(node.arguments);
        return;
      case 'conditional-access': {
        this.expression(node.target);
        const skipped = this.state;
        this.expression(node.access);
        this.state = join(skipped, this.state);
        return;
      }
      case 'lambda':
      case 'anonymous-method':
        this.apart(() => {
          if (node.body.kind === 'block') this.function(node.body);
          else this.expression(node.body);
        });
        return;
      case 'query':
        this.query(node);
        return;
      case 'throw':
        this.expression(node.value);
        this.state = dead;
        return;
      case 'declaration-expression':
        this.designate(node.designation);
        return;
      case 'interpolated-string':
        this.interpolated(node);
        return;
      case 'object-creation':
        this.arguments(node.arguments ?? []);
        if (node.initializer) this.initializer(node.initializer);
        return;
      case 'array-creation':
        this.expressions(node.sizes);
        if (node.initializer) this.initializer(node.initializer);
        return;
      case 'anonymous-object':
        for (const it of node.members) this.expression(it.value);
        return;
      case 'tuple':
        for (const it of node.elements) this.expression(it.value);
        return;
      case 'parenthesized':
        this.expression(node.expression);
        return;
      case 'member-access':
        this.expression(node.target);
        return;
      case 'postfix':
      case 'cast':
      case 'await':
        this.expression(node.operand);
        return;
      case 'as':
      case 'checked':
      case 'unchecked':
      case 'ref':
        this.expression(node.value);
        return;
      default:
    }
  }

  private isConstant(node: Expression): boolean {
    return this.constantOf(node) !== undefined;
  }

  /** Inside of `nameof` nothing is read, but what is named is used. */
  private mention(node: Expression): void {
    const variable = this.named(node);
    if (variable) this.used.add(variable);
    else if (node.kind === 'member-access') this.mention(node.target);
  }

  /** What happens at another time: nothing that it assigns counts here. */
  protected apart(run: () => void): void {
    const outer = this.state;
    run();
    this.state = outer;
  }

  private merge({ whenTrue, whenFalse }: Branches): void {
    this.state = join(whenTrue, whenFalse);
  }

  /** @returns what is known where the value is true, and where it is false */
  protected condition(node: Expression): Branches {
    const constant = this.constantOf(node);
    if (typeof constant === 'boolean') {
      this.expressionOfConstant(node);
      return constant ? { whenTrue: this.state, whenFalse: dead } : { whenTrue: dead, whenFalse: this.state };
    }
    if (node.kind === 'parenthesized') return this.condition(node.expression);
    if (node.kind === 'unary' && node.operator === '!') {
      const { whenTrue, whenFalse } = this.condition(node.operand);
      return { whenTrue: whenFalse, whenFalse: whenTrue };
    }
    if (node.kind === 'binary' && (node.operator === '&&' || node.operator === '||')) {
      const left = this.condition(node.left);
      this.state = node.operator === '&&' ? left.whenTrue : left.whenFalse;
      const right = this.condition(node.right);
      return node.operator === '&&'
        ? { whenTrue: right.whenTrue, whenFalse: join(left.whenFalse, right.whenFalse) }
        : { whenTrue: join(left.whenTrue, right.whenTrue), whenFalse: right.whenFalse };
    }
    if (node.kind === 'is') {
      this.expression(node.value);
      const whenFalse = this.state;
      this.pattern(node.pattern);
      return { whenTrue: this.state, whenFalse };
    }
    if (node.kind === 'conditional') {
      const test = this.condition(node.condition);
      this.state = test.whenTrue;
      const yes = this.condition(node.whenTrue);
      this.state = test.whenFalse;
      const no = this.condition(node.whenFalse);
      return { whenTrue: join(yes.whenTrue, no.whenTrue), whenFalse: join(yes.whenFalse, no.whenFalse) };
    }
    this.expression(node);
    return { whenTrue: this.state, whenFalse: this.state };
  }

  private expressionOfConstant(node: Expression): void {
    if (node.kind === 'parenthesized') this.expressionOfConstant(node.expression);
    else if (node.kind === 'unary') this.expressionOfConstant(node.operand);
    else if (node.kind !== 'binary') this.expression(node);
    else {
      this.expressionOfConstant(node.left);
      this.expressionOfConstant(node.right);
    }
  }

  /** Chains of operators are long: their left operands are walked in a loop. */
  private binary(node: Expression & { readonly kind: 'binary' }): void {
    if (node.operator === '&&' || node.operator === '||') {
      this.merge(this.condition(node));
      return;
    }
    if (node.operator === '??') {
      this.expression(node.left);
      const skipped = this.state;
      this.expression(node.right);
      this.state = join(skipped, this.state);
      return;
    }
    const rights: Expression[] = [];
    let first: Expression = node;
    while (first.kind === 'binary' && !['&&', '||', '??'].includes(first.operator)) {
      rights.push(first.right);
      first = first.left;
    }
    this.expression(first);
    for (let it = rights.pop(); it; it = rights.pop()) this.expression(it);
  }

  protected pattern(node: Pattern): void {
    switch (node.kind) {
      case 'declaration-pattern':
      case 'var-pattern':
        this.designate(node.designation);
        return;
      case 'constant-pattern':
        this.expression(node.value);
        return;
      case 'type-pattern':
        // It may be the name of a constant.
        if (node.type.kind === 'name') this.expression(node.type);
        return;
      default:
    }
  }

  protected designate(node: Designation): void {
    if (node.kind === 'single') this.assign(this.variableOf(node.name));
    else if (node.kind === 'several') for (const it of node.designations) this.designate(it);
  }

  private arguments(nodes: readonly Argument[]): void {
    const given: Expression[] = [];
    for (const { modifier, value } of nodes) {
      if (modifier === 'out') {
        if (!this.named(value)) this.target(value);
        given.push(value);
      } else this.expression(value);
    }
    for (const it of given) this.assign(this.named(it));
  }

  private assignment(node: Expression & { readonly kind: 'assignment' }): void {
    const { target, value } = node;
    if (node.operator !== '=') {
      this.expression(target);
      this.expression(value);
      return;
    }
    if (target.kind === 'tuple' || target.kind === 'declaration-expression') {
      this.expression(value);
      this.takeApart(target);
      return;
    }
    const variable = this.named(target);
    if (!variable) this.target(target);
    this.expression(value);
    this.assign(variable, value);
  }

  protected takeApart(target: Expression): void {
    if (target.kind === 'tuple') for (const it of target.elements) this.takeApart(it.value);
    else if (target.kind === 'declaration-expression') this.designate(target.designation);
    else {
      const variable = this.named(target);
      if (variable) this.assign(variable);
      else this.target(target);
    }
  }

  /** What is written to without being a variable: only what it belongs to is read. */
  private target(node: Expression): void {
    if (node.kind !== 'member-access') {
      this.expression(node);
      return;
    }
    const owner = this.named(node.target);
    const { type } = owner ?? {};
    // The fields of a struct may be assigned one by one.
    if (owner && type?.kind === 'named' && type.definition.typeKind === 'struct') this.assign(owner);
    else this.expression(node.target);
  }

  private interpolated(node: InterpolatedString): void {
    for (const it of node.parts)
      if (it.kind === 'interpolation') this.expressions([it.expression, it.alignment]);
  }

  protected initializer(node: Initializer): void {
    for (const it of node.items) {
      if (it.kind === 'initializer') this.initializer(it);
      else {
        if (it.kind === 'index-initializer') this.arguments(it.arguments);
        if (it.value.kind === 'initializer') this.initializer(it.value);
        else this.expression(it.value);
      }
    }
  }

  private query({ from, body }: Query): void {
    this.expression(from.source);
    this.apart(() => this.queryBody(body));
  }

  private queryBody({ clauses, end, continuation }: QueryBody): void {
    for (const it of clauses) {
      if (it.kind === 'from') this.expression(it.source);
      else if (it.kind === 'let') this.expression(it.value);
      else if (it.kind === 'where') this.expression(it.condition);
      else if (it.kind === 'join') this.expressions([it.source, it.outerKey, it.innerKey]);
      else this.expressions(it.orderings.map(({ key }) => key));
    }
    if (end.kind === 'select') this.expression(end.value);
    else if (end.kind === 'group') this.expressions([end.value, end.key]);
    if (continuation) this.queryBody(continuation.body);
  }
}
