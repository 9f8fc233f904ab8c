/** LINQ's query syntax, as the calls that it stands for: C# language specification, "Query expression translation". */
import type { Span } from '../../../text';
import type {
  Expression,
  FromClause,
  Identifier,
  Query,
  QueryBody,
  QueryClause,
  TypeNode,
} from '../../syntax/nodes';
import type { MethodSymbol, TypeSymbol } from '../../types/symbols';
import { extensionGroups, lookupMembers } from '../lookup/members';
import { typeText } from '../typing/display';
import type { Binder, BoundArgument } from './binder';
import { type Bound, bound, type UnboundLambda, unwritten, unwrittenLambda } from './bound';
import { leave } from './convert';
import { methodGroup } from './groups';
import { callGroup } from './invocation';
import { apart, BodyCache, newFrame } from './lambdas';
import { anonymousType } from './literals';
import { expectVariables, expressionVariables } from './locals';
import { Recorder } from './recorder';
import { done, isSilent, unknown, valueText } from './results';
import { Scope, Variable } from './scopes';

/** What the variables of a query are in one element of what is walked. */
interface Environment {
  readonly variables: readonly RangeVariable[];
}
interface RangeVariable {
  readonly symbol: Variable;
  /** Its type in an element of a type. */
  typeIn(element: TypeSymbol): TypeSymbol;
}

/** What keeps the variables so far in one value. */
const EARLIER = '<earlier>';

export function bindQuery(b: Binder, node: Query): Bound {
  const { from } = node;
  const first = sourceOf(b, from.source, from.type, from.span);
  const environment = single(b, from.name, node.span);
  const result = bindBody(b, node.body, first, environment, node.span);
  return result.type && result.type.kind !== 'unknown'
    ? done(b, bound(node, 'value', result.type, { failed: result.failed, symbol: result.symbol }))
    : unknown(b, node);
}

function sourceOf(b: Binder, node: Expression, type: TypeNode | undefined, span: Span): Bound {
  const source = b.value(node);
  leave(b, source);
  if (!type) return source;
  const element = b.type(type);
  return call(b, source, 'Cast', [], span, [element]);
}

function rangeVariable(b: Binder, name: Identifier, scope: Span, others: readonly RangeVariable[]): Variable {
  const { text, span } = name;
  const symbol = new Variable('range-variable', text, b.world.unknown, span, {
    start: span.start,
    end: scope.end,
  });
  symbol.isBound = true;
  if (text !== '') {
    if (others.some((it) => it.symbol.name === text)) b.report('CS1930', span, [text]);
    else if (b.scope.find(text)) b.report('CS1931', span, [text]);
    b.record.use(span, symbol, 'write', true);
    b.record.visible.push(symbol);
  }
  return symbol;
}

function single(b: Binder, name: Identifier, scope: Span): Environment {
  return { variables: [{ symbol: rangeVariable(b, name, scope, []), typeIn: (it) => it }] };
}

function partOf(b: Binder, type: TypeSymbol, name: string): TypeSymbol {
  if (type.kind !== 'anonymous') return b.world.unknown;
  return type.members.find((it) => it.name === name)?.type ?? b.world.unknown;
}

/** The variables so far and one more. */
function extended(b: Binder, before: Environment, symbol: Variable): Environment {
  return {
    variables: [
      ...before.variables.map((it) => ({
        symbol: it.symbol,
        typeIn: (type: TypeSymbol) => it.typeIn(partOf(b, type, EARLIER)),
      })),
      { symbol, typeIn: (type) => partOf(b, type, symbol.name) },
    ],
  };
}

