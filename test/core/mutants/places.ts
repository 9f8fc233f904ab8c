/** Mistakes in where things stand: section, parent, order. */
import { childName, type PolicyFacts } from '../../../server/src/core/catalogue';
import { childElements } from '../../../server/src/core/model';
import type { ElementNode } from '../../../server/src/core/syntax';
import { type Change, knownElements, type MistakeKind, type Site } from './mutation';
import { statements, takesPolicies } from './names';
import type { Source } from './sources';

/** A statement moves to a section, or to a branch or the like in one, that doesn't take it. */
export const movedToSection: MistakeKind = (source) =>
  statements(source).flatMap((element): readonly Site[] => {
    const policy = policyOf(source, element);
    if (!policy || policy.sections.length === 0) return [];
    const targets = knownElements(source)
      .filter(([target, meaning]) => {
        if (!takesPolicies(source, target) || target.selfClosing || contains(element, target)) return false;
        const section = 'section' in meaning ? meaning.section : undefined;
        return section !== undefined && !policy.sections.includes(section);
      })
      .map(([target]) => target);
    return [
      (random) => {
        const target = random.pick(targets);
        return target && { changes: [cut(element), paste(source, element, target)] };
      },
    ];
  });

/** A policy, a child of one or `base` is copied into an element that takes other children, but not it. */
export const movedToParent: MistakeKind = (source) => {
  // What stands in an element that holds policies may be wrong elsewhere too.
  const holders = source.elements.filter((element) => takesPolicies(source, element));
  const moved = knownElements(source).filter(
    ([element, meaning]) =>
      element.parent.kind === 'element' &&
      (meaning.kind === 'policy' || meaning.kind === 'child' || meaning.kind === 'base') &&
      !holders.some((holder) => contains(element, holder)),
  );
  const targets = knownElements(source).filter(
    ([element, meaning]) =>
      !element.selfClosing &&
      (takesPolicies(source, element) ||
        ('element' in meaning && meaning.element.children.length > 0 && !meaning.element.opaque)),
  );
  return moved.map(([element, meaning]) => (random) => {
    const fitting = targets.filter(([target, { kind }]) => {
      if (contains(element, target) || target === element.parent) return false;
      const outer = source.analysis.meaningOf(target);
      if ('element' in outer && outer.element.children.some((child) => childName(child) === element.name))
        return false;
      if (!takesPolicies(source, target)) return true;
      if (meaning.kind === 'base') return source.analysis.kind === 'fragment';
      // A child of a policy may be a policy too.
      return meaning.kind === 'child' && kind !== 'root' && !source.analysis.catalogue.policy(element.name);
    });
    const target = random.pick(fitting)?.[0];
    return target && { changes: [paste(source, element, target)] };
  });
};

/** Two neighbours of different names change places where the service reads them in order. */
export const orderBroken: MistakeKind = (source) =>
  knownElements(source).flatMap(([element, meaning]): readonly Site[] => {
    if (!('element' in meaning) || meaning.element.order !== 'sequence') return [];
    const order = meaning.element.children.map(childName);
    const children = childElements(element);
    return children.flatMap((second, i): readonly Site[] => {
      const first = children[i - 1];
      if (!first || order.indexOf(first.name) < 0 || order.indexOf(first.name) >= order.indexOf(second.name))
        return [];
      const text = ({ span }: ElementNode) => source.text.slice(span.start, span.end);
      return [
        () => ({
          changes: [
            { span: first.span, newText: text(second), mistake: 'all' },
            { span: second.span, newText: text(first), mistake: 'all' },
          ],
        }),
      ];
    });
  });

function policyOf({ analysis }: Source, element: ElementNode): PolicyFacts | undefined {
  const meaning = analysis.meaningOf(element);
  return meaning.kind === 'policy' ? meaning.policy : undefined;
}

function contains(outer: ElementNode, inner: ElementNode): boolean {
  return outer.span.start <= inner.span.start && inner.span.end <= outer.span.end;
}

function cut({ span }: ElementNode): Change {
  return { span, newText: '' };
}

/** Behind the last child, or at the start of the content. */
function paste({ text }: Source, { span, name }: ElementNode, target: ElementNode): Change {
  const at = childElements(target).at(-1)?.span.end ?? target.contentSpan.start;
  const newText = text.slice(span.start, span.end);
  return { span: { start: at, end: at }, newText, mistake: { start: 1, end: 1 + name.length } };
}
