/** Secrets belong into secret named values: a policy is read by many, and kept in Git. */
import type { Fix } from '../features/types';
import { type Analysis, attributeOf, attributeText, isFilledInLater, type PlacedValue } from '../model';
import type { ElementNode } from '../syntax';
import type { Span } from '../text';
import { hasProblemIn } from './problems';
import { type FoundSecret, isExample, mayHoldSecrets, secretOfName, secretsByForm } from './secrets';
import type { DocumentRule, Report } from './types';

export const hardCodedSecret: DocumentRule = {
  name: 'hard-coded-secret',
  check(analysis, report) {
    const anywhere = mayHoldSecrets(analysis.text);
    for (const { node, facts, values } of analysis.elements)
      for (const value of values)
        if (anywhere || (facts && value.isLiteral && mayBeSecretPlace(node, value)))
          reportIn(analysis, value, anywhere, report);
  },
};

/** Whether the value is worth a look because of where it stands. */
function mayBeSecretPlace({ parent }: ElementNode, { attribute, facts }: PlacedValue): boolean {
  if (facts?.secret) return true;
  return attribute === undefined && parent.kind === 'element' && attributeOf(parent, 'name') !== undefined;
}

/** `anywhere`: whether it may hold one that shows itself by its form. */
function reportIn(analysis: Analysis, place: PlacedValue, anywhere: boolean, report: Report): void {
  const { start } = place.span;
  const text = place.written;
  if (text.length < 4 || !place.closed || text.trim() === '') return;
  const found = anywhere ? secretsByForm(text) : [];
  const only = found.length === 0 ? secretOfPlace(analysis, place) : undefined;
  for (const { span, what, name } of only ? [only] : found) {
    const inDocument: Span = { start: start + span.start, end: start + span.end };
    if (isFilledInLater(text.slice(span.start, span.end)) || hasProblemIn(analysis, inDocument)) continue;
    report({
      code: 'hard-coded-secret',
      span: inDocument,
      message: `This looks like ${what} in plain text: keep it in a secret named value.`,
      fixes: () => moves(analysis, inDocument, name),
    });
  }
}

/** The secret in a value that is one because of where it stands. */
function secretOfPlace(analysis: Analysis, place: PlacedValue): FoundSecret | undefined {
  const text = place.written;
  if (!place.isLiteral || place.isFilledInLater) return undefined;
  if (place.facts?.secret) {
    if (isExample(text) || (place.attribute === undefined && !isBase64Key(text))) return undefined;
    const start = text.length - text.trimStart().length;
    return {
      span: { start, end: text.trimEnd().length },
      what: place.attribute === undefined ? 'a key' : `a ${place.attribute}`,
      name: `${place.owner.name}-${place.attribute ?? 'value'}`,
    };
  }
  const { parent } = place.owner;
  if (place.attribute !== undefined || parent.kind !== 'element') return undefined;
  const name = attributeText(analysis.text, parent, 'name');
  return name === undefined ? undefined : secretOfName(name.trim(), text);
}

/** Whether the text may be a key in Base64: what has less than 16 bytes is an example, what has other characters no key. */
function isBase64Key(text: string): boolean {
  const characters = text.replace(/\s+/g, '');
  return characters.length >= 20 && /^[\w+/-]+={0,2}$/.test(characters);
}

/** The reference in place of the secret; the value itself is asked for where the named value is created. */
function moves({ facts }: Analysis, span: Span, name: string): readonly Fix[] {
  const taken = new Set(facts.namedValues.map(({ displayName }) => displayName.toLowerCase()));
  let displayName = name;
  for (let i = 2; taken.has(displayName.toLowerCase()); i++) displayName = `${name}-${i}`;
  const edits = [{ span, newText: `{{${displayName}}}` }];
  const instance = facts.namedValues.find(({ source }) => source.kind === 'instance')?.source;
  const fix = (where: string, target: 'workspace' | 'instance'): Fix => ({
    title: `Move to a secret named value "${displayName}" ${where}`,
    action: { kind: 'create-named-value', displayName, target, secret: true, edits },
  });
  return [
    fix('in the workspace', 'workspace'),
    ...(instance?.kind === 'instance' ? [fix(`in ${instance.label}`, 'instance')] : []),
  ];
}
