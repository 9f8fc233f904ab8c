/** Reads a list of named values that somebody else keeps: only the names are taken, values and secrets are not. */
import { parse, YAMLParseError } from 'yaml';
import type { FactSource, NamedValueFact, WorkspaceFacts } from '../../server/src/core/workspace';

/** What is wrong with the file; the message is the end of a sentence that begins with its name. */
export class NamedValuesFileError extends Error {
  override readonly name = 'NamedValuesFileError';
}

/**
 * The facts of a JSON or YAML text that lists named values: names, objects with a `displayName` (and a `name`, as the
 * Azure CLI prints them, or under `properties`, as Azure Resource Manager has them), a map from display name
 * to anything, or any of these under `namedValues` (an APIOps configuration) or `value` (a page of Azure Resource
 * Manager's list). They count as all named values that there are. Throws a `NamedValuesFileError`.
 */
export function readNamedValues(text: string, source: FactSource): WorkspaceFacts {
  const namedValues = listOf(parsed(text)).map(
    ({ displayName, resourceName }): NamedValueFact => ({
      displayName,
      resourceName,
      source,
      kind: 'plain',
      value: undefined,
    }),
  );
  return { namedValues, fragments: [], backends: [], complete: new Set(['namedValues']) };
}

interface Name {
  readonly displayName: string;
  readonly resourceName: string;
}

function parsed(text: string): unknown {
  try {
    // JSON is YAML too.
    return parse(text.replace(/^\uFEFF/, ''), { logLevel: 'error' });
  } catch (error) {
    // The message's first line says what and where; the lines below it quote the file, which may hold secrets.
    const [line = ''] = error instanceof YAMLParseError ? error.message.split('\n') : [];
    throw new NamedValuesFileError(`is neither JSON nor YAML: ${line.replace(/:$/, '')}.`);
  }
}

function listOf(data: unknown): readonly Name[] {
  if (Array.isArray(data)) return data.map(nameOf);
  if (!isRecord(data)) throw new NamedValuesFileError('holds no list of named values.');
  if (data.namedValues !== undefined) return listOf(data.namedValues ?? []);
  if (Array.isArray(data.value)) return listOf(data.value);
  // An APIOps configuration without named values, or something else altogether.
  if ('apimServiceName' in data || Object.values(data).some(Array.isArray))
    throw new NamedValuesFileError('holds no list of named values.');
  return Object.keys(data).map((name) => ({ displayName: name, resourceName: name }));
}

function nameOf(item: unknown, index: number): Name {
  if (typeof item === 'string') return { displayName: item, resourceName: item };
  if (isRecord(item)) {
    const properties = isRecord(item.properties) ? item.properties : {};
    const [displayName] = [properties.displayName, item.displayName, item.name].filter(isName);
    if (displayName !== undefined)
      return { displayName, resourceName: isName(item.name) ? item.name : displayName };
  }
  throw new NamedValuesFileError(`holds no name in its entry number ${index + 1}.`);
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
