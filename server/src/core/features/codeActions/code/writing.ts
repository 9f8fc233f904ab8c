/** From code as it is to code with entities, which is what XML asks for, and back. */
import {
  type Analysis,
  type CodePlace,
  type ExpressionRegion,
  elementsOf,
  encodeCode,
  valuesOf,
} from '../../../model';
import { decodeExpression, parsePolicy } from '../../../syntax';
import { applyEdits, textOf } from '../../../text';
import type { CodeAction } from '../../types';

export function changedWriting(analysis: Analysis, { region }: CodePlace): CodeAction | undefined {
  const { escaped, codeSpan } = region.part;
  const newText = escaped ? region.code : encodeCode(region.code);
  if (newText === textOf(analysis.text, codeSpan) || !readsTheSame(analysis, region, newText))
    return undefined;
  return {
    title: escaped ? 'Write the expression without entities' : 'Escape the expression for XML',
    kind: 'refactor',
    action: { kind: 'edits', edits: [{ span: codeSpan, newText }] },
  };
}

/** Whether the element's expression is still the same: in a CDATA section, for one, entities are text. */
function readsTheSame({ text }: Analysis, region: ExpressionRegion, newText: string): boolean {
  const { owner, part } = region;
  const from = owner.span.start;
  const span = { start: part.codeSpan.start - from, end: part.codeSpan.end - from };
  const changed = applyEdits(textOf(text, owner.span), [{ span, newText }]);
  for (const element of elementsOf(parsePolicy(changed).document))
    for (const { parts } of valuesOf(element))
      for (const other of parts)
        if (other.kind === 'expression' && other.span.start === part.span.start - from)
          return (
            other.closed && other.form === part.form && decodeExpression(changed, other).code === region.code
          );
  return false;
}
