/**
 * The parses of the last texts: whoever wants to know what is wrong with code reads it, and whoever wants to know what
 * it means does so as well, and while someone types, one expression of a document changes and all others stay.
 */
import { RecentTexts } from '../text';
import { parseBlock, parseExpression } from './parse';

/** Trees are larger than their code: of no more than so much code they are kept, in UTF-16 code units. */
const MOST_CODE = 300_000;

const expressions = new RecentTexts(parseExpression, MOST_CODE);
const blocks = new RecentTexts(parseBlock, MOST_CODE);

/** `parseExpression`, once for each text as long as it is remembered. */
export const expressionOf = (code: string) => expressions.of(code);

/** `parseBlock`, once for each text as long as it is remembered. */
export const blockOf = (code: string) => blocks.of(code);
