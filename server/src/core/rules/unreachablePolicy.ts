/** What follows a statement that ends the section never runs. */
import { type ElementMeaning, hasBranches } from '../model';
import type { ElementNode } from '../syntax';
import { moveBefore, optional } from './elementFixes';
import { remove } from './fixes';
import type { DocumentRule } from './types';

export const unreachablePolicy: DocumentRule = {
  name: 'unreachable-policy',
  check(analysis, report) {
    const ended = new Set<ElementNode['parent']>();
    for (const { node: element, meaning } of analysis.elements) {
      if (meaning.kind !== 'policy' || !meaning.policy.endsSection) continue;
      // Of several in one list the first one says it all.
      if (ended.has(element.parent)) continue;
      ended.add(element.parent);
      // Without its closing tag it isn't known what stands behind it.
      if (!element.selfClosing && !element.closeTag) continue;
      const followers = element.parent.children.filter(
        (child) =>
          child.kind === 'element' &&
          child.span.start > element.span.start &&
          // What may not stand here is reported as such.
          standsRight(analysis.meaningOf(child)),
      );
      const [first] = followers;
      const last = followers.at(-1);
      if (!first || !last || hasBranches(analysis, element.parent)) continue;
      const span = { start: first.span.start, end: last.span.end };
      report({
        code: 'unreachable-policy',
        span,
        message: `Nothing after <${element.name}> runs: it ends the processing here.`,
        tags: ['unnecessary'],
        related: [{ span: element.nameSpan, message: 'The processing ends here.' }],
        fixes: () => [
          optional(moveBefore(analysis, `Move before <${element.name}>`, span, element.span.start)),
          optional(remove('Remove what never runs', analysis.text, span)),
        ],
      });
    }
  },
};

function standsRight({ kind }: ElementMeaning): boolean {
  return kind === 'policy' || kind === 'base';
}
