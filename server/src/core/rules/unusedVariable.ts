/** A context variable that an operation's policy sets and nothing reads: only a trace shows what it held. */
import {
  type Analysis,
  documentsAround,
  type VariablePlace,
  variablePlacesIn,
  variablesInAttributes,
} from '../model';
import { closest } from '../text';
import { remove } from './fixes';
import type { DocumentRule } from './types';

export const unusedVariable: DocumentRule = {
  name: 'unused-variable',
  check(analysis, report) {
    // What is narrower may read it, and only an operation has nothing narrower.
    if (analysis.scope !== 'operation' || analysis.kind !== 'policies') return;
    // What does nothing but set a variable says where its value comes from.
    const set = variablesInAttributes(analysis).filter(({ setting }) => setting?.value !== undefined);
    if (set.length === 0 || !isAllKnown(analysis)) return;
    const texts = [analysis, ...documentsAround(analysis).map((document) => document.analysis)].map(
      ({ text }) => text,
    );
    if (texts.some((text) => otherUse.test(text))) return;
    for (const place of set)
      if (!isMentionedElsewhere(place, texts) && !isMistyped(analysis, place))
        report({
          code: 'unused-variable',
          span: place.span,
          message: `Nothing reads the variable "${place.name}".`,
          tags: ['unnecessary'],
          fixes: () => [remove(`Remove <${place.element.name}>`, analysis.text, place.element.span)],
        });
  },
};

/** Code that gets at variables in another way than by a name that stands there. */
const name = String.raw`@?(?:"[^"]*"|&quot;[^&]*&quot;)\s*[\],)]`;
const method = String.raw`\.\s*(?:GetValueOrDefault|ContainsKey|TryGetValue)\s*(?:<[^()"]*>|&lt;[^()"]*&gt;)?\s*\(`;
const otherUse = new RegExp(String.raw`\bVariables\b(?!\s*\??\s*(?:\[|${method})\s*${name})`);

/** Whether every document that runs together with it is at hand. */
function isAllKnown(analysis: Analysis): boolean {
  const { surroundings } = analysis;
  if (surroundings === undefined) return false;
  const documents = [analysis, ...documentsAround(analysis).map((document) => document.analysis)];
  const isOwn = analysis.elements.every(({ meaning }) => meaning.kind !== 'base');
  if (!isOwn && surroundings.parents.length === 0) return false;
  return documents.every(({ elements, fragmentReferences }) => {
    const including = elements.filter(({ facts }) =>
      facts?.attributes.some(({ refersTo }) => refersTo === 'fragment'),
    );
    return (
      including.length === fragmentReferences.length &&
      fragmentReferences.every(({ id }) => surroundings.fragment(id) !== undefined)
    );
  });
}

/** By its letters, wherever they stand: a Liquid template or a text may name it as well. */
function isMentionedElsewhere({ name }: VariablePlace, texts: readonly string[]): boolean {
  return texts.some((text, index) => {
    const first = text.indexOf(name);
    return first >= 0 && (index > 0 || text.indexOf(name, first + name.length) >= 0);
  });
}

/** Whether something reads nearly that name, which is told there. */
function isMistyped(analysis: Analysis, { name }: VariablePlace): boolean {
  const places = variablePlacesIn(analysis);
  const known = new Set(places.filter(({ setting }) => setting !== undefined).map((place) => place.name));
  const unset = places.map((place) => place.name).filter((one) => !known.has(one));
  return closest(name, unset) !== undefined;
}
