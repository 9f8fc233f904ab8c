/** Files and what they stand for: the policy in a file, the text of an information file, a file's own style. */
import { type DescribedPath, describePath } from '../../server/src/core/workspace/layout';
import type { LayoutEntry, LayoutName, PolicyAddress } from '../../server/src/core/workspace/types';
import { withoutMark } from '../compare';
import type { BackendSummary, FragmentSummary, NamedValueSummary } from '../types';

type JsonObject = Readonly<Record<string, unknown>>;

/** The policy that a file of the workspace holds. */
export interface PolicyDocument {
  readonly address: PolicyAddress;
  readonly text: string;
}

/**
 * The policy in a file: the file itself, or in the apiops-cli layout a fragment's policy in its information file.
 * `undefined` where the path is no policy's or the information file holds none. `roots` as in `describePath`.
 */
export function policyIn(
  path: string,
  fileText: string,
  roots?: readonly string[],
): PolicyDocument | undefined {
  const described = describePath(path, roots);
  return described && policyOf(described, fileText);
}

function policyOf(described: DescribedPath, fileText: string): PolicyDocument | undefined {
  if (described.kind === 'policy') return { address: described.address, text: fileText };
  if (described.kind !== 'fragment-information') return undefined;
  const value = propertiesOf(fileText)?.value;
  if (typeof value !== 'string') return undefined;
  const { fragment, workspace } = described;
  return {
    address: { kind: 'fragment', fragment, ...(workspace !== undefined && { workspace }) },
    text: value,
  };
}

/** Whether the entry's policy stands inside a JSON file in this layout. */
export function isWrapped(entry: LayoutEntry, layout: LayoutName): boolean {
  return layout === 'apiops-cli' && entry.kind === 'policy' && entry.address.kind === 'fragment';
}

/** The policy in the text of a file that wraps it; `undefined` where there is none. */
export function unwrap(fileText: string): string | undefined {
  const value = propertiesOf(fileText)?.value;
  return typeof value === 'string' ? value : undefined;
}

/** The text of a file that wraps a policy: what the file already says, with this policy in it. */
export function wrap(fileText: string | undefined, policy: string, description: string | undefined): string {
  const document = fileText === undefined ? undefined : parseObject(fileText);
  const properties = objectOf(document?.properties) ?? {};
  return json({
    ...document,
    properties: {
      ...properties,
      ...(description !== undefined && { description }),
      format: 'rawxml',
      value: policy,
    },
  });
}

export function fragmentInformation({ description }: FragmentSummary): string {
  return json({ properties: description === undefined ? {} : { description } });
}

/** Without the value of a secret, which is not known here either. */
export function namedValueInformation(namedValue: NamedValueSummary): string {
  const { displayName, tags } = namedValue;
  return json({
    properties: {
      displayName,
      secret: namedValue.kind !== 'plain',
      ...(tags.length > 0 && { tags }),
      ...(namedValue.kind === 'plain' && namedValue.value !== undefined && { value: namedValue.value }),
      ...(namedValue.kind === 'key-vault' && { keyVault: keyVaultOf(namedValue) }),
    },
  });
}

function keyVaultOf({
  secretIdentifier,
  identityClientId,
}: Extract<NamedValueSummary, { kind: 'key-vault' }>) {
  return { secretIdentifier, ...(identityClientId !== undefined && { identityClientId }) };
}

/** Members of a backend under which credentials stand, whatever the levels between. */
const credentialMembers = new Set(['credentials', 'proxy']);
/** Members of credentials whose own members are named by people, so that a name says nothing there. */
const freelyNamed = new Set(['header', 'query']);
/** Members of credentials that give nothing away. */
const harmlessMembers = new Set(['scheme', 'url', 'username', 'certificateIds', 'certificate']);

/** How far a value is from being a credential. */
type Secrecy = 'open' | 'credentials' | 'freely-named';

