/** What the workspace wants of named values and backends: their files, the environment's overrides, the tokens. */
import type { LayoutEntry } from '../../server/src/core/workspace/types';
import {
  type BackendOverride,
  mergeProperties,
  type NamedValueOverride,
  type Overrides,
  replaceTokens,
  replaceTokensIn,
  type TokenLookup,
  tokensIn,
} from '../environments';
import { displayNameProblem, tagsProblem, valueProblem } from '../namedValueRules';
import type { NamedValueContent, NamedValueSummary } from '../types';
import { Withheld } from '../withheld';
import { backendInformation, namedValueInformation } from './documents';

/** A named value as the workspace wants it. */
export interface WantedNamedValue {
  readonly displayName: string;
  readonly tags: readonly string[];
  readonly content:
    | { readonly kind: 'plain'; readonly value: Withheld | undefined }
    | { readonly kind: 'secret'; readonly value: Withheld | undefined }
    | Extract<NamedValueContent, { readonly kind: 'key-vault' }>;
}

/** What is wanted with a text to show it by, or what keeps it from being sent. */
export type Wanted<T> =
  | { readonly ok: true; readonly wanted: T; readonly shown: string }
  | { readonly ok: false; readonly message: string };

type JsonObject = Readonly<Record<string, unknown>>;

/** A named value's information file. */
export function wantedNamedValue(
  name: string,
  fileText: string,
  override: NamedValueOverride | undefined,
  tokens: TokenLookup | undefined,
): Wanted<WantedNamedValue> {
  const properties = propertiesOf(fileText);
  if (properties === undefined) return blocked('The file is no JSON with "properties"; mend it first.');
  const text = (key: string) => {
    const value = properties[key];
    return typeof value === 'string' ? value : undefined;
  };
  const missing = new Set<string>();
  const known = (written: string): string => {
    const replaced = replaceTokens(written, tokens ?? (() => undefined));
    for (const token of replaced.missing) missing.add(token);
    return replaced.text;
  };
  const displayName = known(override?.displayName ?? text('displayName') ?? name);
  const tags = override?.tags ?? stringsIn(properties.tags);
  const vault = override?.value !== undefined ? undefined : (override?.keyVault ?? keyVaultIn(properties));
  const written = vault === undefined ? (override?.value ?? text('value')) : undefined;
  const value = written === undefined ? undefined : known(written);
  const keyVault =
    vault === undefined
      ? undefined
      : {
          secretIdentifier: known(vault.secretIdentifier),
          ...(vault.identityClientId !== undefined && { identityClientId: known(vault.identityClientId) }),
        };
  const secret = override?.secret ?? (properties.secret === true || properties.secret === 'true');
  if (missing.size > 0) return blocked(missingTokens(missing));
  const problem =
    displayNameProblem(displayName) ??
    tagsProblem(tags) ??
    (value === undefined ? undefined : valueProblem(value));
  if (problem !== undefined) return blocked(problem);
  const content: WantedNamedValue['content'] =
    keyVault !== undefined
      ? { kind: 'key-vault', ...keyVault }
      : { kind: secret ? 'secret' : 'plain', value: value === undefined ? undefined : new Withheld(value) };
  // What a token stands for is not shown, be the named value secret or not.
  const shownValue = written !== undefined && tokensIn(written).length > 0 ? written : value;
  return {
    ok: true,
    wanted: { displayName, tags, content },
    shown: namedValueInformation(summaryOf(name, { displayName, tags, content }, shownValue)),
  };
}

/** The named value as it would be listed, with this text for a value that is not secret. */
export function summaryOf(
  name: string,
  { displayName, tags, content }: WantedNamedValue,
  value: string | undefined,
): NamedValueSummary {
  const common = { name, displayName, tags };
  switch (content.kind) {
    case 'plain':
      return { ...common, kind: 'plain', value };
    case 'secret':
      return { ...common, kind: 'secret' };
    case 'key-vault':
      return { ...common, ...content, lastStatus: undefined };
  }
}

/**
 * The information file that an instance should have where an environment says what is different there: `undefined`
 * where it says nothing, `'unknown'` where tokens are missing or the file is broken.
 */
