/** Attributes and child elements that exclude or need each other, as the catalogue's rules say. */
import type { AttributeRule } from '../catalogue/types';
import {
  type Analysis,
  attributeFactsOf,
  attributeOf,
  childElements,
  elementsOf,
  isFilledInLater,
} from '../model';
import type { ElementNode } from '../syntax';
import type { Span } from '../text';
import { isPlainName } from './names';
import { hasBrokenTag, mayGainChildren } from './problems';
import type { Rule } from './types';
import { attributeMeant, freeAttributes, unknownAttributes } from './unknownAttribute';
import { suggestionFor } from './unknownElement';

export const attributeCombination: Rule = {
  name: 'attribute-combination',
  check(analysis, report) {
    for (const element of elementsOf(analysis.tree.document)) {
      const owner = policyOf(analysis, element);
      if (!owner || !isCertain(element) || hasBrokenTag(analysis, element)) continue;
      for (const rule of owner.rules) {
        if (rule.element !== owner.path) continue;
        const span = breach(analysis, element, rule);
        if (!span || isMistyped(analysis, element, namesIn(rule))) continue;
        // Only what excludes each other stays wrong whatever comes on top.
        if (rule.kind !== 'at-most-one' && mayGainChildren(analysis, element)) continue;
        report({
          code: 'attribute-combination',
          severity: rule.severity ?? 'error',
          span,
          message: rule.message,
        });
      }
    }
  },
};

/** The rules of the element's policy, and the way from the policy's own element to this one. */
function policyOf(
  analysis: Analysis,
  element: ElementNode,
): { readonly rules: readonly AttributeRule[]; readonly path: string } | undefined {
  const meaning = analysis.meaningOf(element);
  if (!('policy' in meaning) || !meaning.policy.rules) return undefined;
  const path: string[] = [];
  let node = element;
  while (analysis.meaningOf(node).kind === 'child' && node.parent.kind === 'element') {
    path.unshift(node.name);
    node = node.parent;
  }
  return { rules: meaning.policy.rules, path: path.join('/') };
}

/** A tag or an element without an end is still being written; a placeholder may bring more. */
function isCertain(element: ElementNode): boolean {
  return (
    element.openTagEnded &&
    (element.selfClosing || element.closeTag !== undefined) &&
    element.attributes.every(({ name }) => isPlainName(name))
  );
}

/** Where the rule is broken; `undefined` where it is kept, or where that can't be told. */
function breach(analysis: Analysis, element: ElementNode, rule: AttributeRule): Span | undefined {
  const present = rule.names.flatMap((name) => {
    const span = placeOf(element, name);
    return span ? [span] : [];
  });
  const [first, second] = present;
  switch (rule.kind) {
    case 'exactly-one':
      return first ? second : element.nameSpan;
    case 'at-least-one':
      return first ? undefined : element.nameSpan;
    case 'at-most-one':
      return second;
    case 'together':
      return present.length < rule.names.length ? first : undefined;
    case 'required-when':
      return present.length < rule.names.length && conditionHolds(analysis, element, rule.when) === true
        ? element.nameSpan
        : undefined;
    case 'only-when':
      return first && conditionHolds(analysis, element, rule.when) === false ? first : undefined;
  }
}

type Condition = Extract<AttributeRule, { readonly when: unknown }>['when'];

/** `undefined`: not known before the service runs the policy. */
function conditionHolds(
  analysis: Analysis,
  element: ElementNode,
  { attribute, values, orAbsent }: Condition,
): boolean | undefined {
  const node = attributeOf(element, attribute);
  if (!node) {
    if (orAbsent) return true;
    const fallback = attributeFactsOf(analysis, element)?.find(({ name }) => name === attribute)?.default;
    return fallback !== undefined && values.includes(fallback);
  }
  if (!node.value?.closed || node.value.parts.some((part) => part.kind === 'expression')) return undefined;
  const value = analysis.text.slice(node.value.span.start, node.value.span.end).trim();
  if (isFilledInLater(value)) return undefined;
  return values.some((wanted) => wanted.toLowerCase() === value.toLowerCase());
}

function placeOf(element: ElementNode, name: string): Span | undefined {
  return (
    attributeOf(element, name)?.nameSpan ??
    childElements(element).find((child) => child.name === name)?.nameSpan
  );
}

/** Everything that decides about a rule. */
function namesIn(rule: AttributeRule): readonly string[] {
  return 'when' in rule ? [...rule.names, rule.when.attribute] : rule.names;
}

/** Whether one of the names is there, only misspelt, which is reported as such. */
function isMistyped(analysis: Analysis, element: ElementNode, names: readonly string[]): boolean {
  const facts = attributeFactsOf(analysis, element) ?? [];
  const free = freeAttributes(element, facts);
  const meant = [
    ...unknownAttributes(analysis, element, facts).map((unknown) => attributeMeant(unknown, free)),
    ...childElements(element)
      .filter((child) => analysis.meaningOf(child).kind === 'unknown')
      .map((child) => suggestionFor(analysis, child)),
  ];
  return names.some((name) => meant.includes(name));
}
