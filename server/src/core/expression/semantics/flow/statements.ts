/** How control goes through statements: C# language specification, "End points and reachability". */
import type {
  Block,
  Expression,
  Identifier,
  LocalDeclaration,
  Statement,
  SwitchSection,
} from '../../syntax/nodes';
import type { Recorder } from '../binding/recorder';
import { ExpressionFlow } from './expressions';
import { dead, join, type State } from './state';

interface Jump {
  breaks: State;
  continues: State;
  /** A `switch` is left by `break` only. */
  readonly isLoop: boolean;
}

/** Whether the end of a function's body can be reached, so that it returns without a value. */
export function reachesEnd(body: Block, record: Recorder): boolean {
  const flow = new StatementFlow(record, false);
  flow.run(body.statements);
  return flow.isAlive;
}

/** Reports what can't be reached, what has no value where it is read, and what is in vain. */
export function reportFlow(root: Expression | readonly Statement[], record: Recorder): void {
  const flow = new StatementFlow(record, true);
  if ('kind' in root) flow.runExpression(root);
  else flow.run(root);
  flow.reportUnused();
}

class StatementFlow extends ExpressionFlow {
  private jumps: Jump[] = [];
  private labels = new Map<string, State>();
  private targets = new Set<string>();
  private isReported = false;
  /** Declared, and by what: a declaration without a value, one with one, or a `catch`. */
  private readonly declarations: Identifier[] = [];

  get isAlive(): boolean {
    return this.state.isAlive;
  }

  run(statements: readonly Statement[]): void {
    this.targets = gotoTargets(statements);
    this.statements(statements);
  }

  runExpression(node: Expression): void {
    this.expression(node);
  }

  protected override function(body: Block): void {
    const outer = {
      jumps: this.jumps,
      labels: this.labels,
      targets: this.targets,
      isReported: this.isReported,
    };
    this.jumps = [];
    this.labels = new Map();
    this.isReported = false;
    this.run(body.statements);
    this.jumps = outer.jumps;
    this.labels = outer.labels;
    this.targets = outer.targets;
    this.isReported = outer.isReported;
  }

  reportUnused(): void {
    const called = new Set(
      this.record.uses.flatMap(({ symbol, isDeclaration }) => (isDeclaration ? [] : [symbol])),
    );
    for (const { symbol, isDeclaration, span } of this.record.uses)
      if (isDeclaration && symbol.kind === 'local-function' && !called.has(symbol))
        this.record.report('CS8321', span, [symbol.name]);
    for (const name of this.declarations) {
      const variable = this.variableOf(name);
      if (!variable || this.used.has(variable) || variable.type.kind === 'unknown') continue;
      const code = this.written.has(variable) ? 'CS0219' : 'CS0168';
      this.record.report(code, name.span, [name.text], { kind: 'unused-local', name: name.text });
    }
  }

  private statements(nodes: readonly Statement[]): void {
    for (const it of nodes) if (it.kind === 'local-function') this.localFunction(it);
    for (const it of nodes) this.statement(it);
  }

  /** What it is called with isn't looked at: all that it takes from outside counts as assigned. */
  private localFunction(node: Statement & { readonly kind: 'local-function' }): void {
    const outer = this.effect;
    this.effect = 0n;
    this.apart(() => {
      this.state = { isAlive: true, assigned: -1n };
      if (node.body.kind === 'block') this.function(node.body);
      else this.expression(node.body);
    });
    const declared = this.record.uses.find(
      ({ span, isDeclaration }) => isDeclaration && span === node.name.span,
    );
    if (declared?.symbol.kind === 'local-function') this.effects.set(declared.symbol, this.effect);
    this.effect = outer;
  }

  private checkReachable(node: Statement): void {
    if (this.state.isAlive) {
      this.isReported = false;
      return;
    }
    if (this.isReported || !this.speaks) return;
    if (['block', 'empty', 'local-function', 'labeled', 'missing'].includes(node.kind)) return;
    this.isReported = true;
    this.record.report('CS0162', firstToken(node));
  }

