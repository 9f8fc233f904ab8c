/** Child elements have to stand in the order in which the service reads them, where it asks for one. */
import { childName } from '../catalogue';
import type { ElementFacts } from '../catalogue/types';
import { hasBranches } from '../model';
import type { ElementNode } from '../syntax';
import { moveBefore } from './elementFixes';
import type { ElementRule } from './types';

export const childOrder: ElementRule = {
  name: 'child-order',
  concerns: (meaning) =>
    'element' in meaning && meaning.element.order === 'sequence' && !meaning.element.opaque,
  checkElement({ node: element, facts, children }, analysis, report) {
    if (facts === undefined || element.closeTag === undefined || children.length < 2) return;
    const order = orderOf(facts);
    let last: { readonly node: ElementNode; readonly index: number } | undefined;
    for (const node of children) {
      const index = order.get(node.name);
      if (index === undefined) continue;
      if (last === undefined || index >= last.index) {
        last = { node, index };
        continue;
      }
      if (hasBranches(analysis, element)) return;
      const before = children.find(({ name }) => (order.get(name) ?? -1) > index);
      report({
        code: 'wrong-order',
        span: node.nameSpan,
        message: `<${node.name}> has to stand before <${last.node.name}> in <${element.name}>.`,
        related: [{ span: last.node.nameSpan, message: `<${last.node.name}> is here.` }],
        ...(before && {
          fixes: () => [
            moveBefore(analysis, `Move <${node.name}> before <${before.name}>`, node.span, before.span.start),
          ],
        }),
      });
      // What follows is as likely to be wrong as right: once it is told is enough.
      break;
    }
  },
};

const orders = new WeakMap<ElementFacts, ReadonlyMap<string, number>>();

/** The places of the children in their parent's order. Where undocumented children belong isn't known. */
function orderOf(facts: ElementFacts): ReadonlyMap<string, number> {
  let order = orders.get(facts);
  if (order === undefined) {
    const places = facts.children.map((child, i): [string, number] | undefined =>
      child.undocumented ? undefined : [childName(child), i],
    );
    order = new Map(places.filter((place) => place !== undefined));
    orders.set(facts, order);
  }
  return order;
}
