/** Members and types as the program that asks the C# compiler writes them. */
import { describeDefinition, describeType } from '../../server/src/core/expression/types/describe';
import type { MemberSymbol, TypeDefinition } from '../../server/src/core/expression/types/symbols';

/**
 * As declared: `System.Linq.Enumerable.Select<TSource, TResult>(…)`, `string.this[int]`, and with metadata's names
 * `System.Uri..ctor(string)` and `System.Guid.op_Equality(System.Guid, System.Guid)`.
 */
export function symbolText(symbol: MemberSymbol | TypeDefinition): string {
  if (symbol.kind === 'definition') return describeDefinition(symbol);
  const member = symbol.kind === 'event' ? symbol : symbol.definition;
  const type = describeType(member.containingType);
  if (member.kind === 'event' || member.kind === 'field') return `${type}.${member.name}`;
  const parameters = member.parameters
    .map(
      (parameter) => `${parameter.modifier ? `${parameter.modifier} ` : ''}${describeType(parameter.type)}`,
    )
    .join(', ');
  if (member.kind === 'property')
    return member.parameters.length === 0 ? `${type}.${member.name}` : `${type}.this[${parameters}]`;
  const own = member.typeParameters.map(({ name }) => name).join(', ');
  const result = member.methodKind === 'conversion' ? `: ${describeType(member.returnType)}` : '';
  return `${type}.${member.name}${own === '' ? '' : `<${own}>`}(${parameters})${result}`;
}
