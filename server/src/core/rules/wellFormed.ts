/** The document has to be well-formed: each of the parser's problems in words, with its repair where that is plain. */
import type { Fix } from '../features/types';
import { type Analysis, hasBranches, holdsPlaceholder, isInPlaceholder } from '../model';
import type { AttributeNode, ElementNode, SyntaxProblem, SyntaxProblemKind } from '../syntax';
import { countBefore, type Span } from '../text';
import { edits, insert, remove, replace } from './fixes';
import { namesAllowedIn } from './names';
import type { DocumentRule } from './types';

export const wellFormed: DocumentRule = {
  name: 'well-formed',
  check(analysis, report) {
    const { root, text } = analysis;
    const filledInBefore = holdsPlaceholder(text.slice(0, root?.span.start));
    const swallowed = swallowedText(analysis);
    const misspelled = closingTagsOfMisspelled(analysis);
    const unended = new Set(
      analysis.tree.problems.filter(({ kind }) => kind === 'unclosed-tag').map(({ span }) => span.start),
    );
    let reportedNoRoot = false;
    for (const problem of analysis.tree.problems) {
      if (isTemplateText(analysis, problem, filledInBefore)) continue;
      // The closing tag is there, only inside of what has no end.
      if (problem.kind === 'unclosed-element' && swallowed.includes(`</${problem.subject}`)) continue;
      if (!root && problem.kind === 'text-outside-root') {
        // Not a policy at all: said once, on its first line.
        if (!reportedNoRoot)
          report({ code: 'no-root', span: firstLine(analysis, problem), message: messages['no-root']('') });
        reportedNoRoot = true;
        continue;
      }
      const { kind, span } = problem;
      // The end of a value in quotes that are none.
      if (kind === 'missing-value' && typographic.test(problem.subject)) continue;
      if (kind === 'several-roots' && root && isOneOfSeveral(analysis, root)) continue;
      if (kind === 'unmatched-closing-tag' && (misspelled.has(span.start) || unended.has(span.start)))
        continue;
      report({
        code: kind,
        span,
        message: messageFor(analysis, problem),
        fixes: () => {
          const fix = fixers[kind]?.(problem, analysis);
          return fix ? [fix] : [];
        },
      });
    }
  },
};

function messageFor(analysis: Analysis, problem: SyntaxProblem): string {
  const { kind, subject } = problem;
  if (hasBackslashes(analysis, problem)) return backslashes;
  if (kind === 'unquoted-value' && typographic.test(subject))
    return 'A value stands in straight quotes, " or \', not in typographic ones.';
  const closed = kind === 'unmatched-closing-tag' ? closedBy(analysis, problem) : undefined;
  if (closed !== undefined)
    return `</${subject}> stands where </${closed.name}> is due: there is no open <${subject}> here.`;
  return messages[kind](subject);
}

/** The quotes that word processors and web pages make of straight ones. */
const typographic = /[\u201C-\u201F\u2018-\u201B\u00AB\u00BB]/;

/** The value may go on behind a space, where XML sees an end of it. */
function straightQuotes(text: string, { start, end }: Span): Fix {
  const [whole] =
    /^([\u201C-\u201F\u2018-\u201B\u00AB])[^<>"=\u201D\u2019\u00BB]*[\u201D\u2019\u00BB]/.exec(
      text.slice(start, start + 500),
    ) ?? [];
  const written = whole ?? text.slice(start, end);
  return replace(
    'Write straight quotes',
    { start, end: start + written.length },
    `"${written.replace(new RegExp(typographic, 'g'), '')}"`,
  );
}

/** The element that a closing tag of another name closes. */
function closedBy(analysis: Analysis, { span }: SyntaxProblem): ElementNode | undefined {
  return analysis.elements.find(
    ({ node: { closeTag, name } }) =>
      closeTag !== undefined &&
      closeTag.name !== name &&
      closeTag.span.start <= span.start &&
      span.start < closeTag.span.end,
  )?.node;
}

const messages: Readonly<Record<SyntaxProblemKind, (subject: string) => string>> = {
  'unclosed-tag': (name) => `The tag <${name}> has no ">".`,
  'unopened-tag': (name) => `The tag <${name}> has no "<".`,
  'unclosed-element': (name) => `<${name}> has no closing tag: add </${name}>.`,
  'missing-slash': (name) =>
    `<${name}> opens another <${name}>: write </${name}> to close the one around it.`,
  'unmatched-closing-tag': (name) => `</${name}> closes nothing: there is no open <${name}> here.`,
  'unclosed-value': (quote) => `The value has no closing quote: add ${quote}.`,
  'unclosed-expression': () => 'The expression has no end: a closing bracket is missing.',
  'unclosed-comment': () => 'The comment has no end: add "-->".',
  'unclosed-cdata': () => 'The CDATA section has no end: add "]]>".',
  'missing-value': (name) => `The attribute "${name}" has no value: write ${name}="…".`,
  'unquoted-value': (value) => `The value has to stand in quotes: "${value}".`,
  'missing-space': (name) => `There has to be a space before "${name}".`,
  'invalid-name': (name) =>
    name === '' || name === '<'
      ? 'A name is expected after "<". Write "&lt;" for the character itself.'
      : `"${name}" is not a name that an element or attribute can have.`,
  'invalid-character': (character) => `"${character}" may not stand here.`,
  'duplicate-attribute': (name) => `The attribute "${name}" is given twice: remove one of them.`,
  'unescaped-character': (character) =>
    `"${character}" has to be written as "${entities[character] ?? '&amp;'}" here.`,
  'unknown-entity': (name) => `"&${name};" is not an entity of XML: write "&amp;" for the character "&".`,
  'text-outside-root': () => 'Text may stand only inside the root element.',
  'several-roots': (name) => `A document has one root element: <${name}> is one too many.`,
  'no-root': () =>
    'The document has no root element: a policy starts with <policies>, a fragment with <fragment>.',
};

