/** The names of an element's two tags, which are renamed together. */
import type { Analysis } from '../model';
import { type Span, touches } from '../text';

/** Both names, where the cursor is on one of them and they are the same; otherwise `undefined`. */
export function linkedTags(analysis: Analysis, offset: number): readonly Span[] | undefined {
  for (const { node } of analysis.elements) {
    const { name, nameSpan, closeTag } = node;
    if (nameSpan.start > offset) break;
    if (closeTag === undefined || closeTag.name !== name) continue;
    if (touches(nameSpan, offset) || touches(closeTag.nameSpan, offset)) return [nameSpan, closeTag.nameSpan];
  }
  return undefined;
}
