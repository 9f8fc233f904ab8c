/**
 * Overrides as they are written: in `apim-policy.yaml` a mapping from resource name to what is different, in an
 * APIOps configuration a list of `{ name, properties }`.
 */
import type { Node } from 'yaml';
import { displayNameProblem, tagsProblem, valueProblem } from '../namedValueRules';
import { tokensIn } from './tokens';
import type { BackendOverride, NamedValueOverride, Overrides } from './types';
import { type Member, spanOf, type YamlReader } from './yamlReader';

/** One overridden resource. */
interface Entry {
  readonly name: string;
  readonly node: Node | undefined;
}

/** `overrides:` of an environment. */
export function readOverrides(reader: YamlReader, node: Node | undefined): Overrides {
  let namedValues: readonly NamedValueOverride[] = [];
  let backends: readonly BackendOverride[] = [];
  for (const { key, at, value } of reader.members(node, '"overrides"')) {
    const entries = reader
      .members(value, `"${key}"`)
      .map((member) => ({ name: member.key, node: member.value }));
    if (key === 'namedValues') namedValues = readNamedValues(reader, entries);
    else if (key === 'backends') backends = readBackends(reader, entries);
    else
      reader.complain(
        'warning',
        at,
        'Only named values and backends can be overridden here; this is not read.',
      );
  }
  return { namedValues, backends };
}

/** A section of an APIOps configuration. */
export function readSection(
  reader: YamlReader,
  kind: 'namedValues' | 'backends',
  node: Node | undefined,
): Partial<Overrides> {
  const entries = reader.items(node, `"${kind}"`).flatMap((item): Entry[] => {
    const members = new Map(reader.members(item, 'An entry').map((member) => [member.key, member]));
    const name = reader.textOf(members.get('name')?.value, '"name"');
    if (name === undefined || name === '') {
      reader.complain('error', spanOf(item), 'This entry has no "name", so nothing can be overridden by it.');
      return [];
    }
    return [{ name, node: members.get('properties')?.value }];
  });
  return kind === 'namedValues'
    ? { namedValues: readNamedValues(reader, entries) }
    : { backends: readBackends(reader, entries) };
}

/** Both, what `first` says before what `second` says. */
export function mergeOverrides(first: Overrides, second: Overrides): Overrides {
  return {
    namedValues: merged(first.namedValues, second.namedValues, mergeNamedValue),
    backends: merged(first.backends, second.backends, (a, b) => ({
      name: a.name,
      properties: mergeProperties(b.properties, a.properties),
    })),
  };
}

/** `changes` over `properties`, objects member by member; `null` takes a member away. */
export function mergeProperties(
  properties: Readonly<Record<string, unknown>>,
  changes: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const result: Record<string, unknown> = { ...properties };
  for (const [key, change] of Object.entries(changes)) {
    const old = properties[key];
    if (change === null) delete result[key];
    else result[key] = isRecord(change) && isRecord(old) ? mergeProperties(old, change) : change;
  }
  return result;
}

function readNamedValues(reader: YamlReader, entries: readonly Entry[]): readonly NamedValueOverride[] {
  return entries.map(({ name, node }) => readNamedValue(reader, name, node));
}

function readNamedValue(reader: YamlReader, name: string, node: Node | undefined): NamedValueOverride {
  const scalar = node !== undefined && 'value' in node;
  if (scalar) {
    const value = namedValueText(reader, node);
    return { name, ...(value !== undefined && { value }) };
  }
  const override: { -readonly [K in keyof NamedValueOverride]: NamedValueOverride[K] } = { name };
  const members = reader.members(node, `What is different in "${name}"`);
  for (const { key, at, value } of members) readMember(reader, override, { key, at, value });
  const given = members.find(({ key }) => key === 'value');
  if (override.keyVault !== undefined && given !== undefined)
    reader.complain(
      'error',
      given.at,
      'A named value from a key vault has no value of its own; give one of them.',
    );
  if (override.secret === true && override.value !== undefined && given?.value !== undefined)
    if (tokensIn(override.value).length === 0)
      reader.complain(
        'warning',
        spanOf(given.value),
        'The value of a secret stands in this file for everyone to read; use a token such as {#NAME#}, or a key vault.',
      );
  return override;
}

