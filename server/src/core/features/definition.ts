/** Go to definition: named values, fragments, backends and loggers lead to their files, tags to their partners. */
import { type Analysis, namesToReferTo } from '../model';
import { type CursorContext, cursorAt } from '../model/cursor';
import { touches } from '../text';
import { resolveFragment, resolveNamedValue } from '../workspace/resolve';
import type { Definition } from './types';

/** Every place that defines what the cursor is on, the most certain first; empty where there is none. */
export function definition(analysis: Analysis, offset: number): readonly Definition[] {
  const { facts } = analysis;
  const namedValue = analysis.namedValueReferences.find(({ span }) => touches(span, offset));
  if (namedValue !== undefined)
    return resolveNamedValue(facts, namedValue.name).map(({ source }) => ({
      origin: namedValue.nameSpan,
      target: source,
    }));
  const fragment = analysis.fragmentReferences.find(({ span }) => touches(span, offset));
  if (fragment !== undefined)
    return resolveFragment(facts, fragment.id).map(({ source }) => ({
      origin: fragment.span,
      target: source,
    }));
  const context = cursorAt(analysis, offset);
  if (context.kind === 'attribute-value') return namedIn(analysis, context);
  if (context.kind === 'element-name' && context.element.closeTag !== undefined)
    return [{ origin: context.span, target: { kind: 'document', span: context.element.closeTag.nameSpan } }];
  if (context.kind === 'closing-name' && context.element !== undefined && context.ended)
    return [{ origin: context.span, target: { kind: 'document', span: context.element.nameSpan } }];
  return [];
}

function namedIn(
  analysis: Analysis,
  { element, attribute, span }: Extract<CursorContext, { kind: 'attribute-value' }>,
): readonly Definition[] {
  const meaning = analysis.meaningOf(element);
  if (!('element' in meaning)) return [];
  const kind = meaning.element.attributes.find(({ name }) => name === attribute.name)?.refersTo;
  if (kind === undefined) return [];
  const written = analysis.text.slice(span.start, span.end).trim().toLowerCase();
  return (namesToReferTo(analysis, element, kind) ?? [])
    .filter(({ id }) => id.toLowerCase() === written)
    .map(({ source }) => ({ origin: span, target: source }));
}