/** A lambda whose parameters are elements of what is walked. */
function lambda(
  b: Binder,
  span: Span,
  environments: readonly Environment[],
  body: Expression | ((types: readonly TypeSymbol[]) => Bound),
): Bound {
  const cache = new BodyCache();
  const { scope } = b;
  const it: UnboundLambda = {
    span,
    headSpan: span,
    isAsync: false,
    parameterCount: environments.length,
    explicitParameters: undefined,
    isAnonymousMethod: false,
    isQuery: true,
    isUsed: false,
    bind: (types) =>
      cache.of(types, () => {
        const record = new Recorder();
        const own = new Scope(scope, span, true);
        return apart(b, own, record, newFrame('lambda', undefined), () => {
          for (const [i, { variables }] of environments.entries())
            for (const { symbol, typeIn } of variables) {
              symbol.type = typeIn(types[i] ?? b.world.unknown);
              own.add(symbol);
            }
          if (typeof body !== 'function') expectVariables(b, own, expressionVariables(b, body));
          const value = typeof body === 'function' ? body(types) : b.value(body);
          return {
            record,
            returns: [value],
            isExpression: true,
            isStatement: false,
            returnPlaces: [],
            returnsNothing: undefined,
            endsReachable: false,
          };
        });
      }),
  };
  return unwrittenLambda(span, it);
}

function call(
  b: Binder,
  source: Bound,
  name: string,
  values: readonly Bound[],
  span: Span,
  typeArguments?: readonly TypeSymbol[],
): Bound {
  const { type } = source;
  if (isSilent(source) || !type || type.kind === 'void' || type.kind === 'dynamic') {
    for (const it of values) leave(b, it);
    if (!isSilent(source) && type?.kind !== 'dynamic')
      b.report('CS1936', source.span, [valueText(b.known, source), name]);
    return { ...unwritten(span, b.world.unknown), failed: true };
  }
  const lookup = lookupMembers(b.known, type, name);
  const methods = lookup.members.filter((it): it is MethodSymbol => it.kind === 'method');
  if (methods.length === 0 && (extensionGroups(b.known, name).length === 0 || !lookup.isComplete)) {
    for (const it of values) leave(b, it);
    if (lookup.isComplete) b.report('CS1936', source.span, [typeText(b.known, type), name]);
    return { ...unwritten(span, b.world.unknown), failed: true };
  }
  const place = { start: span.start, end: wordEnd(b, span.start) };
  const group = methodGroup(b, {
    name,
    methods,
    levels: lookup.levels,
    receiver: source,
    typeArguments,
    nameSpan: place,
  });
  const given = values.map(
    (value): BoundArgument => ({ name: undefined, modifier: undefined, value, span: value.span }),
  );
  const called = callGroup(b, group, given, span, { kind: 'query' });
  return { ...unwritten(source.span, called.type), failed: called.failed, symbol: called.symbol };
}

function wordEnd(b: Binder, start: number): number {
  let end = start;
  while (/\w/.test(b.code[end] ?? '')) end++;
  return end;
}

function bindBody(b: Binder, node: QueryBody, first: Bound, start: Environment, whole: Span): Bound {
  let source = first;
  let environment = start;
  const { clauses, end } = node;
  let isSelected = false;
  for (const [i, clause] of clauses.entries()) {
    const isLast = i === clauses.length - 1;
    const select = isLast && end.kind === 'select' ? end.value : undefined;
    const next = bindClause(b, clause, source, environment, select, whole);
    source = next.source;
    environment = next.environment;
    isSelected = next.isSelected;
  }
  if (end.kind === 'select' && !isSelected) {
    const isIdentity = clauses.length > 0 && isVariable(environment, end.value);
    if (isIdentity) {
      // The variable is looked at all the same, for those who ask what its name means.
      const it = lambda(b, end.value.span, [environment], end.value);
      leave(b, { ...it, type: undefined }, undefined);
    } else
      source = call(b, source, 'Select', [lambda(b, end.value.span, [environment], end.value)], end.span);
  } else if (end.kind === 'group') {
    const key = lambda(b, end.key.span, [environment], end.key);
    const element = lambda(b, end.value.span, [environment], end.value);
    if (isVariable(environment, end.value)) {
      source = call(b, source, 'GroupBy', [key], end.span);
      leave(b, element);
    } else source = call(b, source, 'GroupBy', [key, element], end.span);
  }
  if (!node.continuation) return source;
  const { name, body } = node.continuation;
  return bindBody(b, body, source, single(b, name, whole), whole);
}

function isVariable({ variables }: Environment, node: Expression): boolean {
  const [only] = variables;
  return variables.length === 1 && node.kind === 'name' && node.identifier.text === only?.symbol.name;
}

interface AfterClause {
  readonly source: Bound;
  readonly environment: Environment;
  /** Whether what the query selects is in the source already. */
  readonly isSelected: boolean;
}