  private statement(node: Statement): void {
    this.checkReachable(node);
    switch (node.kind) {
      case 'block':
        this.statements(node.statements);
        return;
      case 'local-declaration':
        this.declaration(node);
        return;
      case 'expression-statement':
        this.expression(node.expression);
        return;
      case 'if': {
        const { whenTrue, whenFalse } = this.condition(node.condition);
        this.state = whenTrue;
        this.statement(node.then);
        const after = this.state;
        this.state = whenFalse;
        if (node.otherwise) this.statement(node.otherwise);
        this.state = join(after, this.state);
        return;
      }
      case 'while': {
        const { whenTrue, whenFalse } = this.condition(node.condition);
        this.state = whenTrue;
        const { breaks } = this.loop(() => this.statement(node.body));
        this.state = join(whenFalse, breaks);
        return;
      }
      case 'do': {
        const { breaks, continues } = this.loop(() => this.statement(node.body));
        this.state = join(this.state, continues);
        const { whenFalse } = this.condition(node.condition);
        this.state = join(whenFalse, breaks);
        return;
      }
      case 'for':
        this.forLoop(node);
        return;
      case 'foreach':
      case 'foreach-deconstruction': {
        this.expression(node.source);
        const before = this.state;
        if (node.kind === 'foreach') this.assign(this.variableOf(node.name));
        else this.takeApart(node.target);
        const { breaks, continues } = this.loop(() => this.statement(node.body));
        this.state = join(join(before, breaks), join(this.state, continues));
        return;
      }
      case 'switch':
        this.switchStatement(node);
        return;
      case 'try':
        this.tryStatement(node);
        return;
      case 'throw-statement':
      case 'return':
        if (node.value) this.expression(node.value);
        this.state = dead;
        return;
      case 'yield':
        if (node.value) this.expression(node.value);
        else this.state = dead;
        return;
      case 'break': {
        const jump = this.jumps.at(-1);
        if (!jump) return;
        jump.breaks = join(jump.breaks, this.state);
        this.state = dead;
        return;
      }
      case 'continue': {
        const jump = this.jumps.findLast((it) => it.isLoop);
        if (!jump) return;
        jump.continues = join(jump.continues, this.state);
        this.state = dead;
        return;
      }
      case 'goto':
        if (node.value) this.expression(node.value);
        if (node.label) {
          const { text } = node.label;
          this.labels.set(text, join(this.labels.get(text) ?? dead, this.state));
        }
        this.state = dead;
        return;
      case 'labeled': {
        const { text, span } = node.label;
        this.state = join(this.state, this.labels.get(text) ?? dead);
        // What jumps back comes from where all is assigned that was assigned here.
        if (!this.state.isAlive && this.targets.has(text)) this.state = { isAlive: true, assigned: -1n };
        if (!this.targets.has(text) && this.speaks) this.record.report('CS0164', span);
        this.statement(node.statement);
        return;
      }
      case 'lock':
        this.expression(node.value);
        this.statement(node.body);
        return;
      case 'using':
        if (node.resource.kind === 'local-declaration') this.declaration(node.resource, true);
        else this.expression(node.resource);
        this.statement(node.body);
        return;
      case 'fixed':
        this.declaration(node.declaration, true);
        this.statement(node.body);
        return;
      case 'checked-block':
      case 'unchecked-block':
      case 'unsafe':
        this.statement(node.block);
        return;
      default:
    }
  }

  private declaration(node: LocalDeclaration, isUsed = false): void {
    const isConst = node.modifiers.includes('const');
    for (const { name, value } of node.variables) {
      const variable = this.variableOf(name);
      this.declarations.push(name);
      if (!value) {
        this.unassign(variable);
        continue;
      }
      if (value.kind === 'initializer') this.initializer(value);
      else {
        this.unassign(variable);
        this.expression(value.kind === 'ref' ? value.value : value);
      }
      this.assign(variable, isUsed && !isConst ? undefined : value);
    }
  }

