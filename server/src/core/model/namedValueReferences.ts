/** Finds `{{name}}` wherever the service replaces it, and nowhere else. */
import type { ElementFacts } from '../catalogue/types';
import type { ElementNode } from '../syntax';
import { attributeText } from './elements';
import type { Analysis, NamedValueReference, PlacedValue } from './types';

/**
 * A display name is letters, digits, period, dash and underscore. A `$` or a third brace before it, or a third
 * brace after it, makes the braces those of another template language or of C#.
 */
const reference = /(?<![${])\{\{(\s*)([A-Za-z0-9\-._]+)\s*\}\}(?!\})/g;

/**
 * The references of a document in the order in which they stand. The service replaces them in the text before it
 * reads values and expressions, so that they are found in both, also across the edge of an expression.
 */
export function findNamedValueReferences(analysis: Analysis): readonly NamedValueReference[] {
  if (!analysis.text.includes('{{')) return [];
  const found: NamedValueReference[] = [];
  const templates = new Set<ElementNode>();
  for (const { node, facts: own, values } of analysis.elements) {
    const { parent } = node;
    const enclosed = parent.kind === 'element' && templates.has(parent);
    // Also where an element stands in content nothing is known of, its name may say enough.
    const facts = own ?? analysis.catalogue.policy(node.name)?.element;
    const isTemplate = enclosed || isLiquid(analysis.text, node, facts);
    if (isTemplate) templates.add(node);
    for (const place of values) {
      // A template's own attributes are the service's, those of the markup in it are the template's.
      if (place.attribute === undefined ? isTemplate : enclosed) continue;
      if (!place.written.includes('{{')) continue;
      const { attribute } = place;
      if (attribute && facts?.attributes.find(({ name }) => name === attribute)?.namedValue === false)
        continue;
      collect(place, found);
    }
  }
  return found.sort((a, b) => a.span.start - b.span.start);
}

function collect(place: PlacedValue, found: NamedValueReference[]): void {
  for (const match of place.written.matchAll(reference)) {
    const [whole, space = '', name = ''] = match;
    const start = place.span.start + match.index;
    const nameStart = start + 2 + space.length;
    const inExpression = place.parts.some(
      (part) => part.kind === 'expression' && part.span.start <= start && start < part.span.end,
    );
    found.push({
      name,
      span: { start, end: start + whole.length },
      nameSpan: { start: nameStart, end: nameStart + name.length },
      where: inExpression ? 'expression' : place.attribute === undefined ? 'text' : 'attribute',
    });
  }
}

function isLiquid(text: string, element: ElementNode, facts: ElementFacts | undefined): boolean {
  const liquid = facts?.liquidWhen;
  return (
    liquid !== undefined &&
    attributeText(text, element, liquid.attribute)?.trim().toLowerCase() === liquid.value.toLowerCase()
  );
}