function bindClause(
  b: Binder,
  node: QueryClause,
  source: Bound,
  environment: Environment,
  select: Expression | undefined,
  whole: Span,
): AfterClause {
  switch (node.kind) {
    case 'where': {
      const test = lambda(b, node.condition.span, [environment], node.condition);
      return { source: call(b, source, 'Where', [test], node.span), environment, isSelected: false };
    }
    case 'let': {
      const symbol = rangeVariable(b, node.name, whole, environment.variables);
      const made = lambda(b, node.value.span, [environment], (types) => {
        const value = b.value(node.value);
        leave(b, value);
        if (!value.type || value.type.kind === 'void') {
          if (!value.failed)
            b.report('CS1932', { start: node.name.span.start, end: node.value.span.end }, [
              value.type ? 'void' : valueText(b.known, value),
            ]);
        }
        const type = value.type && value.type.kind !== 'void' ? value.type : b.world.unknown;
        return both(b, node.span, types[0], symbol, type);
      });
      return {
        source: call(b, source, 'Select', [made], node.span),
        environment: extended(b, environment, symbol),
        isSelected: false,
      };
    }
    case 'from':
      return secondFrom(b, node, source, environment, select, whole);
    case 'join':
      return bindJoin(b, node, source, environment, select, whole);
    default: {
      let ordered = source;
      for (const [i, { key, descending }] of node.orderings.entries()) {
        const name = `${i === 0 ? 'OrderBy' : 'ThenBy'}${descending ? 'Descending' : ''}`;
        const span = i === 0 ? node.span : key.span;
        ordered = call(b, ordered, name, [lambda(b, key.span, [environment], key)], span);
      }
      return { source: ordered, environment, isSelected: false };
    }
  }
}

function both(
  b: Binder,
  span: Span,
  earlier: TypeSymbol | undefined,
  symbol: Variable,
  type: TypeSymbol,
): Bound {
  return unwritten(
    span,
    anonymousType(b, [
      { name: EARLIER, type: earlier ?? b.world.unknown },
      { name: symbol.name, type },
    ]),
  );
}

function secondFrom(
  b: Binder,
  node: FromClause,
  source: Bound,
  environment: Environment,
  select: Expression | undefined,
  whole: Span,
): AfterClause {
  const { type: typeNode } = node;
  const collection = lambda(
    b,
    node.source.span,
    [environment],
    typeNode ? () => sourceOf(b, node.source, typeNode, node.span) : node.source,
  );
  const symbol = rangeVariable(b, node.name, whole, environment.variables);
  const inner: Environment = { variables: [{ symbol, typeIn: (it) => it }] };
  const selector = lambda(
    b,
    select?.span ?? node.span,
    [environment, inner],
    select ?? ((types) => both(b, node.span, types[0], symbol, types[1] ?? b.world.unknown)),
  );
  return {
    source: call(b, source, 'SelectMany', [collection, selector], node.span),
    environment: extended(b, environment, symbol),
    isSelected: select !== undefined,
  };
}

function bindJoin(
  b: Binder,
  node: QueryClause & { readonly kind: 'join' },
  source: Bound,
  environment: Environment,
  select: Expression | undefined,
  whole: Span,
): AfterClause {
  const other = sourceOf(b, node.source, node.type, node.span);
  const symbol = rangeVariable(b, node.name, whole, environment.variables);
  const inner: Environment = { variables: [{ symbol, typeIn: (it) => it }] };
  const outerKey = lambda(b, node.outerKey.span, [environment], node.outerKey);
  const innerKey = lambda(b, node.innerKey.span, [inner], node.innerKey);
  const joined = node.into ? rangeVariable(b, node.into, whole, environment.variables) : symbol;
  const second: Environment = node.into ? { variables: [{ symbol: joined, typeIn: (it) => it }] } : inner;
  const selector = lambda(
    b,
    select?.span ?? node.span,
    [environment, second],
    select ?? ((types) => both(b, node.span, types[0], joined, types[1] ?? b.world.unknown)),
  );
  const name = node.into ? 'GroupJoin' : 'Join';
  return {
    source: call(b, source, name, [other, outerKey, innerKey, selector], node.span),
    environment: extended(b, environment, joined),
    isSelected: select !== undefined,
  };
}
