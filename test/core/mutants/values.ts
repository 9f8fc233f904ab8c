/** Mistakes in attributes and values: what is required is missing, a value is none of those that there are. */
import type { ValueFacts } from '../../../server/src/core/catalogue/types';
import { attributeFactsOf, attributeOf, childElements } from '../../../server/src/core/model';
import type { Span } from '../../../server/src/core/text';
import { knownElements, type MistakeKind, misspelled, type Site } from './mutation';
import type { Random } from './random';
import type { Source } from './sources';

/** Those that the service refuses to be without, by themselves or by a rule. */
export const requiredAttributeRemoved: MistakeKind = (source) =>
  knownElements(source).flatMap(([element, meaning]) => {
    const facts = attributeFactsOf(source.analysis, element) ?? [];
    const required = facts.filter(({ required }) => required === 'yes').map(({ name }) => name);
    const rules = meaning.kind === 'policy' ? (meaning.policy.rules ?? []) : [];
    for (const rule of rules) {
      if (rule.element !== '' || rule.severity === 'warning') continue;
      if (rule.kind !== 'exactly-one' && rule.kind !== 'at-least-one') continue;
      const present = rule.names.filter((name) => attributeOf(element, name));
      const children = childElements(element).filter(({ name }) => rule.names.includes(name));
      // A fragment inside may bring what is asked for.
      const mayGain = childElements(element).some(({ name }) => name === 'include-fragment');
      if (present.length === 1 && children.length === 0 && !mayGain) required.push(...present);
    }
    return required.flatMap((name): readonly Site[] => {
      const attribute = attributeOf(element, name);
      if (!attribute || element.attributes.filter((one) => one.name === name).length > 1) return [];
      const span = { start: spaceBefore(source.text, attribute.span.start), end: attribute.span.end };
      return [() => ({ changes: [{ span, newText: '', mistake: 'all' }], alsoAt: [element.nameSpan] })];
    });
  });

/** Attribute values and texts that are literal. */
export const valueOutOfItsSet: MistakeKind = (source) =>
  knownElements(source).flatMap(([element, meaning]) => {
    const sites: Site[] = [];
    for (const { name, value } of element.attributes) {
      const facts = attributeFactsOf(source.analysis, element)?.find((one) => one.name === name);
      if (facts && value) sites.push(valueSite(source, facts, value.span));
    }
    const [text] = element.children;
    if (
      'element' in meaning &&
      meaning.element.text &&
      text?.kind === 'text' &&
      element.children.length === 1
    )
      sites.push(valueSite(source, meaning.element.text, text.span));
    return sites;
  });

function valueSite({ text }: Source, facts: Omit<ValueFacts, 'required'>, span: Span): Site {
  return (random) => {
    const written = text.slice(span.start, span.end).trim();
    if (!/^[\w .:;/*+-]+$/.test(written)) return undefined;
    const newText = wrongValue(facts, written, random);
    return newText === undefined ? undefined : { changes: [{ span, newText, mistake: 'all' }] };
  };
}

function wrongValue(
  { type, values, openValues, min, max }: Omit<ValueFacts, 'required'>,
  written: string,
  random: Random,
): string | undefined {
  const known = (values ?? []).map(({ value }) => value.toLowerCase());
  const candidates: string[] = [];
  if (type === 'enum') {
    if (openValues || known.length === 0) return undefined;
    candidates.push(misspelled(written, random), 'something', `${written}s`, 'none-of-them');
  } else if (type === 'boolean') candidates.push('yes', 'ture', 'on', 'flase', 'enabled');
  else if (type === 'integer' || type === 'number') {
    candidates.push('many', `${written}s`, '1,5', 'ten');
    if (type === 'integer') candidates.push('1.5');
    if (max !== undefined) candidates.push(String(max + 1));
    if (min !== undefined) candidates.push(String(min - 1));
  }
  return random.pick(candidates.filter((value) => !known.includes(value.toLowerCase())));
}

function spaceBefore(text: string, offset: number): number {
  let start = offset;
  while (/\s/.test(text[start - 1] ?? '')) start--;
  return start;
}
