/** What is known of names from files and instances, in Markdown. Their text is untrusted and can't break out. */
import type { BackendFact, FactSource, FragmentFact, NamedFact, NamedKind, NamedValueFact } from './types';

const longestValue = 300;

/** The text as a code span on one line, shortened where it is long; fenced so that no backtick in it ends it. */
export function codeSpan(untrusted: string): string {
  const line = untrusted.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ');
  const shown = line.length > longestValue ? `${line.slice(0, longestValue)}…` : line;
  if (shown.trim() === '') return '(empty)';
  const runs = shown.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  const pad = shown.startsWith('`') || shown.endsWith('`') ? ' ' : '';
  return fence + pad + shown + pad + fence;
}

/** Plain text as Markdown that shows just that, on one line. */
export function escapeMarkdown(untrusted: string): string {
  return untrusted
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .replace(/[\\`*_{}[\]()#+\-.!<>|~&:@]/g, '\\$&');
}

/** Where a fact comes from, as part of a sentence: `the file …` or `the instance …`. */
export function describeSource(source: FactSource): string {
  return source.kind === 'file'
    ? `the file ${codeSpan(shortPath(source.uri))}`
    : `the instance ${codeSpan(source.label)}`;
}

/** What the value is: as it stands, or for a secret no more than that it is one. */
export function describeValue(fact: NamedValueFact): string {
  switch (fact.kind) {
    case 'plain':
      return fact.value === undefined ? 'Its value is not known here.' : `Value: ${codeSpan(fact.value)}`;
    case 'secret':
      return 'A secret: its value is not shown.';
    case 'key-vault':
      return `A secret in Key Vault: ${codeSpan(fact.secretIdentifier)}`;
  }
}

/** All that is known of one named value; sources that disagree stand below each other. */
export function describeNamedValue(name: string, facts: readonly NamedValueFact[]): string {
  const title = `**Named value** ${codeSpan(name)}`;
  const [first, ...others] = facts;
  if (first === undefined) return `${title}\n\nNothing of that name is known.`;
  const lines = [title];
  if (first.displayName !== name)
    lines.push(
      `There is no named value of that display name; close to it is ${codeSpan(first.displayName)}.`,
    );
  const same = others.every((fact) => describeValue(fact) === describeValue(first));
  if (same) {
    lines.push(
      describeValue(first),
      `From ${facts.map((fact) => describeSource(fact.source)).join(' and ')}.`,
    );
    return lines.join('\n\n');
  }
  lines.push('The sources disagree:');
  lines.push(facts.map((fact) => `- ${describeSource(fact.source)}: ${describeValue(fact)}`).join('\n'));
  return lines.join('\n\n');
}

export function describeFragment(id: string, facts: readonly FragmentFact[]): string {
  const lines = [`**Policy fragment** ${codeSpan(id)}`];
  for (const { description } of facts)
    if (description !== undefined && description.trim() !== '') lines.push(escapeMarkdown(description));
  lines.push(
    facts.length === 0
      ? 'No fragment of that id is known.'
      : `From ${facts.map((fact) => describeSource(fact.source)).join(' and ')}.`,
  );
  return lines.join('\n\n');
}

export function describeBackend(id: string, facts: readonly BackendFact[]): string {
  const lines = [`**Backend** ${codeSpan(id)}`];
  for (const { url, source } of facts)
    lines.push(
      url === undefined
        ? `From ${describeSource(source)}.`
        : `${codeSpan(url)}, from ${describeSource(source)}.`,
    );
  return lines.join('\n\n');
}

/** What people call one of that kind. */
export const namedNouns: Readonly<Record<NamedKind, string>> = {
  certificate: 'certificate',
  logger: 'logger',
  cache: 'external cache',
  schema: 'schema',
  'authorization-provider': 'credential provider',
  authorization: 'connection',
};

export function describeNamed(kind: NamedKind, id: string, facts: readonly NamedFact[]): string {
  const noun = namedNouns[kind];
  const title = `**${noun[0]?.toUpperCase()}${noun.slice(1)}** ${codeSpan(id)}`;
  const owner = facts.find(({ within }) => within !== undefined)?.within;
  return [
    owner === undefined ? title : `${title} of ${codeSpan(owner)}`,
    `From ${facts.map((fact) => describeSource(fact.source)).join(' and ')}.`,
  ].join('\n\n');
}

/** The last folders and the name of a URI's path, readable. */
function shortPath(uri: string): string {
  const parts = uri.split('/').slice(-3).join('/');
  try {
    return decodeURIComponent(parts);
  } catch {
    return parts;
  }
}
