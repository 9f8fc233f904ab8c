/** Puts together what runs at a scope: its policy with every `<base />` and every fragment replaced by its content. */
import type { Section } from '../../catalogue/types';
import {
  type Analysis,
  childElements,
  elementsIn,
  type RelatedDocument,
  type Surroundings,
  sectionElement,
} from '../../model';
import type { ContentNode, ElementNode } from '../../syntax';
import type { EffectivePart, Replacement } from './types';

/** How many parts and replacements there may be; only a policy made to grow has more. */
const mostParts = 10_000;

export class Expansion {
  private parts = 0;

  /** `chain` holds the policies from the narrowest scope to the broadest. */
  constructor(
    private readonly chain: readonly RelatedDocument[],
    private readonly fragments: Pick<Surroundings, 'fragment'>,
  ) {}

  /** What runs in the section. */
  section(section: Section): readonly EffectivePart[] {
    return this.scope(0, section);
  }

  private scope(level: number, section: Section): readonly EffectivePart[] {
    const document = this.chain[level];
    const element = document && sectionElement(document.analysis, section);
    if (document === undefined || element === undefined) return [];
    return this.content(document, element, [], () => this.scope(level + 1, section));
  }

  /** `including` are the URIs of the fragments whose content this is, the outermost first. */
  private content(
    document: RelatedDocument,
    parent: ElementNode,
    including: readonly string[],
    inherited: () => readonly EffectivePart[],
  ): readonly EffectivePart[] {
    return parent.children.flatMap((node): readonly EffectivePart[] => {
      if (this.parts >= mostParts) return [];
      if (node.kind !== 'element') {
        if (isBlank(document.analysis, node)) return [];
        this.parts++;
        return [{ document, span: node.span, replaced: [] }];
      }
      const whole = this.replacement(document, node, including, inherited);
      if (whole !== undefined) return typeof whole === 'string' ? [this.kept(document, node, whole)] : whole;
      this.parts++;
      return [{ document, span: node.span, replaced: this.inside(document, node, including, inherited) }];
    });
  }

  /** The replacements below an element, none of them inside another. */
  private inside(
    document: RelatedDocument,
    element: ElementNode,
    including: readonly string[],
    inherited: () => readonly EffectivePart[],
  ): readonly Replacement[] {
    const found: Replacement[] = [];
    let behind = 0;
    for (const one of elementsIn(element)) {
      if (one.span.start < behind) continue;
      const replacement = this.replacement(document, one, including, inherited);
      if (replacement === undefined) continue;
      const parts = typeof replacement === 'string' ? [this.kept(document, one, replacement)] : replacement;
      found.push({ span: one.span, parts });
      behind = one.span.end;
    }
    return found;
  }

  /** What runs in place of the element; why it can't be told; `undefined` where the element stands for itself. */
  private replacement(
    document: RelatedDocument,
    element: ElementNode,
    including: readonly string[],
    inherited: () => readonly EffectivePart[],
  ): readonly EffectivePart[] | string | undefined {
    const { analysis } = document;
    const meaning = analysis.meaningOf(element);
    if (meaning.kind === 'base') {
      // Counted although it may bring nothing: it is the work that has to end.
      this.parts++;
      return inherited();
    }
    if (meaning.kind !== 'policy' && meaning.kind !== 'misplaced') return undefined;
    if (!meaning.element.attributes.some(({ refersTo }) => refersTo === 'fragment')) return undefined;
    const id = analysis.fragmentReferences.find((reference) => reference.element === element)?.id;
    if (id === undefined) return 'which fragment this includes is only known later';
    const fragment = this.fragments.fragment(id);
    if (fragment?.analysis.root === undefined) return `the fragment "${id}" is not in this workspace`;
    if (including.includes(fragment.uri)) return `the fragment "${id}" includes itself`;
    if (this.parts++ >= mostParts) return 'the policy is too long to be shown in full';
    return this.content(fragment, fragment.analysis.root, [...including, fragment.uri], () => []);
  }

  private kept(document: RelatedDocument, { span }: ElementNode, note: string): EffectivePart {
    this.parts++;
    return { document, span, replaced: [], note };
  }
}

function isBlank({ text }: Analysis, { kind, span }: ContentNode): boolean {
  return kind === 'text' && text.slice(span.start, span.end).trim() === '';
}

/** The sections that any document of the chain has, in the order in which they run. */
export function sectionsOf(chain: readonly RelatedDocument[], order: readonly Section[]): readonly Section[] {
  const names = new Set(
    chain.flatMap(({ analysis }) =>
      (analysis.root ? childElements(analysis.root) : []).map(({ name }) => name),
    ),
  );
  return order.filter((section) => names.has(section));
}
