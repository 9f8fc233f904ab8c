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

/** What is wanted, or what keeps it from being sent. */
export type Wanted<T> =
  | {
      readonly ok: true;
      readonly wanted: T;
      /** The information file as it may be shown and remembered: what tokens stand for is not in it, nor a secret. */
      readonly shown: string;
      readonly usesTokens: boolean;
    }
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
  if (properties === undefined) return blocked(brokenFile);
  const missing = new Set<string>();
  let usesTokens = false;
  const wanted = resolved(name, properties, override, (written) => {
    const replaced = replaceTokens(written, tokens ?? (() => undefined));
    for (const token of replaced.missing) missing.add(token);
    usesTokens ||= tokensIn(written).length > 0;
    return replaced.text;
  });
  if (missing.size > 0) return blocked(missingTokens(missing));
  const { displayName, tags, content } = wanted;
  const value = content.kind === 'key-vault' ? undefined : content.value?.reveal();
  const problem =
    displayNameProblem(displayName) ??
    tagsProblem(tags) ??
    (value === undefined ? undefined : valueProblem(value));
  if (problem !== undefined) return blocked(problem);
  const shown = informationOf(
    name,
    resolved(name, properties, override, (written) => written),
  );
  return { ok: true, wanted, shown, usesTokens };
}

/** What file and override say, each text put through `known`. */
function resolved(
  name: string,
  properties: JsonObject,
  override: NamedValueOverride | undefined,
  known: (written: string) => string,
): WantedNamedValue {
  const text = (key: string) => {
    const value = properties[key];
    return typeof value === 'string' ? value : undefined;
  };
  const displayName = known(override?.displayName ?? text('displayName') ?? name);
  const tags = override?.tags ?? stringsIn(properties.tags);
  const vault = override?.value !== undefined ? undefined : (override?.keyVault ?? keyVaultIn(properties));
  if (vault !== undefined) {
    const { secretIdentifier, identityClientId } = vault;
    const identity = identityClientId === undefined ? {} : { identityClientId: known(identityClientId) };
    const content = { kind: 'key-vault', secretIdentifier: known(secretIdentifier), ...identity } as const;
    return { displayName, tags, content };
  }
  const written = override?.value ?? text('value');
  const value = written === undefined ? undefined : new Withheld(known(written));
  const secret = override?.secret ?? (properties.secret === true || properties.secret === 'true');
  return { displayName, tags, content: { kind: secret ? 'secret' : 'plain', value } };
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

/** An information file as it should be on an instance. Neither text holds a secret. */
export interface InformationWanted {
  /** With what tokens stand for, to compare with; tokens that nobody knows stay. */
  readonly text: string;
  /** With the tokens themselves, to show and to remember. */
  readonly shown: string;
}

/** What an information file says, with what an environment says is different; `undefined` where it is broken. */
export function informationAsWanted(
  entry: LayoutEntry,
  fileText: string,
  overrides: Overrides,
  tokens: TokenLookup | undefined,
): InformationWanted | undefined {
  const lookup = (name: string) => tokens?.(name) ?? `{#${name}#}`;
  if (entry.kind === 'named-value-information') {
    const wanted = wantedNamedValue(entry.namedValue, fileText, namedValueOverride(entry, overrides), lookup);
    return wanted.ok
      ? { text: informationOf(entry.namedValue, wanted.wanted), shown: wanted.shown }
      : undefined;
  }
  if (entry.kind === 'backend-information') {
    const wanted = wantedBackend(fileText, backendOverride(entry, overrides), lookup);
    return wanted.ok ? { text: backendText(wanted.wanted), shown: wanted.shown } : undefined;
  }
  return undefined;
}

/** Whether an environment says that something of the resource is different there. */
export function isOverridden(entry: LayoutEntry, overrides: Overrides): boolean {
  return (
    (entry.kind === 'named-value-information' && namedValueOverride(entry, overrides) !== undefined) ||
    (entry.kind === 'backend-information' && backendOverride(entry, overrides) !== undefined)
  );
}

/** Overrides name what the service itself has, not what is in its workspaces. */
function namedValueOverride(
  { namedValue, workspace }: Extract<LayoutEntry, { readonly kind: 'named-value-information' }>,
  { namedValues }: Overrides,
): NamedValueOverride | undefined {
  return workspace === undefined ? namedValues.find(({ name }) => name === namedValue) : undefined;
}

function backendOverride(
  { backend, workspace }: Extract<LayoutEntry, { readonly kind: 'backend-information' }>,
  { backends }: Overrides,
): BackendOverride | undefined {
  return workspace === undefined ? backends.find(({ name }) => name === backend) : undefined;
}

function backendText(properties: JsonObject): string {
  return backendInformation({ name: '', url: undefined, properties }).text;
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
  if (properties === undefined) return blocked(brokenFile);
  const written = mergeProperties(properties, override?.properties ?? {});
  const replaced = replaceTokensIn(written, tokens ?? (() => undefined));
  if (replaced.missing.length > 0) return blocked(missingTokens(new Set(replaced.missing)));
  return {
    ok: true,
    wanted: objectOf(replaced.value) ?? {},
    shown: backendText(written),
    usesTokens: tokensIn(JSON.stringify(written)).length > 0,
  };
}

const brokenFile = 'The file is no JSON with "properties"; mend it first.';

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
