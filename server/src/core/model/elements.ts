/** Ways through a document's elements. None of them recurses: documents may be nested arbitrarily deep. */
import type { AttributeNode, DocumentNode, ElementNode } from '../syntax';

/** Every element in document order. */
export function elementsOf(document: DocumentNode): readonly ElementNode[] {
  return elementsIn(document);
}

/** Every element below this one, in document order. */
export function elementsIn(parent: DocumentNode | ElementNode): readonly ElementNode[] {
  const found: ElementNode[] = [];
  const pending: ElementNode[] = childElements(parent).reverse();
  for (let element = pending.pop(); element !== undefined; element = pending.pop()) {
    found.push(element);
    const { children } = element;
    for (let i = children.length - 1; i >= 0; i--) {
      const child = children[i];
      if (child?.kind === 'element') pending.push(child);
    }
  }
  return found;
}

export function childElements(parent: DocumentNode | ElementNode): ElementNode[] {
  return parent.children.filter((child) => child.kind === 'element');
}

/** The first attribute of that name. */
export function attributeOf(element: ElementNode, name: string): AttributeNode | undefined {
  return element.attributes.find((attribute) => attribute.name === name);
}

/** What stands between an attribute's quotes, as written; `undefined` where the attribute or its value is missing. */
export function attributeText(text: string, element: ElementNode, name: string): string | undefined {
  const value = attributeOf(element, name)?.value;
  return value && text.slice(value.span.start, value.span.end);
}
