/** Child elements have to stand in the order in which the service reads them, where it asks for one. */
import { childName } from '../catalogue';
import { type Analysis, childElements, elementsOf } from '../model';
import type { ElementNode } from '../syntax';
import { edits } from './fixes';
import type { Rule } from './types';

export const childOrder: Rule = {
  name: 'child-order',
  check(analysis, report) {
    for (const element of elementsOf(analysis.tree.document)) {
      const meaning = analysis.meaningOf(element);
      if (!('element' in meaning) || meaning.element.order !== 'sequence' || meaning.element.opaque) continue;
      if (element.closeTag === undefined) continue;
      // Where undocumented children belong isn't known.
      const order = new Map(
        meaning.element.children.map((child, i) => [childName(child), child.undocumented ? undefined : i]),
      );
      let last: { readonly node: ElementNode; readonly index: number } | undefined;
      for (const node of childElements(element)) {
        const index = order.get(node.name);
        if (index === undefined) continue;
        if (last === undefined || index >= last.index) {
          last = { node, index };
          continue;
        }
        const before = firstBehind(element, order, index);
        report({
          code: 'wrong-order',
          span: node.nameSpan,
          message: `<${node.name}> has to stand before <${last.node.name}> in <${element.name}>.`,
          related: [{ span: last.node.nameSpan, message: `<${last.node.name}> is here.` }],
          ...(before && { fixes: () => [moveBefore(analysis, node, before)] }),
        });
        // What follows is as likely to be wrong as right: once it is told is enough.
        break;
      }
    }
  },
};

/** The first child that belongs behind those of the index. */
function firstBehind(
  element: ElementNode,
  order: ReadonlyMap<string, number | undefined>,
  index: number,
): ElementNode | undefined {
  return childElements(element).find(({ name }) => (order.get(name) ?? -1) > index);
}

/** With the white space before it, so that both keep their indentation. */
function moveBefore({ text }: Analysis, node: ElementNode, before: ElementNode) {
  let start = node.span.start;
  while (/\s/.test(text[start - 1] ?? '')) start--;
  const space = text.slice(start, node.span.start);
  const at = before.span.start;
  return edits(`Move <${node.name}> before <${before.name}>`, [
    { span: { start: at, end: at }, newText: text.slice(node.span.start, node.span.end) + space },
    { span: { start, end: node.span.end }, newText: '' },
  ]);
}
