/** Names that stand alone. */
import type { NameNode } from '../../syntax/nodes';
import type { MethodSymbol } from '../../types/symbols';
import { lookupMembers } from '../lookup/members';
import { otherArity, simpleType } from '../lookup/types';
import type { LocalFunctionSymbol } from '../model';
import type { Binder } from './binder';
import { type Bound, bound } from './bound';
import { methodGroup, similarName } from './groups';
import { done, hasPlaceholder, unknown } from './results';
import { Variable } from './scopes';

export function bindName(b: Binder, node: NameNode, isInvoked: boolean): Bound {
  const { text, span } = node.identifier;
  if (text === '') return unknown(b, node);
  const found = b.scope.find(text);
  if (found && !(found instanceof Variable)) return localFunction(b, node, found);
  if (found) {
    if (node.typeArguments) {
      for (const it of node.typeArguments) b.type(it);
      b.report('CS0307', node.span, ['variable', text]);
    }
    return variable(b, node, found);
  }
  if (isInvoked || text === 'Equals' || text === 'ReferenceEquals') {
    const lookup = lookupMembers(b.known, b.known.object, text);
    const methods = lookup.members.filter((it): it is MethodSymbol => it.kind === 'method');
    if (methods.length > 0) {
      const group = methodGroup(b, {
        name: text,
        methods,
        levels: lookup.levels,
        receiver: undefined,
        typeArguments: undefined,
        nameSpan: span,
      });
      return done(b, bound(node, 'methods', undefined, { group, candidates: methods }));
    }
  }
  const type = simpleType(b, node, false);
  if (type) {
    if (type.kind === 'type') return done(b, bound(node, 'type', type.type, { symbol: symbolOf(type.type) }));
    if (type.kind === 'namespace')
      return done(
        b,
        bound(node, 'namespace', undefined, { symbol: { kind: 'namespace', fullName: type.fullName } }),
      );
    return unknown(b, node);
  }
  const typeArguments = node.typeArguments?.map((it) => b.type(it));
  if (!b.mayDeclareAnything && !hasPlaceholder(b, span)) {
    const other = otherArity(b, text, typeArguments?.length ?? 0);
    if (other && other.typeParameters.length > 0)
      b.report('CS0305', span, [
        'type',
        `${other.name}<${other.typeParameters.map((it) => it.name).join(', ')}>`,
        String(other.typeParameters.length),
      ]);
    else
      b.report(
        'CS0103',
        span,
        [text],
        similarName(b, text, span, () => visibleNames(b)),
      );
  }
  return unknown(b, node);
}

function symbolOf(type: Bound['type']): Bound['symbol'] {
  return type?.kind === 'named' ? type.definition : undefined;
}

function visibleNames(b: Binder): readonly string[] {
  return [...b.scope.allNames(), ...b.world.importedTypes.map((it) => it.name)];
}

function localFunction(b: Binder, node: NameNode, symbol: LocalFunctionSymbol): Bound {
  const typeArguments = node.typeArguments?.map((it) => b.type(it));
  b.record.use(node.identifier.span, symbol, 'read');
  const group = methodGroup(b, {
    name: symbol.name,
    methods: [],
    localFunction: symbol,
    receiver: undefined,
    typeArguments,
    nameSpan: node.identifier.span,
  });
  return done(b, bound(node, 'methods', undefined, { group, symbol }));
}

function variable(b: Binder, node: NameNode, it: Variable): Bound {
  const { span, text } = node.identifier;
  b.record.use(span, it, 'read');
  const isBefore = it.kind === 'local' && it.declaration !== undefined && it.declaration.start > span.start;
  if (!it.isBound || isBefore) {
    b.report(it.isInferred ? 'CS8196' : 'CS0841', span, [text]);
    return unknown(b, node, { symbol: it });
  }
  const { type } = it;
  const alsoType =
    type.kind === 'named' && type.definition.name === text && !node.typeArguments ? type : undefined;
  const isReadOnly =
    it.isConst || it.readOnly !== undefined || it.kind === 'range-variable' || it.modifier === 'in';
  return done(
    b,
    bound(node, 'value', type, {
      symbol: it,
      constant: it.constant,
      place: isReadOnly ? 'read-only' : 'variable',
      alsoType,
      failed: type.kind === 'unknown',
    }),
  );
}
