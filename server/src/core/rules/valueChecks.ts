/** Says what is wrong with a literal value, from what the catalogue knows of it. */
import type { ValueFacts } from '../catalogue/types';
import type { Severity } from '../features/types';
import { closest } from '../text';
import { valueList } from './names';

export interface ValueFault {
  /** The end of the sentence "The value of …". */
  readonly fault: string;
  readonly severity?: Severity;
  readonly suggestion?: string;
}

/** `undefined` where the value is right or nothing certain can be said. `value` is decoded and has no expression. */
export function faultIn(value: string, facts: Omit<ValueFacts, 'required'>): ValueFault | undefined {
  const written = value.trim();
  switch (facts.type) {
    case 'enum':
      return enumFault(written, facts);
    case 'boolean':
      return booleanFault(written, facts);
    case 'integer':
      return numberFault(written, facts, /^[+-]?\d+$/, 'a whole number');
    case 'number':
      return numberFault(written, facts, /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/, 'a number');
    case 'http-status':
      return statusFault(written, facts);
    case 'ip-address':
      return isAddress(written) ? undefined : { fault: 'has to be an IP address', severity: 'warning' };
    default:
      return undefined;
  }
}

/** Four numbers up to 255, or what only an address of IP version 6 has; with the length of a network's prefix or without. */
function isAddress(written: string): boolean {
  const [, address = '', prefix = '0'] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(written) ?? [];
  if (/^[\da-f:.]*:[\da-f:.]*$/i.test(address)) return Number(prefix) <= 128;
  const numbers = address.split('.');
  return (
    numbers.length === 4 &&
    numbers.every((number) => /^\d{1,3}$/.test(number) && Number(number) <= 255) &&
    Number(prefix) <= 32
  );
}

function enumFault(written: string, facts: Omit<ValueFacts, 'required'>): ValueFault | undefined {
  const { values, openValues } = facts;
  if (!values || values.length === 0 || openValues) return undefined;
  const known = values.map(({ value }) => value);
  if (known.includes(written)) return undefined;
  const offered = values.filter(({ undocumented }) => !undocumented).map(({ value }) => value);
  const otherCase = known.find((value) => value.toLowerCase() === written.toLowerCase());
  if (otherCase !== undefined)
    return { fault: `is written "${otherCase}"`, severity: 'warning', suggestion: otherCase };
  const suggestion = closest(written, known);
  return {
    fault: `has to be ${valueList(offered)}`,
    ...(suggestion !== undefined && { suggestion }),
  };
}

/** A status code beyond the limits is no other one that is near. */
function statusFault(written: string, facts: Omit<ValueFacts, 'required'>): ValueFault | undefined {
  const wanted = 'a status code, such as "404"';
  const found = numberFault(written, { min: 100, max: 999, ...facts }, /^\d+$/, wanted);
  return found?.suggestion === undefined ? found : { fault: `has to be ${wanted}`, severity: 'warning' };
}

/** How other languages say it. */
const otherBooleans: ReadonlyMap<string, string> = new Map([
  ['yes', 'true'],
  ['on', 'true'],
  ['no', 'false'],
  ['off', 'false'],
]);

function booleanFault(written: string, facts: Omit<ValueFacts, 'required'>): ValueFault | undefined {
  if (/^(?:true|false|0|1)$/i.test(written)) return undefined;
  if (facts.values?.some(({ value }) => value === written)) return undefined;
  const suggestion = otherBooleans.get(written.toLowerCase()) ?? closest(written, ['true', 'false']);
  return { fault: 'has to be "true" or "false"', ...(suggestion !== undefined && { suggestion }) };
}

function numberFault(
  written: string,
  facts: Omit<ValueFacts, 'required'>,
  form: RegExp,
  wanted: string,
): ValueFault | undefined {
  if (facts.values?.some(({ value }) => value === written)) return undefined;
  if (!form.test(written)) return { fault: `has to be ${wanted}` };
  const number = Number(written);
  const { min, max } = facts;
  // Where limits come from the documentation the service may still accept what lies beyond.
  if (min !== undefined && number < min)
    return { fault: `has to be at least ${min}`, severity: 'warning', suggestion: `${min}` };
  if (max !== undefined && number > max)
    return { fault: `has to be at most ${max}`, severity: 'warning', suggestion: `${max}` };
  return undefined;
}
