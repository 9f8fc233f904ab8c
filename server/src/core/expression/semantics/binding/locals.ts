/** The variables that code declares: found before the code around them is bound, since their names mean something there. */
import type { Span } from '../../../text';
import type { Expression, Identifier, Pattern, Statement } from '../../syntax/nodes';
import type { TypeSymbol } from '../../types/symbols';
import type { Binder } from './binder';
import { type Scope, Variable } from './scopes';

const none: readonly Identifier[] = [];

/** The variables of `out var x` and of patterns in an expression, without those of lambdas in it. */
export function expressionVariables(
  b: Binder,
  node: Expression | Pattern | undefined,
): readonly Identifier[] {
  if (!node || !b.mayDeclareIn(node.span)) return none;
  const names: Identifier[] = [];
  collect(node, names);
  return names;
}

/** Walks by a list of its own: trees go deep. */
function collect(root: object, into: Identifier[]): void {
  const open: object[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    if ('kind' in node) {
      const { kind } = node;
      if (kind === 'lambda' || kind === 'anonymous-method' || kind === 'literal') continue;
      if (kind === 'query') {
        // Only what the first source is belongs to the code around: all else is in lambdas.
        const { from } = node as Expression & { readonly kind: 'query' };
        open.push(from.source);
        continue;
      }
      if (kind === 'single' && 'name' in node) {
        into.push(node.name as Identifier);
        continue;
      }
    }
    for (const key in node) {
      const child: unknown = node[key as keyof typeof node];
      if (key !== 'span' && typeof child === 'object' && child !== null) open.push(child);
    }
  }
  into.sort((a, b) => a.span.start - b.span.start);
}

/** Makes the names known in the scope, as of what can't be used yet; reports those that are taken. */
export function expectVariables(
  b: Binder,
  scope: Scope,
  names: readonly Identifier[],
  isConst = false,
): void {
  for (const { text, span } of names) {
    const variable = new Variable(
      'local',
      text,
      b.world.unknown,
      span,
      { start: span.start, end: scope.span.end },
      isConst,
    );
    scope.expect(variable);
    if (text === '' || text.includes('{{')) continue;
    if (scope.own(text)) b.report('CS0128', span, [text]);
    else {
      reportTaken(b, scope, text, span);
      scope.add(variable);
    }
  }
}

/** A name can't mean two things in scopes of which one is in the other. */
export function reportTaken(b: Binder, scope: Scope, text: string, span: Span): void {
  if (scope.parent?.find(text)) b.report('CS0136', span, [text]);
}

/** The declaration has been bound: the variable has a type, and can be used from here on. */
export function declare(b: Binder, name: Identifier, type: TypeSymbol): Variable {
  const variable =
    b.scope.expectedAt(name.span) ??
    new Variable('local', name.text, b.world.unknown, name.span, {
      start: name.span.start,
      end: b.scope.span.end,
    });
  variable.type = type.kind === 'void' ? b.world.unknown : type;
  variable.isBound = true;
  variable.isInferred = false;
  if (name.text !== '') {
    b.record.use(name.span, variable, 'write', true);
    b.record.visible.push(variable);
  }
  return variable;
}

/** The expressions of a statement whose variables belong to the scope around the statement. */
export function leakingExpressions(statement: Statement): readonly (Expression | undefined)[] {
  switch (statement.kind) {
    case 'expression-statement':
      return [statement.expression];
    case 'if':
      return [statement.condition];
    case 'return':
    case 'throw-statement':
    case 'yield':
    case 'goto':
      return [statement.value];
    case 'switch':
    case 'lock':
      return [statement.value];
    case 'labeled':
      return leakingExpressions(statement.statement);
    default:
      return [];
  }
}