  private loop(run: () => void, isLoop = true): Jump {
    const jump: Jump = { breaks: dead, continues: dead, isLoop };
    this.jumps.push(jump);
    run();
    this.jumps.pop();
    return jump;
  }

  private forLoop(node: Statement & { readonly kind: 'for' }): void {
    if (node.declaration) this.declaration(node.declaration);
    this.expressions(node.initializers);
    const test = node.condition ? this.condition(node.condition) : { whenTrue: this.state, whenFalse: dead };
    this.state = test.whenTrue;
    const { breaks, continues } = this.loop(() => this.statement(node.body));
    this.state = join(this.state, continues);
    const [next] = node.incrementors;
    if (next && test.whenTrue.isAlive && !this.state.isAlive && this.speaks)
      this.record.report('CS0162', { start: next.span.start, end: firstEnd(next) });
    this.expressions(node.incrementors);
    this.state = join(test.whenFalse, breaks);
  }

  private switchStatement(node: Statement & { readonly kind: 'switch' }): void {
    this.expression(node.value);
    const before = this.state;
    const chosen = this.chosenSection(node);
    const hasDefault = node.sections.some((it) => it.labels.some((label) => label.kind === 'default-label'));
    let falls: State = dead;
    const { breaks } = this.loop(() => {
      for (const section of node.sections) {
        this.state = chosen === undefined || chosen === section ? before : dead;
        this.section(section);
        if (this.state.isAlive) {
          this.reportFall(section, section === node.sections.at(-1));
          falls = join(falls, this.state);
        }
      }
    }, false);
    this.state = join(breaks, falls);
    if (!hasDefault && chosen === undefined && !this.takesAll(node)) this.state = join(this.state, before);
    if (chosen === 'none') this.state = before;
  }

  /** Whether the patterns leave no value out. */
  private takesAll({ value, sections }: Statement & { readonly kind: 'switch' }): boolean {
    const input = this.record.meanings.get(value)?.type;
    const constants = new Set<unknown>();
    let isOfType = false;
    for (const label of sections.flatMap((it) => it.labels)) {
      if (label.kind !== 'case-label' || (label.when && this.constantOf(label.when) !== true)) continue;
      const { pattern } = label;
      if (pattern.kind === 'var-pattern') return true;
      if (pattern.kind === 'constant-pattern') constants.add(this.constantOf(pattern.value));
      if (pattern.kind === 'declaration-pattern')
        isOfType ||= input !== undefined && this.record.meanings.get(pattern.type)?.type === input;
    }
    const isValue =
      input?.kind === 'tuple' ||
      (input?.kind === 'named' &&
        (input.definition.typeKind === 'struct' || input.definition.typeKind === 'enum') &&
        input.definition.fullName !== 'System.Nullable');
    return isOfType && (isValue || constants.has(null));
  }

  /** The section that a constant leads to; `none` where it leads to none, `undefined` where it isn't known. */
  private chosenSection(node: Statement & { readonly kind: 'switch' }): SwitchSection | 'none' | undefined {
    const value = this.constantOf(node.value);
    if (value === undefined || typeof value === 'object') return undefined;
    let fallback: SwitchSection | 'none' = 'none';
    for (const section of node.sections)
      for (const label of section.labels) {
        if (label.kind === 'default-label') fallback = section;
        else {
          if (label.when || label.pattern.kind !== 'constant-pattern') return undefined;
          const wanted = this.constantOf(label.pattern.value);
          if (wanted === undefined || typeof wanted !== typeof value) return undefined;
          if (wanted === value) return section;
        }
      }
    return fallback;
  }

