/** Mistakes in names: of elements, attributes, policies, named values and fragments. */
import { attributeFactsOf } from '../../../server/src/core/model';
import type { ElementNode } from '../../../server/src/core/syntax';
import { type Change, knownElements, type MistakeKind, misspelled } from './mutation';
import type { Source } from './sources';

/** In both tags, as the editor keeps them alike. */
export const elementMisspelled: MistakeKind = (source) =>
  knownElements(source).map(([element]) => (random) => {
    const name = misspelled(element.name, random);
    if (isElementName(source, name)) return undefined;
    const changes: Change[] = [{ span: element.nameSpan, newText: name, mistake: 'all' }];
    if (element.closeTag) changes.push({ span: element.closeTag.nameSpan, newText: name });
    return { changes };
  });

export const closingTagMisspelled: MistakeKind = (source) =>
  source.elements.map(({ closeTag, nameSpan }) => (random) => {
    if (!closeTag) return undefined;
    const newText = misspelled(closeTag.name, random);
    const isOpen = source.elements.some(({ name }) => name === newText);
    if (newText === closeTag.name || isOpen) return undefined;
    return { changes: [{ span: closeTag.nameSpan, newText, mistake: 'all' }], alsoAt: [nameSpan] };
  });

export const openingTagMisspelled: MistakeKind = (source) =>
  knownElements(source).map(([{ name, nameSpan, closeTag }]) => (random) => {
    const newText = misspelled(name, random);
    if (!closeTag || isElementName(source, newText)) return undefined;
    return { changes: [{ span: nameSpan, newText, mistake: 'all' }], alsoAt: [closeTag.nameSpan] };
  });

export const attributeMisspelled: MistakeKind = (source) =>
  knownElements(source).flatMap(([element, meaning]) => {
    const facts = attributeFactsOf(source.analysis, element);
    if (!facts || ('element' in meaning && meaning.element.openAttributes)) return [];
    const taken = new Set([...facts, ...element.attributes].map(({ name }) => name));
    return element.attributes.map((attribute) => (random) => {
      const newText = misspelled(attribute.name, random);
      if (/^xml|:/i.test(attribute.name) || taken.has(newText) || /^xml/i.test(newText)) return undefined;
      return { changes: [{ span: attribute.nameSpan, newText, mistake: 'all' }] };
    });
  });

const inventions = [
  'set-headers-all',
  'validate-signature',
  'call-function',
  'http-call',
  'decode-jwt',
  'if',
  'log',
  'set-cookie',
  'authenticate',
  'rate-limit-by-ip',
];

/** A policy that there is not, where policies may stand: in sections, fragments and branches, before one there is. */
export const unknownPolicy: MistakeKind = (source) =>
  statements(source).map((element) => (random) => {
    const name = random.pick(inventions) ?? 'if';
    const at = element.span.start;
    const newText = random.below(2) === 0 ? `<${name} mode="on" />` : `<${name}><value>1</value></${name}>`;
    return {
      changes: [{ span: { start: at, end: at }, newText, mistake: { start: 1, end: 1 + name.length } }],
    };
  });

/** The elements that stand where any policy may. */
export function statements(source: Source): readonly ElementNode[] {
  return source.elements.filter(({ parent }) => parent.kind === 'element' && takesPolicies(source, parent));
}

export function takesPolicies({ analysis }: Source, element: ElementNode): boolean {
  const meaning = analysis.meaningOf(element);
  return (
    meaning.kind === 'section' ||
    (meaning.kind === 'root' && meaning.name === 'fragment') ||
    ('element' in meaning && meaning.element.policies === 'any')
  );
}

/**
 * Every reference in the text, whatever the model says of it, but for comments, Liquid templates (whose own the
 * braces are) and braces that are C#'s or another tool's.
 */
export const namedValueRenamed: MistakeKind = (source) => {
  const { text } = source;
  if (/template\s*=\s*["']liquid/i.test(text)) return [];
  const comments = [...text.matchAll(/<!--[\s\S]*?-->/g)].map(({ index, 0: { length } }) => ({
    start: index,
    end: index + length,
  }));
  return [...text.matchAll(/(?<![{$])\{\{(\s*)([A-Za-z0-9_.-]+)\s*\}\}(?!\})/g)]
    .filter(({ index }) => !comments.some(({ start, end }) => start <= index && index < end))
    .map(({ index, 1: space = '', 2: name = '' }) => (random) => {
      const newText = misspelled(name, random);
      const start = index + 2 + space.length;
      const known = source.facts.namedValues.some(
        ({ displayName }) => displayName.toLowerCase() === newText.toLowerCase(),
      );
      if (known || name.startsWith('.') || !/[A-Za-z]/.test(name)) return undefined;
      return { changes: [{ span: { start, end: start + name.length }, newText, mistake: 'all' }] };
    });
};

export const fragmentUnknown: MistakeKind = (source) =>
  knownElements(source).flatMap(([element]) =>
    (attributeFactsOf(source.analysis, element) ?? []).flatMap(({ name, refersTo }) => {
      const value = element.attributes.find((attribute) => attribute.name === name)?.value;
      if (refersTo !== 'fragment' || !value) return [];
      const id = source.text.slice(value.span.start, value.span.end);
      // What a tool or the service fills in later names no fragment yet.
      if (!/^[\w-]+$/.test(id)) return [];
      return [
        (random: Parameters<ReturnType<MistakeKind>[number]>[0]) => {
          const newText = random.below(2) === 0 ? misspelled(id, random) : 'no-such-fragment';
          if (source.facts.fragments.some((known) => known.id.toLowerCase() === newText.toLowerCase()))
            return undefined;
          return { changes: [{ span: value.span, newText, mistake: 'all' as const }] };
        },
      ];
    }),
  );

function isElementName({ analysis }: Source, name: string): boolean {
  if (analysis.catalogue.policy(name)) return true;
  return [...analysis.catalogue.policies.values()].some(({ element }) =>
    JSON.stringify(element.children).includes(`"name":"${name}"`),
  );
}