/**
 * Without credentials that stand in it literally; those that refer to named values stay. `withheld` tells
 * whether anything was left out.
 */
export function backendInformation({ properties }: BackendSummary): {
  readonly text: string;
  readonly withheld: boolean;
} {
  let withheld = false;
  const clean = (value: unknown, secrecy: Secrecy, name: string): unknown => {
    if (Array.isArray(value)) {
      const kept = value.map((item) => clean(item, secrecy, name)).filter((item) => item !== undefined);
      return value.length > 0 && kept.length === 0 ? undefined : kept;
    }
    const object = objectOf(value);
    if (object !== undefined)
      return Object.fromEntries(
        Object.entries(object).flatMap(([key, member]) => {
          const kept = clean(member, secrecyOf(key, secrecy), key);
          return kept === undefined ? [] : [[key, kept]];
        }),
      );
    if (typeof value !== 'string' || secrecy === 'open' || isReference(value)) return value;
    if (secrecy === 'credentials' && harmlessMembers.has(name)) return value;
    withheld = true;
    return undefined;
  };
  const cleaned = clean(properties, 'open', '');
  return { text: json({ properties: cleaned }), withheld };
}

function secrecyOf(key: string, around: Secrecy): Secrecy {
  if (around === 'open') return credentialMembers.has(key) ? 'credentials' : 'open';
  return freelyNamed.has(key) ? 'freely-named' : around;
}

/** Whether a value is but a reference to a named value, perhaps with a scheme such as `Bearer` before it. */
function isReference(value: string): boolean {
  return /^\s*(?:[A-Za-z]+ )?\{\{[^{}]+\}\}\s*$/.test(value);
}

/** Whether two JSON documents say the same; a secret value that only one of them holds does not count. */
export function sameInformation(a: string, b: string): boolean {
  const [first, second] = [parseObject(a), parseObject(b)];
  return (
    first !== undefined &&
    second !== undefined &&
    canonical(withoutSecret(first)) === canonical(withoutSecret(second))
  );
}

/** The text in the style of the file it goes into: line ends, byte order mark, line end at the end. */
export function inStyleOf(existing: string | undefined, text: string): string {
  const plain = withoutMark(text);
  if (existing === undefined) return withLineEnds(plain, lineEndOf(plain));
  const end = lineEndOf(existing) ?? lineEndOf(plain) ?? '\n';
  const body = withLineEnds(plain, end).replace(/(?<![\r\n])[\r\n]+$/, '');
  return (existing.startsWith('\ufeff') ? '\ufeff' : '') + body + (/[\r\n]$/.test(existing) ? end : '');
}

/** The line end that most lines of a text have; `undefined` where it has only one line. */
export function lineEndOf(text: string): '\r\n' | '\n' | undefined {
  const all = text.match(/\n/g)?.length ?? 0;
  if (all === 0) return undefined;
  return (text.match(/\r\n/g)?.length ?? 0) * 2 > all ? '\r\n' : '\n';
}

export function withLineEnds(text: string, end: '\r\n' | '\n' | undefined): string {
  return end === undefined ? text : text.replace(/\r\n?|\n/g, end);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function withoutSecret(document: JsonObject): JsonObject {
  const properties = objectOf(document.properties);
  if (properties === undefined || properties.secret !== true) return document;
  const { value: _, ...rest } = properties;
  return { ...document, properties: rest };
}

/** JSON with its members in one order, and without those that say nothing. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  const object = objectOf(value);
  if (object === undefined) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(object)
    .filter(
      ([, member]) =>
        member !== undefined && member !== null && !(Array.isArray(member) && member.length === 0),
    )
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join()}}`;
}

function propertiesOf(text: string): JsonObject | undefined {
  return objectOf(parseObject(text)?.properties);
}

function parseObject(text: string): JsonObject | undefined {
  try {
    return objectOf(JSON.parse(withoutMark(text)));
  } catch {
    return undefined;
  }
}

function objectOf(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined;
}
