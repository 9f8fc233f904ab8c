/** An overload as it is declared, and where in it its parameters stand. */
import { describeMember, describeParameter, describeType, type ParameterSymbol } from '../../expression';
import type { Span } from '../../text';
import type { Overload } from './overloads';

export function signatureText(overload: Overload): {
  readonly label: string;
  readonly parameters: readonly Span[];
} {
  const texts = overload.parameters.map((parameter) => describeParameter(parameter));
  const label = labelOf(overload);
  const all = texts.join(', ');
  const open = Math.max(label.lastIndexOf(`(${all})`), label.lastIndexOf(`[${all}]`));
  let start = open + 1;
  const parameters = texts.map((text) => {
    const span = { start, end: start + text.length };
    start = span.end + ', '.length;
    return span;
  });
  return { label, parameters };
}

function labelOf({ member, localFunction, parameters }: Overload): string {
  if (member?.kind === 'method') return describeMember({ ...member, parameters, isExtension: false });
  if (member) return describeMember(member);
  if (localFunction === undefined) return '';
  const { name, method } = localFunction;
  return `${describeType(method.returnType, 'short')} ${name}(${list(method.parameters)})`;
}

function list(parameters: readonly ParameterSymbol[]): string {
  return parameters.map((parameter) => describeParameter(parameter)).join(', ');
}
