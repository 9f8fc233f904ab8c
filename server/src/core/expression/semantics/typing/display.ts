/** How types and members are written in the compiler's messages. */
import type { MemberSymbol, ParameterSymbol, TypeSymbol } from '../../types/symbols';
import type { KnownTypes } from './known';

/** @param full with namespaces, as the messages about conversions have it */
export function typeText(known: KnownTypes, type: TypeSymbol, full = false, depth = 0): string {
  if (depth > 20) return '…';
  const inner = (it: TypeSymbol): string => typeText(known, it, full, depth + 1);
  switch (type.kind) {
    case 'named': {
      const keyword = known.nameOf(type);
      if (keyword) return keyword;
      const underlying = known.underlying(type);
      if (underlying) return `${inner(underlying)}?`;
      const { definition, typeArguments } = type;
      const prefix = definition.namespace === '' ? 0 : definition.namespace.length + 1;
      const path = full || prefix === 0 ? definition.fullName : definition.fullName.slice(prefix);
      return typeArguments.length === 0 ? path : `${path}<${typeArguments.map(inner).join(', ')}>`;
    }
    case 'array': {
      // The brackets of the outermost array come first.
      let element: TypeSymbol = type;
      let brackets = '';
      while (element.kind === 'array') {
        brackets += `[${','.repeat(element.rank - 1)}]`;
        element = element.element;
      }
      return inner(element) + brackets;
    }
    case 'type-parameter':
      return type.name;
    case 'tuple':
      return `(${type.elements.map((it) => inner(it.type) + (it.name === undefined ? '' : ` ${it.name}`)).join(', ')})`;
    case 'anonymous':
      return `<anonymous type: ${type.members.map((it) => `${inner(it.type)} ${it.name}`).join(', ')}>`;
    case 'pointer':
      return `${inner(type.element)}*`;
    case 'null':
      return '<null>';
    case 'unknown':
      return '?';
    default:
      return type.kind;
  }
}

function parameterText(known: KnownTypes, parameter: ParameterSymbol): string {
  const modifier = parameter.modifier === undefined ? '' : `${parameter.modifier} `;
  return modifier + typeText(known, parameter.type);
}

/** `Enumerable.First<T>(IEnumerable<T>)`, `List<int>.Count` */
export function memberText(known: KnownTypes, member: MemberSymbol): string {
  const type = typeText(known, member.containingType);
  if (member.kind === 'property' && member.parameters.length > 0)
    return `${type}.this[${member.parameters.map((it) => parameterText(known, it)).join(', ')}]`;
  if (member.kind !== 'method') return `${type}.${member.name}`;
  const name = member.name === '.ctor' ? member.containingType.definition.name : member.name;
  const generic =
    member.typeParameters.length === 0 ? '' : `<${member.typeParameters.map((it) => it.name).join(', ')}>`;
  return `${type}.${name}${generic}(${member.parameters.map((it) => parameterText(known, it)).join(', ')})`;
}
