/** Attribute values against their types, in the words of .NET's schema validation. */
import type { AttributeFacts } from '../../server/src/core/catalogue/types';

const schema = 'http://www.w3.org/2001/XMLSchema';

/** What is wrong with a literal value, or `undefined`. */
export function datatypeFault(facts: AttributeFacts, value: string): string | undefined {
  const reason = reasonOf(facts, value);
  if (reason === undefined) return undefined;
  return `The '${facts.name}' attribute is invalid - The value '${value}' is invalid according to its datatype '${reason.datatype}' - ${reason.because}`;
}

function reasonOf(
  facts: AttributeFacts,
  value: string,
): { readonly datatype: string; readonly because: string } | undefined {
  const text = value.trim();
  switch (facts.type) {
    case 'integer':
      return isInt32(text)
        ? undefined
        : { datatype: `${schema}:int`, because: `The string '${value}' is not a valid Int32 value.` };
    case 'number':
      return text !== '' && Number.isFinite(Number(text))
        ? undefined
        : { datatype: `${schema}:double`, because: `The string '${value}' is not a valid Double value.` };
    case 'boolean':
      return ['true', 'false', '1', '0'].includes(text)
        ? undefined
        : { datatype: `${schema}:boolean`, because: `The string '${value}' is not a valid Boolean value.` };
    case 'enum':
      return facts.openValues === true ||
        facts.values === undefined ||
        facts.values.some((known) => known.value === text)
        ? undefined
        : { datatype: 'String', because: 'The Enumeration constraint failed.' };
    default:
      return undefined;
  }
}

function isInt32(text: string): boolean {
  if (!/^[+-]?\d+$/.test(text)) return false;
  const number = Number(text);
  return number >= -(2 ** 31) && number < 2 ** 31;
}
