/** Where an element can be written: behind a `<`, or in text where the `<` is still to come. */

import type { Section } from '../../catalogue';
import { allowedChildren, childElements } from '../../model';
import type { AllowedChildren } from '../../model/types';
import type { DocumentNode, ElementNode } from '../../syntax';
import { type Span, span } from '../../text';
import type { CompletionRequest } from './request';

export interface ElementPlace {
  readonly parent: ElementNode | DocumentNode;
  /** The elements that are there already, without the one being typed. */
  readonly siblings: readonly ElementNode[];
  readonly allowed: AllowedChildren;
  /** `undefined` where none is known, as in a fragment. */
  readonly section: Section | undefined;
  /** What an element's text, without `<`, takes the place of. */
  readonly span: Span;
  /** What has to be written before the name. */
  readonly open: '<' | '';
  /** Whether the element is only being begun: nothing but its name is there, so that all of it can be written. */
  readonly fresh: boolean;
}

/** `undefined` where the cursor isn't in a place for elements. */
export function elementPlace(request: CompletionRequest): ElementPlace | undefined {
  const { analysis, context } = request;
  if (context.kind === 'text') {
    const { parent } = context;
    return {
      parent,
      siblings: childElements(parent),
      allowed: allowedChildren(analysis, parent),
      section: sectionOf(request, parent),
      span: context.span,
      open: '<',
      fresh: true,
    };
  }
  if (context.kind !== 'element-name') return undefined;
  const { element, parent } = context;
  const fresh = element.attributes.length === 0 && !element.selfClosing && element.closeTag === undefined;
  // A `>` that the editor wrote along with the `<` goes.
  const end = fresh && analysis.text[context.span.end] === '>' ? context.span.end + 1 : context.span.end;
  return {
    parent,
    siblings: childElements(parent).filter((sibling) => sibling !== element),
    allowed: allowedChildren(analysis, parent),
    section: sectionOf(request, parent),
    span: span(context.span.start, end),
    open: '',
    fresh,
  };
}

function sectionOf({ analysis }: CompletionRequest, parent: ElementPlace['parent']): Section | undefined {
  const meaning = parent.kind === 'element' ? analysis.meaningOf(parent) : undefined;
  return meaning !== undefined && 'section' in meaning ? meaning.section : undefined;
}
