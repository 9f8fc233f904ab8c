/** Attributes and child elements that exclude or need each other, as the catalogue's rules say. */
import type { AttributeRule } from '../catalogue/types';
import { type Analysis, attributeOf, isFilledInLater, type PlacedElement } from '../model';
import type { ElementNode } from '../syntax';
import type { Span } from '../text';
import { isPlainName } from './names';
import { hasBrokenTag, mayGainChildren } from './problems';
import type { ElementRule } from './types';
import { hasUnexpectedText } from './unexpectedText';
import { attributesMeant } from './unknownAttribute';
import { suggestionFor } from './unknownElement';

export const attributeCombination: ElementRule = {
  name: 'attribute-combination',
  concerns: (meaning) => 'policy' in meaning && meaning.policy.rules !== undefined,
  checkElement(element, analysis, report) {
    const { meaning, node } = element;
    if (!('policy' in meaning) || !meaning.policy.rules) return;
    const path = pathIn(analysis, element);
    for (const rule of meaning.policy.rules) {
      if (rule.element !== path) continue;
      const span = breach(analysis, element, rule);
      if (!span || !isCertain(node) || hasBrokenTag(analysis, node)) continue;
      if (isMistyped(analysis, element, namesIn(rule))) continue;
      // Only what excludes each other stays wrong whatever comes on top.
      if (
        rule.kind !== 'at-most-one' &&
        (mayGainChildren(analysis, node) || hasUnexpectedText(analysis, element))
      )
        continue;
      report({
        code: 'attribute-combination',
        severity: rule.severity ?? 'error',
        span,
        message: rule.message,
      });
    }
  },
};

/** The way from the policy's own element to this one. */
function pathIn(analysis: Analysis, { meaning, node }: PlacedElement): string {
  if (meaning.kind !== 'child') return '';
  const path: string[] = [];
  let step = node;
  while (analysis.meaningOf(step).kind === 'child' && step.parent.kind === 'element') {
    path.unshift(step.name);
    step = step.parent;
  }
  return path.join('/');
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
function breach(analysis: Analysis, element: PlacedElement, rule: AttributeRule): Span | undefined {
  let present = 0;
  let first: Span | undefined;
  let second: Span | undefined;
  for (const name of rule.names) {
    const span = placeOf(element, name);
    if (span === undefined) continue;
    present++;
    if (first === undefined) first = span;
    else second ??= span;
  }
  const { nameSpan } = element.node;
  switch (rule.kind) {
    case 'exactly-one':
      return first ? second : nameSpan;
    case 'at-least-one':
      return first ? undefined : nameSpan;
    case 'at-most-one':
      return second;
    case 'together':
      return present < rule.names.length ? first : undefined;
    case 'required-when':
      return present < rule.names.length && conditionHolds(analysis, element, rule.when) === true
        ? nameSpan
        : undefined;
    case 'required-unless':
      return present < rule.names.length && conditionHolds(analysis, element, rule.when) === false
        ? nameSpan
        : undefined;
    case 'only-when':
      return first && conditionHolds(analysis, element, rule.when) === false ? first : undefined;
  }
}

type Condition = Extract<AttributeRule, { readonly when: unknown }>['when'];

/** `undefined`: not known before the service runs the policy. */
function conditionHolds(
  analysis: Analysis,
  element: PlacedElement,
  { attribute, values, orAbsent }: Condition,
): boolean | undefined {
  const node = attributeOf(element.node, attribute);
  if (!node) {
    if (orAbsent) return true;
    const fallback = element.attributeFacts?.find(({ name }) => name === attribute)?.default;
    return fallback !== undefined && values.includes(fallback);
  }
  if (!node.value?.closed || node.value.parts.some((part) => part.kind === 'expression')) return undefined;
  const value = analysis.text.slice(node.value.span.start, node.value.span.end).trim();
  // An empty one is still to be written.
  if (value === '' || isFilledInLater(value)) return undefined;
  return values.some((wanted) => wanted.toLowerCase() === value.toLowerCase());
}

function placeOf({ node, children }: PlacedElement, name: string): Span | undefined {
  return attributeOf(node, name)?.nameSpan ?? children.find((child) => child.name === name)?.nameSpan;
}

/** Everything that decides about a rule. */
function namesIn(rule: AttributeRule): readonly string[] {
  return 'when' in rule ? [...rule.names, rule.when.attribute] : rule.names;
}

/** Whether one of the names is there, only misspelt, which is reported as such. */
function isMistyped(analysis: Analysis, element: PlacedElement, names: readonly string[]): boolean {
  const meant = [
    ...attributesMeant(element),
    ...element.children
      .filter((child) => analysis.meaningOf(child).kind === 'unknown')
      .map((child) => suggestionFor(analysis, child)),
  ];
  return names.some((name) => meant.includes(name));
}
