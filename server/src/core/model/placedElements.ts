/** The elements of a document with what is known of each where it stands. */
import type { AttributeFacts, ElementFacts, ValueFacts } from '../catalogue/types';
import type { ElementNode, ValuePart } from '../syntax';
import { isBlank, type Span } from '../text';
import { attributeFactsOfMeaning } from './attributeFacts';
import { childElements } from './elements';
import { isFilledInLater } from './placeholders';
import type { Analysis, PlacedElement, PlacedValue } from './types';

/** Every element in document order. */
export function placeElements(analysis: Analysis): readonly PlacedElement[] {
  const placed: PlacedElement[] = [];
  const pending = childElements(analysis.tree.document).reverse();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const meaning = analysis.meaningOf(node);
    const facts = 'element' in meaning ? meaning.element : undefined;
    const attributeFacts = attributeFactsOfMeaning(meaning);
    const values: PlacedValue[] = [];
    addAttributeValues(analysis.text, node, attributeFacts, values);
    const children = addTexts(analysis.text, node, facts, values);
    placed.push({ node, meaning, facts, attributeFacts, children, values });
    for (let i = children.length - 1; i >= 0; i--) {
      const child = children[i];
      if (child !== undefined) pending.push(child);
    }
  }
  return placed;
}

function addAttributeValues(
  text: string,
  node: ElementNode,
  facts: readonly AttributeFacts[] | undefined,
  values: PlacedValue[],
): void {
  for (const { name, value } of node.attributes) {
    if (value === undefined) continue;
    const { span, parts, closed } = value;
    const known = facts?.find((one) => one.name === name);
    values.push(new Value(text, node, name, known, span, parts, closed));
  }
}

const none: readonly ElementNode[] = [];

/** Adds the element's own texts, and answers its child elements. */
function addTexts(
  text: string,
  node: ElementNode,
  facts: ElementFacts | undefined,
  values: PlacedValue[],
): readonly ElementNode[] {
  let children: ElementNode[] | undefined;
  for (const child of node.children) {
    if (child.kind === 'element') {
      children ??= [];
      children.push(child);
    } else if (child.kind === 'text') {
      if (!child.blank && !isBlank(text, child.span))
        values.push(new Value(text, node, undefined, facts?.text, child.span, child.parts, true));
    } else if (child.kind === 'cdata')
      values.push(new Value(text, node, undefined, facts?.text, child.contentSpan, child.parts, true));
  }
  return children ?? none;
}

/** What is asked of its text is worked out when it is asked. */
class Value implements PlacedValue {
  readonly isLiteral: boolean;
  private writtenOnce: string | undefined;
  private filledInLater: boolean | undefined;

  constructor(
    private readonly text: string,
    readonly owner: ElementNode,
    readonly attribute: string | undefined,
    readonly facts: Omit<ValueFacts, 'required'> | undefined,
    readonly span: Span,
    readonly parts: readonly ValuePart[],
    readonly closed: boolean,
  ) {
    // One part is all there is of most values.
    const [only] = parts;
    this.isLiteral = parts.length === 1 ? only?.kind === 'literal' : !parts.some(isExpression);
  }

  get written(): string {
    this.writtenOnce ??= this.text.slice(this.span.start, this.span.end);
    return this.writtenOnce;
  }

  get isFilledInLater(): boolean {
    this.filledInLater ??= isFilledInLater(this.written);
    return this.filledInLater;
  }
}

function isExpression({ kind }: ValuePart): boolean {
  return kind === 'expression';
}
