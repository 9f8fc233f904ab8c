/**
 * What the service refuses of code that compiles: types and members that aren't on its list. It looks at calls, members,
 * element accesses and creations, and at the type that declares what they mean; not at declarations, casts, type
 * arguments, operators and conversions, nor at members behind `?.` that aren't called (`analyzer` in the facts).
 */
import type { Span } from '../../text';
import type { Expression, TypeNode } from '../syntax/nodes';
import type { TypeDefinition } from '../types/symbols';
import type { Meaning, Recorder } from './binding/recorder';

export function reportRefused(record: Recorder): void {
  const called = new Set<Expression>();
  for (const node of record.meanings.keys()) if (node.kind === 'invocation') called.add(node.target);
  for (const [node, meaning] of record.meanings) {
    switch (node.kind) {
      case 'invocation':
        check(record, meaning, nameSpan(node.target));
        break;
      case 'member-access':
        if (refuseUnlisted(record, node.target)) break;
        // A call is looked at as a whole.
        if (!called.has(node) || meaning.symbol?.kind === 'property' || meaning.symbol?.kind === 'field')
          check(record, meaning, nameSpan(node));
        break;
      case 'element-access':
        check(record, meaning, node.span);
        break;
      case 'object-creation':
        if (!node.type || refuseUnlisted(record, node.type)) break;
        // How structs and delegates are made needs no constructor that is written down.
        if (meaning.symbol) check(record, meaning, node.type.span);
        else if (meaning.type?.kind === 'named') refuseType(record, meaning.type.definition, node.type.span);
        break;
      default:
    }
  }
}

/** A type that .NET has, but that isn't on the list in any way. */
function refuseUnlisted(record: Recorder, node: Expression | TypeNode): boolean {
  const name = node.kind === 'member-access' ? node.name : node.kind === 'qualified-name' ? node.right : node;
  const fullName = record.unlistedAt(name);
  if (fullName === undefined) return false;
  record.report('APIM0001', node.span, [fullName]);
  return true;
}

function nameSpan(node: Expression): Span {
  if (node.kind === 'parenthesized') return nameSpan(node.expression);
  if (node.kind === 'member-access' || node.kind === 'member-binding')
    return node.name.kind === 'name' ? node.name.identifier.span : node.name.span;
  return node.span;
}

function check(record: Recorder, { symbol, isType }: Meaning, span: Span): void {
  if (isType || !symbol) return;
  if (symbol.kind === 'element') {
    if (symbol.containingType.kind === 'tuple')
      refuseType(record, symbol.containingType.underlying.definition, span);
    return;
  }
  if (symbol.kind !== 'method' && symbol.kind !== 'property' && symbol.kind !== 'field') return;
  const { definition } = symbol.containingType;
  if (refuseType(record, definition, span)) return;
  if (symbol.allowance === 'refused') record.report('APIM0002', span, [symbol.name, definition.fullName]);
}

function refuseType(record: Recorder, definition: TypeDefinition, span: Span): boolean {
  if (definition.allowance !== 'refused') return false;
  record.report('APIM0001', span, [definition.fullName]);
  return true;
}
