/** What the thing under the cursor is, and where to read more. */
import { type Analysis, symbolAt } from '../../model';
import { describeFragment, describeNamedValue } from '../../workspace/describeFacts';
import { resolveFragment, resolveNamedValue } from '../../workspace/resolve';
import type { Hover } from '../types';
import { hoverInCode, hoverOnUse } from './code';
import { hoverOnDocument } from './document';
import { describeVariable } from './variables';

/**
 * `undefined` where there is nothing to say.
 *
 * @param uri of the document, so that places in it can be linked to
 */
export function hover(analysis: Analysis, offset: number, uri?: string): Hover | undefined {
  const { facts } = analysis;
  const symbol = symbolAt(analysis, offset);
  switch (symbol?.kind) {
    case undefined:
      return hoverInCode(analysis, offset) ?? hoverOnDocument(analysis, offset);
    case 'named-value': {
      const { name } = symbol.reference;
      return { span: symbol.span, markdown: describeNamedValue(name, resolveNamedValue(facts, name)) };
    }
    case 'fragment': {
      const { id } = symbol.reference;
      return { span: symbol.span, markdown: describeFragment(id, resolveFragment(facts, id)) };
    }
    case 'variable': {
      const { name, region } = symbol.place;
      const variable = describeVariable(analysis, name, uri);
      // Of an attribute that names one it is worth knowing what it is for.
      const attribute = region === undefined ? hoverOnDocument(analysis, offset)?.markdown : undefined;
      return {
        span: symbol.span,
        markdown: attribute === undefined ? variable : `${variable}\n\n---\n\n${attribute}`,
      };
    }
    case 'code': {
      const markdown = hoverOnUse(symbol.model, symbol.use);
      return markdown === undefined ? undefined : { span: symbol.span, markdown };
    }
  }
}
