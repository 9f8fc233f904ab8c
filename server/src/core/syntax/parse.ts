/** Reads a policy document: the one scanner behind the tree and the tokens. */
import { TreeBuilder } from './builder';
import { BANG, BYTE_ORDER_MARK, isNameStart, isSpace, LESS_THAN, QUESTION_MARK, SLASH } from './characters';
import type { ContentNode, ElementNode, PolicyTree, Token } from './nodes';
import { Reader } from './reader';
import { readCloseTag, readLoneLessThan, readOpenTag, readUnopenedTag } from './tags';
import { BlankText, readText, spanOf } from './values';

/** Reads a policy document of any quality; it never throws, and takes time linear in the text's length. */
export function parsePolicy(text: string): PolicyTree {
  return parse(new Reader(text, undefined));
}

const tokensOfTrees = new WeakMap<PolicyTree, readonly Token[]>();

/** The document's tokens; their texts joined are the document. A tree's are computed once. */
export function tokensOf(source: PolicyTree | string): readonly Token[] {
  if (typeof source === 'string') return scanTokens(source);
  const known = tokensOfTrees.get(source);
  if (known !== undefined) return known;
  const tokens = scanTokens(source.text);
  tokensOfTrees.set(source, tokens);
  return tokens;
}

function scanTokens(text: string): readonly Token[] {
  const tokens: Token[] = [];
  parse(new Reader(text, tokens));
  return tokens;
}

function parse(reader: Reader): PolicyTree {
  const { text, length } = reader;
  const builder = new TreeBuilder(reader);
  if (reader.unitAt(0) === BYTE_ORDER_MARK) {
    reader.token('bom', 0, 1);
    reader.pos = 1;
  }
  while (reader.pos < length) {
    if (reader.unitAt(reader.pos) === LESS_THAN) readMarkup(reader, builder);
    else if (!readBlank(reader, builder) && !readUnopenedTag(reader, builder)) {
      const start = reader.pos;
      const { parent } = builder;
      const parts = readText(reader, { kind: 'text', element: 'name' in parent ? parent.name : undefined });
      const span = spanOf(parts, start, reader.pos);
      builder.add({ kind: 'text', span, blank: false, parent: asParent(parent), parts });
    }
  }
  builder.finish();
  const document = builder.document;
  const root = findRoot(document.children);
  checkTopLevel(reader, document.children, root);
  const problems = reader.problems.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  return { text, document, root, problems, elementCount: reader.elements };
}

/** Reads white space up to a tag or to the end; false, with nothing read, for any other text. */
function readBlank(reader: Reader, builder: TreeBuilder): boolean {
  const start = reader.pos;
  let end = start;
  while (isSpace(reader.unitAt(end))) end++;
  if (end < reader.length && reader.unitAt(end) !== LESS_THAN) return false;
  reader.token('text', start, end);
  reader.pos = end;
  builder.add(new BlankText({ start, end }, asParent(builder.parent)));
  return true;
}

function readMarkup(reader: Reader, builder: TreeBuilder): void {
  const next = reader.unitAt(reader.pos + 1);
  if (next === SLASH) readCloseTag(reader, builder);
  else if (next === BANG) readDeclaration(reader, builder);
  else if (next === QUESTION_MARK) readProcessingInstruction(reader, builder);
  else if (isNameStart(next) || next === 123 || next === 36 || next === 35) readOpenTag(reader, builder);
  else readLoneLessThan(reader, builder);
}

function readDeclaration(reader: Reader, builder: TreeBuilder): void {
  const { text, pos: start } = reader;
  if (text.startsWith('<!--', start)) readComment(reader, builder);
  else if (text.startsWith('<![CDATA[', start)) readCData(reader, builder);
  else if (/^<!DOCTYPE/i.test(text.slice(start, start + 9))) readDoctype(reader, builder);
  else {
    // A comment or CDATA section being typed: only what is there of its start.
    let end = start + 2;
    while (end < reader.length && '-[CDAT'.includes(text[end] ?? ' ') && end - start < 9) end++;
    reader.token('error', start, end);
    reader.problem('invalid-name', start, end, text.slice(start, end));
    reader.pos = end;
    builder.add({ kind: 'doctype', span: { start, end }, parent: asParent(builder.parent) });
  }
}

