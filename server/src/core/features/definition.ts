/** Go to definition: named values and fragments lead to their files, tags to their partners. */
import type { Analysis } from '../model';
import { cursorAt } from '../model/cursor';
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
  if (context.kind === 'element-name' && context.element.closeTag !== undefined)
    return [{ origin: context.span, target: { kind: 'document', span: context.element.closeTag.nameSpan } }];
  if (context.kind === 'closing-name' && context.element !== undefined && context.ended)
    return [{ origin: context.span, target: { kind: 'document', span: context.element.nameSpan } }];
  return [];
}