export function overriddenInformation(
  entry: LayoutEntry,
  fileText: string,
  overrides: Overrides,
  tokens: TokenLookup | undefined,
): string | 'unknown' | undefined {
  if (entry.kind === 'named-value-information' && entry.workspace === undefined) {
    const override = overrides.namedValues.find(({ name }) => name === entry.namedValue);
    if (override === undefined) return undefined;
    const wanted = wantedNamedValue(entry.namedValue, fileText, override, tokens);
    return wanted.ok ? informationOf(entry.namedValue, wanted.wanted) : 'unknown';
  }
  if (entry.kind === 'backend-information' && entry.workspace === undefined) {
    const override = overrides.backends.find(({ name }) => name === entry.backend);
    if (override === undefined) return undefined;
    const wanted = wantedBackend(fileText, override, tokens);
    return wanted.ok
      ? backendInformation({ name: entry.backend, url: undefined, properties: wanted.wanted }).text
      : 'unknown';
  }
  return undefined;
}

/**
 * An information file as it should be on an instance, with what an environment says is different; tokens that nobody
 * knows stay. `undefined` where the file is broken. Never holds a secret.
 */
export function informationAsWanted(
  entry: LayoutEntry,
  fileText: string,
  overrides: Overrides,
  tokens: TokenLookup | undefined,
): string | undefined {
  const lookup = (name: string) => tokens?.(name) ?? `{#${name}#}`;
  if (entry.kind === 'named-value-information') {
    const named = ({ name }: { readonly name: string }) => name === entry.namedValue;
    const override = entry.workspace === undefined ? overrides.namedValues.find(named) : undefined;
    const wanted = wantedNamedValue(entry.namedValue, fileText, override, lookup);
    return wanted.ok ? informationOf(entry.namedValue, wanted.wanted) : undefined;
  }
  if (entry.kind === 'backend-information') {
    const named = ({ name }: { readonly name: string }) => name === entry.backend;
    const override = entry.workspace === undefined ? overrides.backends.find(named) : undefined;
    const wanted = wantedBackend(fileText, override, lookup);
    return wanted.ok
      ? backendInformation({ name: entry.backend, url: undefined, properties: wanted.wanted }).text
      : undefined;
  }
  return undefined;
}

/** What the information file of a wanted named value says. */
export function informationOf(name: string, wanted: WantedNamedValue): string {
  const { content } = wanted;
  return namedValueInformation(
    summaryOf(name, wanted, content.kind === 'plain' ? content.value?.reveal() : undefined),
  );
}

/** A backend's information file. What is wanted are its properties, credentials included. */
export function wantedBackend(
  fileText: string,
  override: BackendOverride | undefined,
  tokens: TokenLookup | undefined,
): Wanted<JsonObject> {
  const properties = propertiesOf(fileText);
  if (properties === undefined) return blocked('The file is no JSON with "properties"; mend it first.');
  const written = mergeProperties(properties, override?.properties ?? {});
  const replaced = replaceTokensIn(written, tokens ?? (() => undefined));
  if (replaced.missing.length > 0) return blocked(missingTokens(new Set(replaced.missing)));
  return {
    ok: true,
    wanted: objectOf(replaced.value) ?? {},
    shown: `${JSON.stringify({ properties: written }, undefined, 2)}\n`,
  };
}

function missingTokens(names: ReadonlySet<string>): string {
  const [first = ''] = names;
  return names.size === 1
    ? `The token {#${first}#} has no value here; give it one, on the command line as environment variable ${first}.`
    : `The tokens ${[...names].map((name) => `{#${name}#}`).join(', ')} have no values here; give them some, on the command line as environment variables.`;
}

function blocked(message: string): { readonly ok: false; readonly message: string } {
  return { ok: false, message };
}

function keyVaultIn(
  properties: JsonObject,
): { readonly secretIdentifier: string; readonly identityClientId?: string } | undefined {
  const { secretIdentifier, identityClientId } = objectOf(properties.keyVault) ?? {};
  if (typeof secretIdentifier !== 'string' || secretIdentifier === '') return undefined;
  return { secretIdentifier, ...(typeof identityClientId === 'string' && { identityClientId }) };
}

function stringsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function propertiesOf(text: string): JsonObject | undefined {
  try {
    return objectOf(objectOf(JSON.parse(text.replace(/^\ufeff/, '')))?.properties);
  } catch {
    return undefined;
  }
}

function objectOf(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined;
}