const entities: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '&': '&amp;',
  '"': '&quot;',
  "'": '&apos;',
};

const backslashes =
  'The expression ends nowhere: its quotes need no backslash, which is C# for a quote inside of a string only.';

/** Whether a string in an attribute's expression has its quotes escaped as in JSON: `@(Headers[\"a\"])`. */
function hasBackslashes({ text }: Analysis, { kind, span }: SyntaxProblem): boolean {
  return kind === 'unclosed-expression' && escapedQuotes(text, span.start).length > 1;
}

/** Where the backslashes before quotes are in the rest of the line, up to the end of the tag. */
function escapedQuotes(text: string, from: number): readonly number[] {
  const [rest = ''] = /^.*/.exec(text.slice(from, from + 2000)) ?? [];
  const end = rest.search(/(?<!\\)"\s*\/?>/);
  return [...rest.slice(0, end < 0 ? undefined : end).matchAll(/\\(?=")/g)].map(({ index }) => from + index);
}

type Fixer = (problem: SyntaxProblem, analysis: Analysis) => Fix | undefined;

const fixers: Readonly<Partial<Record<SyntaxProblemKind, Fixer>>> = {
  'unclosed-tag': (problem, analysis) => {
    const element = elementAt(analysis, problem);
    return element && !element.openTagEnded ? insert('Add ">"', endOfTag(analysis, element), '>') : undefined;
  },
  'unopened-tag': ({ span: { start } }) => insert('Add "<"', start, '<'),
  'unclosed-element': (problem, analysis) => {
    const element = elementAt(analysis, problem);
    if (!element?.openTagEnded) return undefined;
    const at = trimmedEnd(analysis.text, element.contentSpan.end, element.openTag.end);
    if (at === element.openTag.end)
      return replace(`Close <${element.name}> with "/>"`, { start: at - 1, end: at }, ' />');
    return insert(`Add </${element.name}>`, at, `</${element.name}>`);
  },
  'missing-slash': ({ span: { start } }) => insert('Add "/"', start, '/'),
  'unmatched-closing-tag': (problem, analysis) => {
    const { span, subject } = problem;
    const { text } = analysis;
    const closed = closedBy(analysis, problem);
    if (closed?.closeTag)
      return replace(`Change to </${closed.name}>`, closed.closeTag.nameSpan, closed.name);
    const start = text.lastIndexOf('</', span.start);
    const end = text.indexOf('>', span.start);
    if (start < 0 || end < 0 || text.slice(start + 2, end).trim() !== subject) return undefined;
    return remove(`Remove </${subject}>`, text, { start, end: end + 1 });
  },
  'unclosed-value': (problem, analysis) => {
    const value = attributeAt(analysis, problem)?.value;
    return value?.quote && insert(`Add ${value.quote}`, value.span.end, value.quote);
  },
  'unclosed-expression': (problem, analysis) =>
    hasBackslashes(analysis, problem)
      ? edits(
          'Remove the backslashes',
          escapedQuotes(analysis.text, problem.span.start).map((at) => ({
            span: { start: at, end: at + 1 },
            newText: '',
          })),
        )
      : undefined,
  'unclosed-comment': (_, { text }) => insert('Add "-->"', text.length, '-->'),
  'unclosed-cdata': (_, { text }) => insert('Add "]]>"', text.length, ']]>'),
  'missing-value': (problem, analysis) => {
    const attribute = attributeAt(analysis, problem);
    if (!attribute || attribute.value) return undefined;
    return replace('Add a value', attribute.span, `${attribute.name}=""`);
  },
  'unquoted-value': (problem, analysis) => {
    const value = attributeAt(analysis, problem)?.value;
    if (!value || value.quote) return undefined;
    const written = analysis.text.slice(value.span.start, value.span.end);
    if (typographic.test(written)) return straightQuotes(analysis.text, value.span);
    return replace('Put in quotes', value.span, `"${analysis.text.slice(value.span.start, value.span.end)}"`);
  },
  'invalid-name': ({ span, subject }) =>
    subject === '' || subject === '<'
      ? replace('Write &lt;', { start: span.start, end: span.start + 1 }, '&lt;')
      : undefined,
  'missing-space': (problem, analysis) => {
    const attribute = attributeAt(analysis, problem);
    return attribute && insert('Add a space', attribute.span.start, ' ');
  },
  'duplicate-attribute': (problem, analysis) => {
    const attribute = attributeAt(analysis, problem);
    return attribute && remove(`Remove this "${attribute.name}"`, analysis.text, attribute.span);
  },
  'unescaped-character': ({ span }, { text }) => {
    const entity = entities[text.slice(span.start, span.end)];
    return entity === undefined ? undefined : replace(`Write ${entity}`, span, entity);
  },
  'unknown-entity': ({ span }, { text }) =>
    text[span.start] === '&'
      ? replace('Write &amp;', { start: span.start, end: span.start + 1 }, '&amp;')
      : undefined,
};

/** Where closing tags stand that are right: it is the opening tag's name that nobody knows, and that is reported. */
function closingTagsOfMisspelled(analysis: Analysis): ReadonlySet<number> {
  const found = new Set<number>();
  if (!analysis.tree.problems.some(({ kind }) => kind === 'unmatched-closing-tag')) return found;
  for (const { node, meaning } of analysis.elements) {
    const { closeTag, name, parent } = node;
    if (!closeTag || closeTag.name === name || meaning.kind !== 'unknown') continue;
    const isKnown =
      parent.kind === 'document'
        ? analysis.catalogue.root(closeTag.name) !== undefined
        : namesAllowedIn(analysis, parent).set.has(closeTag.name);
    if (isKnown) found.add(closeTag.span.start);
  }
  return found;
}

/** The innermost element whose opening tag holds the problem. */
function elementAt(analysis: Analysis, { span }: SyntaxProblem): ElementNode | undefined {
  let found: ElementNode | undefined;
  for (const { node: element } of analysis.elements) {
    if (element.span.start > span.start) break;
    if (element.openTag.start <= span.start && span.start <= element.openTag.end) found = element;
  }
  return found;
}

/** The last attribute that starts at or before the problem and reaches it. */
function attributeAt(analysis: Analysis, problem: SyntaxProblem): AttributeNode | undefined {
  const attributes = elementAt(analysis, problem)?.attributes ?? [];
  const { start } = problem.span;
  const last =
    attributes[countBefore(attributes.length, (i) => (attributes[i]?.span.start ?? 0) <= start) - 1];
  return last !== undefined && start <= last.span.end ? last : undefined;
}

function endOfTag(analysis: Analysis, element: ElementNode): number {
  return trimmedEnd(analysis.text, element.openTag.end, element.nameSpan.end);
}

function trimmedEnd(text: string, end: number, from: number): number {
  let at = end;
  while (at > from && /\s/.test(text[at - 1] ?? '')) at--;
  return at;
}

/**
 * Whether other roots need no word: policies or sections without anything around them are said to be so at the first
 * one, and a deployment tool may choose between several.
 */
function isOneOfSeveral(analysis: Analysis, root: ElementNode): boolean {
  const { kind } = analysis.meaningOf(root);
  return kind === 'misplaced' || kind === 'section' || hasBranches(analysis, analysis.tree.document);
}

/** The text of the last comment or CDATA section without an end, as far as the parser takes it: to its line's end. */
function swallowedText({ text, tree: { problems } }: Analysis): string {
  const start = problems.findLast(({ kind }) => kind === 'unclosed-comment' || kind === 'unclosed-cdata')
    ?.span.start;
  return start === undefined ? '' : (/^.*/.exec(text.slice(start, start + 2000))?.[0] ?? '');
}

function firstLine({ text }: Analysis, { span }: SyntaxProblem): Span {
  const lineEnd = text.indexOf('\n', span.start);
  return { start: span.start, end: lineEnd < 0 ? span.end : Math.min(span.end, lineEnd) };
}

/** A document that a deployment tool completes need not be well-formed where the tool's own text stands. */
function isTemplateText({ text }: Analysis, { kind, span }: SyntaxProblem, filledInBefore: boolean): boolean {
  switch (kind) {
    case 'text-outside-root':
    case 'no-root':
      return filledInBefore || holdsPlaceholder(text.slice(span.start, span.end));
    case 'invalid-character':
    case 'invalid-name':
    case 'missing-value':
    case 'missing-space':
      return holdsPlaceholder(tagAround(text, span));
    case 'unescaped-character':
    case 'unknown-entity':
      return isInPlaceholder(text, span.start);
    default:
      return false;
  }
}

/** What stands around a problem in a tag: a placeholder there is read as several broken attributes. */
function tagAround(text: string, { start, end }: Span): string {
  const before = text.slice(Math.max(0, start - 200), start);
  const behind = text.slice(start, end + 200);
  const tagEnd = behind.indexOf('>');
  return (
    before.slice(Math.max(0, before.lastIndexOf('<'))) + behind.slice(0, tagEnd < 0 ? undefined : tagEnd)
  );
}
