/**
 * Reads a document as `rawxml` and gives the first fault in the words of the service's reader for it, whose
 * messages about tags and code blocks are Razor's and whose others are those of .NET's XML reader.
 */
import type { PolicyTree, SyntaxProblem } from '../../server/src/core/syntax';
import { Positions } from './position';

/** The reader's message with its position, or `undefined` where the document can be read. */
export function rawFault(tree: PolicyTree): string | undefined {
  const first = [...tree.problems].sort((a, b) => a.span.start - b.span.start)[0];
  if (first === undefined) return undefined;
  const { message, at } = described(first, tree);
  return `${message} ${new Positions(tree.text).suffix(at)}`;
}

function described(
  problem: SyntaxProblem,
  tree: PolicyTree,
): { readonly message: string; readonly at: number } {
  const at = problem.span.start;
  const { subject } = problem;
  switch (problem.kind) {
    case 'unmatched-closing-tag':
      return {
        message: `Encountered end tag "${subject}" with no matching start tag.  Are your start/end tags properly balanced?`,
        // The position is that of the tag's slash.
        at: tree.text[at] === '<' ? at + 1 : at,
      };
    case 'missing-slash':
    case 'unclosed-element':
      return {
        message: `The "${subject}" element was not closed.  All elements must be either self-closing or have a matching end tag.`,
        at,
      };
    case 'unclosed-expression':
      return { message: unclosedExpression(tree.text.startsWith('@(', at)), at };
    case 'unclosed-value':
    case 'unclosed-tag':
    case 'unclosed-comment':
    case 'unclosed-cdata':
      return { message: 'Unexpected end of file has occurred.', at: problem.span.end };
    case 'missing-value':
      return {
        message: unexpected(tree.text, problem.span.end, "The expected token is '='."),
        at: problem.span.end,
      };
    case 'unquoted-value':
      return { message: unexpected(tree.text, at, `The expected token is '"' or '''.`), at };
    case 'missing-space':
      return { message: unexpected(tree.text, at, 'Expecting white space.'), at };
    case 'invalid-name':
      return { message: `Name cannot begin with the '${tree.text[at + 1] ?? ''}' character.`, at: at + 1 };
    case 'unopened-tag':
    case 'invalid-character':
      return { message: `'${subject}' is an unexpected token.`, at };
    case 'duplicate-attribute':
      return { message: `'${subject}' is a duplicate attribute name.`, at };
    case 'unescaped-character':
      return subject === '&'
        ? { message: 'An error occurred while parsing EntityName.', at: at + 1 }
        : { message: `'${subject}', hexadecimal value 0x3C, is an invalid attribute character.`, at };
    case 'unknown-entity':
      return { message: `Reference to undeclared entity '${subject.replace(/^&|;$/g, '')}'.`, at: at + 1 };
    case 'several-roots':
      return { message: 'There are multiple root elements.', at };
    case 'text-outside-root':
    case 'no-root':
      return { message: 'Data at the root level is invalid.', at };
  }
}

function unclosedExpression(single: boolean): string {
  const [kind, opening, closing] = single ? ['explicit expression', '(', ')'] : ['code', '{', '}'];
  return `The ${kind} block is missing a closing "${closing}" character.  Make sure you have a matching "${closing}" character for all the "${opening}" characters within this block, and that none of the "${closing}" characters are being interpreted as markup.`;
}

function unexpected(text: string, at: number, expected: string): string {
  const token = /^[\w:][\w:.-]*/.exec(text.slice(at, at + 200))?.[0] ?? text[at] ?? '';
  return `'${token}' is an unexpected token. ${expected}`;
}
