/** Lambdas and anonymous methods: bound once for each list of parameter types that they may be given. */
import type { Span } from '../../../text';
import type { AnonymousMethod, Lambda } from '../../syntax/nodes';
import { isStatementExpression } from '../../syntax/statements';
import type { TypeSymbol } from '../../types/symbols';
import { reachesEnd } from '../flow/statements';
import type { Binder, Frame } from './binder';
import type { LambdaBody, UnboundLambda } from './bound';
import { expectVariables, expressionVariables, reportTaken } from './locals';
import { Recorder } from './recorder';
import { Scope, Variable } from './scopes';

export function newFrame(kind: Frame['kind'], returnType: TypeSymbol | undefined, isAsync = false): Frame {
  return {
    kind,
    returnType,
    isAsync,
    returns: [],
    returnPlaces: [],
    returnsNothing: undefined,
    loops: 0,
    breakable: 0,
    catches: 0,
    guarded: 0,
    yields: undefined,
    finallies: 0,
    labels: new Map(),
    switches: [],
  };
}

/** Runs with a record, scope and frame of its own, and puts back what was there. */
export function apart<T>(b: Binder, scope: Scope, record: Recorder, frame: Frame, run: () => T): T {
  const outer = {
    scope: b.scope,
    record: b.record,
    frame: b.frame,
    receiver: b.receiver,
    isChecked: b.isChecked,
  };
  b.scope = scope;
  b.record = record;
  b.frame = frame;
  b.receiver = undefined;
  const result = run();
  b.scope = outer.scope;
  b.record = outer.record;
  b.frame = outer.frame;
  b.receiver = outer.receiver;
  b.isChecked = outer.isChecked;
  return result;
}

interface Cached {
  readonly types: readonly TypeSymbol[];
  readonly body: LambdaBody;
}

/** The body for types that it may have been bound for before. */
export class BodyCache {
  private readonly known: Cached[] = [];

  of(types: readonly TypeSymbol[], make: () => LambdaBody): LambdaBody {
    const found = this.known.find(
      (it) => it.types.length === types.length && it.types.every((type, i) => type === types[i]),
    );
    if (found) return found.body;
    const body = make();
    this.known.push({ types, body });
    return body;
  }
}

export function bindLambda(b: Binder, node: Lambda | AnonymousMethod): UnboundLambda {
  const { scope, isChecked } = b;
  const cache = new BodyCache();
  const parameters = node.parameters;
  const isExplicit = parameters?.every((it) => it.type !== undefined) === true && parameters.length > 0;
  const explicit = isExplicit
    ? parameters.map((it) => ({
        type: it.type ? b.type(it.type) : b.world.unknown,
        modifier: it.modifier === 'params' ? undefined : it.modifier,
      }))
    : undefined;
  const headEnd = node.kind === 'lambda' ? arrowEnd(b, node) : node.span.start + 'delegate'.length;
  return {
    span: node.span,
    headSpan:
      node.kind === 'lambda'
        ? { start: headEnd - 2, end: headEnd }
        : { start: node.span.start, end: headEnd },
    isAsync: node.async,
    parameterCount: parameters?.length,
    explicitParameters: explicit,
    isAnonymousMethod: node.kind === 'anonymous-method',
    bind: (types) =>
      cache.of(types, () => {
        const checked = b.isChecked;
        b.isChecked = isChecked;
        const body = bindBody(b, node, scope, types);
        b.isChecked = checked;
        return body;
      }),
    isQuery: false,
    isUsed: false,
  };
}

function arrowEnd(b: Binder, node: Lambda): number {
  const at = b.code.lastIndexOf('=>', node.body.span.start);
  return at < node.span.start ? node.span.start + 2 : at + 2;
}

/** Where the white space behind a place ends: what is written there goes on with what stands before. */
export function nextToken(b: Binder, from: number): number {
  let at = from;
  while (/\s/.test(b.code[at] ?? '')) at++;
  return at;
}

function bindBody(
  b: Binder,
  node: Lambda | AnonymousMethod,
  outer: Scope,
  types: readonly TypeSymbol[],
): LambdaBody {
  const scope = new Scope(outer, { start: node.span.start, end: nextToken(b, node.span.end) }, true);
  const record = new Recorder();
  const frame = newFrame('lambda', undefined, node.async);
  return apart(b, scope, record, frame, () => {
    declareParameters(b, node, scope, types);
    const { body } = node;
    if (body.kind !== 'block') {
      expectVariables(b, scope, expressionVariables(b, body));
      b.throwPlaces.add(body);
      const it = b.value(body);
      return {
        record,
        returns: [it],
        isExpression: true,
        isStatement: isStatementExpression(body) || it.form === 'throw' || it.failed,
        returnPlaces: [],
        returnsNothing: undefined,
        endsReachable: false,
      };
    }
    b.block(body);
    return {
      record,
      returns: frame.returns,
      isExpression: false,
      isStatement: true,
      returnPlaces: frame.returnPlaces,
      returnsNothing: frame.returnsNothing,
      endsReachable: !b.mayDeclareAnything && reachesEnd(body, record),
    };
  });
}

function declareParameters(
  b: Binder,
  node: Lambda | AnonymousMethod,
  scope: Scope,
  types: readonly TypeSymbol[],
): void {
  const declared = (node.parameters ?? []).map((it, i) => {
    const { text, span } = it.name;
    const type = types[i] ?? b.world.unknown;
    const variable = parameter(b, text, span, type, scope.span, it.modifier);
    if (text !== '') {
      if (scope.own(text)) b.report('CS0100', span, [text]);
      else {
        reportTaken(b, scope, text, span);
        scope.add(variable);
      }
      b.record.use(span, variable, 'write', true);
      b.record.visible.push(variable);
    }
    return variable;
  });
  b.record.setParameters(node, declared);
}

export function parameter(
  b: Binder,
  name: string,
  span: Span,
  type: TypeSymbol,
  scope: Span,
  modifier: 'ref' | 'out' | 'in' | 'params' | undefined,
): Variable {
  const variable = new Variable(
    'parameter',
    name,
    type.kind === 'void' ? b.world.unknown : type,
    span,
    scope,
    false,
    modifier === 'params' ? undefined : modifier,
  );
  variable.isBound = true;
  return variable;
}
