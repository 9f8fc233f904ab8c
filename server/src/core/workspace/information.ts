/**
 * Reads the information files that extracts of an instance hold beside the policies: the ARM resource's
 * `properties` as JSON. Anything that isn't one is answered with `undefined`, and what is wrong in one is left out.
 */
import { propertiesOf, recordOf, stringOf } from './json';
import type { BackendFact, FactSource, FragmentFact, NamedFact, NamedValueFact } from './types';

/**
 * `namedValueInformation.json`. `resourceName` is the name of the file's folder. The value of a secret is dropped
 * here, also where a file holds it in plain text.
 */
export function readNamedValueInformation(
  text: string,
  source: FactSource,
  resourceName: string,
): NamedValueFact | undefined {
  const properties = propertiesOf(text);
  if (!properties) return undefined;
  const written = stringOf(properties.displayName);
  const tags = Array.isArray(properties.tags) ? properties.tags.filter((tag) => typeof tag === 'string') : [];
  const common = {
    displayName: written ?? resourceName,
    resourceName,
    source: written === undefined ? source : atProperty(text, 'displayName', written, source),
    ...(tags.length > 0 && { tags }),
  };
  const secretIdentifier = stringOf(recordOf(properties.keyVault)?.secretIdentifier);
  if (secretIdentifier !== undefined) return { ...common, kind: 'key-vault', secretIdentifier };
  if (isSecret(properties.secret) || properties.keyVault) return { ...common, kind: 'secret' };
  return { ...common, kind: 'plain', value: stringOf(properties.value) };
}

/** `policyFragmentInformation.json`. `id` is the name of the file's folder. */
export function readFragmentInformation(
  text: string,
  source: FactSource,
  id: string,
): FragmentFact | undefined {
  const properties = propertiesOf(text);
  if (!properties) return undefined;
  const description = stringOf(properties.description);
  return { id, source, ...(description !== undefined && { description }) };
}

/** The fragment's policy, where `policyFragmentInformation.json` holds it, as the apiops-cli layout has it. */
export function readFragmentPolicy(text: string): string | undefined {
  return stringOf(propertiesOf(text)?.value);
}

/** `backendInformation.json`. `id` is the name of the file's folder. */
export function readBackendInformation(
  text: string,
  source: FactSource,
  id: string,
): BackendFact | undefined {
  const properties = propertiesOf(text);
  if (!properties) return undefined;
  const url = stringOf(properties.url);
  return { id, source, ...(url !== undefined && { url }) };
}

/** An information file of which only the name counts, as `loggerInformation.json`; `id` is its folder's name. */
export function readNamedInformation(text: string, source: FactSource, id: string): NamedFact | undefined {
  return propertiesOf(text) && { id, source };
}

/** The source with the place of a property's value in it: between the quotes of the first such pair. */
function atProperty(text: string, property: string, value: string, source: FactSource): FactSource {
  if (source.kind !== 'file') return source;
  for (const match of text.matchAll(new RegExp(String.raw`"${property}"\s*:\s*("(?:[^"\\]|\\.)*")`, 'g'))) {
    const [whole, literal = ''] = match;
    if (literal.slice(1, -1) !== value && parsed(literal) !== value) continue;
    const start = match.index + whole.length - literal.length + 1;
    return { ...source, span: { start, end: start + literal.length - 2 } };
  }
  return source;
}

function parsed(literal: string): unknown {
  try {
    return JSON.parse(literal);
  } catch {
    return undefined;
  }
}

/** Whatever isn't plainly "no" counts as "yes". */
function isSecret(flag: unknown): boolean {
  return flag !== undefined && flag !== null && flag !== false && flag !== 'false' && flag !== 'False';
}