function readMember(
  reader: YamlReader,
  override: { -readonly [K in keyof NamedValueOverride]: NamedValueOverride[K] },
  { key, at, value }: Member,
): void {
  switch (key) {
    case 'displayName': {
      const text = reader.textOf(value, '"displayName"');
      if (text === undefined) return;
      const problem = tokensIn(text).length > 0 ? undefined : displayNameProblem(text);
      if (problem !== undefined) reader.complain('error', value === undefined ? at : spanOf(value), problem);
      else override.displayName = text;
      return;
    }
    case 'value': {
      const text = namedValueText(reader, value);
      if (text !== undefined) override.value = text;
      return;
    }
    case 'secret': {
      const secret = reader.flag(value, '"secret"');
      if (secret !== undefined) override.secret = secret;
      return;
    }
    case 'tags': {
      const tags = reader.items(value, '"tags"').flatMap((item) => reader.textOf(item, 'A tag') ?? []);
      const problem = tagsProblem(tags);
      if (problem !== undefined) reader.complain('error', at, problem);
      else override.tags = tags;
      return;
    }
    case 'keyVault': {
      const keyVault = readKeyVault(reader, value, at);
      if (keyVault !== undefined) override.keyVault = keyVault;
      return;
    }
    default:
      reader.complain('warning', at, `"${key}" is nothing that a named value has; it is not read.`);
  }
}

function readKeyVault(
  reader: YamlReader,
  node: Node | undefined,
  at: Member['at'],
): NamedValueOverride['keyVault'] {
  const members = new Map(reader.members(node, '"keyVault"').map(({ key, value }) => [key, value]));
  const secretIdentifier = reader.textOf(members.get('secretIdentifier'), '"secretIdentifier"');
  const identityClientId = reader.textOf(members.get('identityClientId'), '"identityClientId"');
  if (secretIdentifier === undefined || secretIdentifier === '') {
    reader.complain('error', at, 'A key vault needs the "secretIdentifier" of a secret in it.');
    return undefined;
  }
  return { secretIdentifier, ...(identityClientId !== undefined && { identityClientId }) };
}

function namedValueText(reader: YamlReader, node: Node | undefined): string | undefined {
  const value = reader.textOf(node, 'A value');
  if (value === undefined || node === undefined) return undefined;
  const problem = valueProblem(value);
  if (problem === undefined) return value;
  reader.complain('error', spanOf(node), problem);
  return undefined;
}

function readBackends(reader: YamlReader, entries: readonly Entry[]): readonly BackendOverride[] {
  return entries.flatMap(({ name, node }) => {
    const properties = reader.plain(node);
    if (isRecord(properties)) return [{ name, properties }];
    if (node !== undefined) reader.members(node, `What is different in "${name}"`);
    return [];
  });
}

/** What `a` says before what `b` says; a value of its own and a key vault exclude each other. */
function mergeNamedValue(a: NamedValueOverride, b: NamedValueOverride): NamedValueOverride {
  const { value, keyVault, ...others } = b;
  return {
    ...others,
    ...(value !== undefined && a.keyVault === undefined && { value }),
    ...(keyVault !== undefined && a.value === undefined && { keyVault }),
    ...a,
  };
}

function merged<T extends { readonly name: string }>(
  first: readonly T[],
  second: readonly T[],
  both: (a: T, b: T) => T,
): readonly T[] {
  const byName = new Map(second.map((item) => [item.name, item]));
  for (const item of first) {
    const other = byName.get(item.name);
    byName.set(item.name, other === undefined ? item : both(item, other));
  }
  return [...byName.values()];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
