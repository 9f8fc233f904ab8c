/** Whether giving a variable a value is a use of the variable: the compiler says of constants that they are in vain. */
import type { Expression, Initializer } from '../../syntax/nodes';
import type { TypeSymbol } from '../../types/symbols';
import type { Recorder } from '../binding/recorder';

export function isUse(record: Recorder, node: Expression | Initializer, type: TypeSymbol): boolean {
  if (node.kind === 'initializer') return true;
  const meaning = record.meanings.get(node);
  if (!meaning || meaning.type?.kind === 'unknown' || type.kind === 'unknown') return true;
  const isString = type.kind === 'named' && type.definition.fullName === 'System.String';
  const isReference =
    type.kind === 'array' ||
    type.kind === 'anonymous' ||
    type.kind === 'dynamic' ||
    (type.kind === 'named' && type.definition.typeKind !== 'struct' && type.definition.typeKind !== 'enum');
  if (isReference && !isString) return meaning.constant !== null;
  if (meaning.constant !== undefined) return false;
  switch (node.kind) {
    case 'default':
    case 'default-literal':
      return false;
    case 'parenthesized':
      return isUse(record, node.expression, type);
    case 'cast':
      return meaning.symbol !== undefined || isUse(record, node.operand, type);
    case 'object-creation':
      return (
        meaning.symbol !== undefined || node.initializer !== undefined || (node.arguments?.length ?? 0) > 0
      );
    default:
      return true;
  }
}