function readComment(reader: Reader, builder: TreeBuilder): void {
  const start = reader.pos;
  const close = reader.find('-->', start + 4);
  const another = reader.find('<!--', start + 4);
  let end: number;
  if (close === -1 || (another !== -1 && another < close && holdsTag(reader, start, another))) {
    end = reader.lineEnd(start, another === -1 ? reader.length : another);
    reader.problem('unclosed-comment', start, start + 4, '<!--');
  } else end = close + 3;
  reader.token('comment', start, end);
  reader.pos = end;
  builder.add({ kind: 'comment', span: { start, end }, parent: asParent(builder.parent) });
}

/** Whether a line in the range starts with a tag: a comment that runs into the next one was left open there. */
function holdsTag(reader: Reader, start: number, end: number): boolean {
  return /[\r\n][ \t]*<[A-Za-z/]/.test(reader.text.slice(start, end));
}

function readCData(reader: Reader, builder: TreeBuilder): void {
  const start = reader.pos;
  const contentStart = start + 9;
  const close = reader.find(']]>', contentStart);
  let limit = close;
  if (close === -1) {
    const tag = reader.find('</', contentStart);
    limit = tag === -1 ? reader.length : tag;
    reader.problem('unclosed-cdata', start, contentStart, '<![CDATA[');
  }
  const end = close === -1 ? limit : close + 3;
  reader.pos = contentStart;
  const { tokens } = reader;
  const before = tokens?.length ?? 0;
  const parts = readText(reader, { kind: 'cdata', limit });
  if (tokens !== undefined) tokens.length = before;
  reader.token('cdata', start, end);
  reader.pos = end;
  const contentSpan = { start: contentStart, end: limit };
  builder.add({ kind: 'cdata', span: { start, end }, parent: asParent(builder.parent), contentSpan, parts });
}

function readProcessingInstruction(reader: Reader, builder: TreeBuilder): void {
  const start = reader.pos;
  const close = reader.find('?>', start + 2);
  let end = close + 2;
  if (close === -1) {
    end = reader.lineEnd(start, nextOrEnd(reader, '<', start + 1));
    reader.problem('unclosed-tag', start, end, '?');
  }
  reader.token('processing-instruction', start, end);
  reader.pos = end;
  builder.add({ kind: 'processing-instruction', span: { start, end }, parent: asParent(builder.parent) });
}

function readDoctype(reader: Reader, builder: TreeBuilder): void {
  const start = reader.pos;
  let end = nextOrEnd(reader, '>', start);
  const subset = reader.find('[', start);
  if (subset !== -1 && subset < end) {
    const close = reader.find(']', subset);
    if (close !== -1) end = nextOrEnd(reader, '>', close);
  }
  if (end < reader.length) end++;
  else {
    end = reader.lineEnd(start, nextOrEnd(reader, '<', start + 1));
    reader.problem('unclosed-tag', start, end, '!DOCTYPE');
  }
  reader.token('doctype', start, end);
  reader.pos = end;
  builder.add({ kind: 'doctype', span: { start, end }, parent: asParent(builder.parent) });
}

function nextOrEnd(reader: Reader, needle: string, from: number): number {
  const at = reader.find(needle, from);
  return at === -1 ? reader.length : at;
}

/** The nodes under construction are the nodes of the finished tree. */
function asParent(container: TreeBuilder['parent']): ContentNode['parent'] {
  return container as ContentNode['parent'];
}

/** The first element; one that is whole comes before one that is only being typed. */
function findRoot(nodes: readonly ContentNode[]): ElementNode | undefined {
  const elements = nodes.filter((node) => node.kind === 'element');
  return (
    elements.find((element) => element.openTagEnded && element.name !== '') ??
    elements.find((element) => element.name !== '') ??
    elements[0]
  );
}

function checkTopLevel(reader: Reader, nodes: readonly ContentNode[], root: ElementNode | undefined): void {
  let previous: ContentNode | undefined;
  for (const node of nodes) {
    const afterLoneLessThan = previous?.kind === 'element' && previous.name === '' && !previous.openTagEnded;
    previous = node;
    if (node.kind === 'element' && node !== root && node.openTagEnded && node.name !== '')
      reader.problem('several-roots', node.nameSpan.start, node.nameSpan.end, node.name);
    if ((node.kind !== 'text' && node.kind !== 'cdata') || afterLoneLessThan) continue;
    let { start, end } = node.span;
    while (start < end && isSpace(reader.unitAt(start))) start++;
    while (end > start && isSpace(reader.unitAt(end - 1))) end--;
    if (start === end) continue;
    reader.problem('text-outside-root', start, end, reader.text.slice(start, Math.min(end, start + 20)));
  }
  if (root === undefined && reader.problems.length === 0) reader.problem('no-root', 0, 0, '');
}