  private section({ labels, statements }: SwitchSection): void {
    const before = this.state;
    let after = dead;
    for (const label of labels) {
      this.state = before;
      if (label.kind === 'case-label') {
        this.pattern(label.pattern);
        if (label.when) this.state = this.condition(label.when).whenTrue;
      }
      after = join(after, this.state);
    }
    this.state = after;
    this.statements(statements);
  }

  private reportFall({ labels }: SwitchSection, isLast: boolean): void {
    const label = labels.at(-1);
    if (!label || !this.speaks) return;
    this.record.report(isLast ? 'CS8070' : 'CS0163', label.span, [
      label.kind === 'default-label' ? 'default:' : 'case:',
    ]);
  }

  private tryStatement(node: Statement & { readonly kind: 'try' }): void {
    const before = this.state;
    this.statement(node.block);
    let after = this.state;
    for (const it of node.catches) {
      this.state = before;
      if (it.name) {
        this.declarations.push(it.name);
        const variable = this.variableOf(it.name);
        const wasUsed = variable && this.used.has(variable);
        this.assign(variable);
        // That it was caught is no use of it.
        if (variable && !wasUsed) this.used.delete(variable);
        if (variable) this.written.delete(variable);
      }
      if (it.when) this.state = this.condition(it.when).whenTrue;
      this.statement(it.block);
      after = join(after, this.state);
    }
    if (!node.finally) {
      this.state = after;
      return;
    }
    this.state = before;
    this.statement(node.finally);
    if (!this.state.isAlive || !after.isAlive) this.state = dead;
    else this.state = { isAlive: true, assigned: after.assigned | this.state.assigned };
  }
}

/** Where the compiler reports a whole statement: at its first token. */
function firstToken({ span, ...node }: Statement): { readonly start: number; readonly end: number } {
  const words: Readonly<Partial<Record<Statement['kind'], string>>> = {
    'expression-statement': '',
    'throw-statement': 'throw',
    'foreach-deconstruction': 'foreach',
    'checked-block': 'checked',
    'unchecked-block': 'unchecked',
  };
  const word = words[node.kind] ?? node.kind;
  if (node.kind === 'expression-statement') return { start: span.start, end: firstEnd(node.expression) };
  if (node.kind === 'local-declaration')
    return node.modifiers.length > 0
      ? { ...span, end: span.start + (node.modifiers[0]?.length ?? 0) }
      : node.type.span;
  return { start: span.start, end: Math.min(span.end, span.start + word.length) };
}

function firstEnd(node: Expression): number {
  let it = node;
  for (;;) {
    if (
      it.kind === 'member-access' ||
      it.kind === 'invocation' ||
      it.kind === 'element-access' ||
      it.kind === 'assignment'
    )
      it = it.target;
    else if (it.kind === 'postfix') it = it.operand;
    else return it.kind === 'name' ? it.identifier.span.end : it.span.end;
  }
}

function gotoTargets(statements: readonly Statement[]): Set<string> {
  const found = new Set<string>();
  const open: Statement[] = [...statements];
  for (let it = open.pop(); it; it = open.pop()) {
    if (it.kind === 'goto' && it.label) found.add(it.label.text);
    else open.push(...parts(it));
  }
  return found;
}

function parts(node: Statement): readonly Statement[] {
  switch (node.kind) {
    case 'block':
      return node.statements;
    case 'if':
      return node.otherwise ? [node.then, node.otherwise] : [node.then];
    case 'while':
    case 'do':
    case 'for':
    case 'foreach':
    case 'foreach-deconstruction':
    case 'lock':
    case 'using':
    case 'fixed':
      return [node.body];
    case 'switch':
      return node.sections.flatMap((it) => it.statements);
    case 'try':
      return [node.block, ...node.catches.map((it) => it.block), ...(node.finally ? [node.finally] : [])];
    case 'labeled':
      return [node.statement];
    case 'checked-block':
    case 'unchecked-block':
    case 'unsafe':
      return [node.block];
    default:
      return [];
  }
}
