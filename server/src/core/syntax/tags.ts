/** Scans opening and closing tags with their attributes. */

import type { OpenElement, TreeBuilder } from './builder';
import {
  DOUBLE_QUOTE,
  EQUALS,
  endsWord,
  GREATER_THAN,
  isLineBreak,
  isNameCharacter,
  isNameStart,
  isSpace,
  LESS_THAN,
  SINGLE_QUOTE,
  SLASH,
} from './characters';
import { startsExpression } from './expressions';
import type { AttributeNode, AttributeValue, CloseTag } from './nodes';
import type { Reader } from './reader';
import { BlankText, mayFollowSlash, readQuotedValue, readUnquotedValue } from './values';

const NAME_AND_EQUALS = /[A-Za-z_][\w.:-]*\s*=/y;

/** Reads the opening tag whose `<` is at the reader's position and adds its element to the tree. */
export function readOpenTag(reader: Reader, builder: TreeBuilder): void {
  const start = reader.pos;
  reader.token('open-tag-start', start, start + 1);
  const element = readTag(reader, builder, start, start + 1);
  builder.open(element, element.selfClosing);
}

/** A name at the start of a text, and behind it what only a tag has. */
const TAG_WITHOUT_START =
  /\s*([A-Za-z][\w.-]*(?::[A-Za-z][\w.-]*)?)(?=\s*\/?>|\s+[A-Za-z_][\w.:-]*\s*=\s*["'])/y;

/**
 * Reads a tag whose `<` is missing, where a text begins like one: `a b="c">` with a closing tag later on, or
 * `a b="c" />`. False, with nothing read, for any other text.
 */
export function readUnopenedTag(reader: Reader, builder: TreeBuilder): boolean {
  const { pos: start, problems, tokens } = reader;
  TAG_WITHOUT_START.lastIndex = start;
  const [whole, name = ''] = TAG_WITHOUT_START.exec(reader.text) ?? [];
  const { parent } = builder;
  // A `<` that white space keeps apart from its name is reported already.
  if (reader.unitAt(start - 1) === LESS_THAN) return false;
  if (whole === undefined || ('name' in parent && parent.name === name) || reader.patience <= 0) return false;
  const nameStart = start + whole.length - name.length;
  const before = { problems: problems.length, tokens: tokens?.length ?? 0 };
  reader.token('text', start, nameStart);
  const element = readTag(reader, builder, nameStart, nameStart);
  if (
    problems.length > before.problems ||
    !element.openTagEnded ||
    !(element.selfClosing || closesLater(reader, name))
  ) {
    reader.patience -= reader.pos - start;
    problems.length = before.problems;
    if (tokens !== undefined) tokens.length = before.tokens;
    reader.pos = start;
    return false;
  }
  if (nameStart > start) {
    const span = { start, end: nameStart };
    builder.add(new BlankText(span, element.parent));
  }
  reader.problem('unopened-tag', nameStart, nameStart + name.length, name);
  builder.open(element, element.selfClosing);
  return true;
}

function closesLater(reader: Reader, name: string): boolean {
  const at = reader.find(`</${name}`, reader.pos);
  reader.patience -= (at === -1 ? reader.length : at) - reader.pos;
  return at !== -1;
}

/** Reads a tag from its name on; the tag itself starts at `start`. */
function readTag(reader: Reader, builder: TreeBuilder, start: number, nameStart: number): OpenElement {
  reader.pos = nameStart;
  const cut = nameWithoutContent(reader, nameStart);
  const name = cut ?? readName(reader);
  if (cut !== undefined) {
    reader.pos = nameStart + cut.length;
    reader.token('name', nameStart, reader.pos);
  }
  const attributes: AttributeNode[] = [];
  const tag = { start, end: reader.pos };
  const nothing = { start: reader.pos, end: reader.pos };
  const element: OpenElement = {
    kind: 'element',
    index: reader.elements++,
    span: tag,
    parent: builder.parent,
    name,
    nameSpan: { start: nameStart, end: reader.pos },
    attributes,
    children: [],
    openTag: tag,
    openTagEnded: false,
    selfClosing: false,
    closeTag: undefined,
    contentSpan: nothing,
  };
  if (cut !== undefined) {
    reader.problem('unclosed-tag', start, reader.pos, name);
    return element;
  }
  if (!isName(name)) reader.problem('invalid-name', nameStart, reader.pos, name);
  const end = readAttributes(reader, element, attributes);
  if (attributes.length > 1) checkDuplicates(reader, attributes);
  element.openTagEnded = end !== 'broken';
  element.selfClosing = end === 'self-closed';
  // Nobody else has seen them yet.
  tag.end = reader.pos;
  nothing.start = reader.pos;
  nothing.end = reader.pos;
  return element;
}

const NAME_BEFORE_EXPRESSION = /[A-Za-z][\w.-]*(?=@[({])/y;

/** A closing tag, to compare its name with what stands before it. */
const CLOSING_TAG = /<\/([A-Za-z_][\w.:-]*)\s*>/y;

/**
 * The name of a tag that has no `>` and is followed by its content at once, as in `<value@(x)</value>` or
 * `<valuex</value>`; `undefined` for every other tag.
 */
function nameWithoutContent(reader: Reader, start: number): string | undefined {
  const { text } = reader;
  let nameEnd = start;
  while (isNameCharacter(reader.unitAt(nameEnd))) nameEnd++;
  if (reader.unitAt(nameEnd) === GREATER_THAN) return undefined;
  const next = reader.find('<', start);
  if (next === -1) return undefined;
  if (startsExpression(text, nameEnd)) {
    NAME_BEFORE_EXPRESSION.lastIndex = start;
    const expression = NAME_BEFORE_EXPRESSION.exec(text);
    if (expression) return expression[0];
  }
  const end = reader.find('>', start);
  if (end !== -1 && end < next) return undefined;
  CLOSING_TAG.lastIndex = next;
  const name = CLOSING_TAG.exec(text)?.[1];
  if (name === undefined || next <= start + name.length || !text.startsWith(name, start)) return undefined;
  return endsWord(text.charCodeAt(start + name.length)) ? undefined : name;
}

/** A `<` that starts no tag: an element without a name, so that completion has a node to stand on. */
export function readLoneLessThan(reader: Reader, builder: TreeBuilder): void {
  const start = reader.pos;
  const end = start + 1;
  reader.token('open-tag-start', start, end);
  reader.pos = end;
  let tagEnd = end;
  if (reader.unitAt(end) === GREATER_THAN) {
    reader.token('tag-end', end, end + 1);
    tagEnd = end + 1;
    reader.pos = tagEnd;
  }
  reader.problem('invalid-name', start, tagEnd, '<');
  const span = { start, end: tagEnd };
  builder.open(
    {
      kind: 'element',
      index: reader.elements++,
      span,
      parent: builder.parent,
      name: '',
      nameSpan: { start: end, end },
      attributes: [],
      children: [],
      openTag: span,
      openTagEnded: tagEnd > end,
      selfClosing: false,
      closeTag: undefined,
      contentSpan: { start: tagEnd, end: tagEnd },
    },
    true,
  );
}

/** Reads the closing tag whose `</` is at the reader's position. */
export function readCloseTag(reader: Reader, builder: TreeBuilder): void {
  const start = reader.pos;
  const nameStart = start + 2;
  reader.token('close-tag-start', start, nameStart);
  reader.pos = nameStart;
  const name = readName(reader, builder.innermostName);
  const nameSpan = { start: nameStart, end: reader.pos };
  skipSpace(reader);
  const junk = reader.pos;
  if (name !== '') {
    while (reader.pos < reader.length && !endsCloseTag(reader.unitAt(reader.pos))) reader.pos++;
  }
  if (reader.unitAt(reader.pos) === GREATER_THAN) {
    if (reader.pos > junk) {
      reader.token('error', junk, reader.pos);
      reader.problem('invalid-character', junk, reader.pos, reader.text.slice(junk, junk + 1));
    }
    reader.token('tag-end', reader.pos, reader.pos + 1);
    reader.pos++;
  } else {
    // The tag ends with its name: what follows on the line or the next one is content again.
    dropTokensFrom(reader, nameSpan.end);
    reader.pos = nameSpan.end;
    if (name !== '') reader.problem('unclosed-tag', start, nameSpan.end, name);
  }
  const tag: CloseTag = { span: { start, end: reader.pos }, name, nameSpan };
  builder.close(tag);
}

function endsCloseTag(unit: number): boolean {
  return unit === GREATER_THAN || unit === LESS_THAN || isLineBreak(unit);
}

type TagEnd = 'ended' | 'self-closed' | 'broken';

/** The state to go back to when a tag turns out to have no end. */
interface Checkpoint {
  end: number;
  attributes: number;
  problems: number;
}

function readAttributes(reader: Reader, element: OpenElement, attributes: AttributeNode[]): TagEnd {
  const { length } = reader;
  const whole: Checkpoint = { end: reader.pos, attributes: 0, problems: reader.problems.length };
  let separated = false;
  let reported = false;
  while (reader.pos < length) {
    const pos = reader.pos;
    const unit = reader.unitAt(pos);
    if (isSpace(unit)) {
      skipSpace(reader);
      separated = true;
      continue;
    }
    if (unit === GREATER_THAN) {
      reader.token('tag-end', pos, pos + 1);
      reader.pos = pos + 1;
      return 'ended';
    }
    if (unit === SLASH && reader.unitAt(pos + 1) === GREATER_THAN) {
      reader.token('empty-tag-end', pos, pos + 2);
      reader.pos = pos + 2;
      return 'self-closed';
    }
    // An expression without an attribute is the content of a tag that has no `>`.
    if (unit === LESS_THAN || startsExpression(reader.text, pos)) break;
    if (unit === SLASH || unit === EQUALS || unit === DOUBLE_QUOTE || unit === SINGLE_QUOTE) {
      if (unit === SLASH && readSpacedEnd(reader)) return 'self-closed';
      const problems = reader.problems.length;
      readJunk(reader, unit);
      // A `/` without its `>` is part of the tag that breaks off, and of that mistake.
      if (unit === SLASH && attributes.length === whole.attributes) {
        whole.end = reader.pos;
        whole.problems = Math.min(problems, whole.problems);
      }
      separated = true;
      continue;
    }
    const attribute = readAttribute(reader, element, separated);
    attributes.push(attribute);
    separated = false;
    if (attribute.value !== undefined) {
      whole.end = reader.pos;
      whole.attributes = attributes.length;
      whole.problems = reader.problems.length;
      if (!attribute.value.closed || attribute.value.parts.some((p) => p.kind === 'expression' && !p.closed))
        reported = true;
    }
  }
  breakOff(reader, element, attributes, whole, reported);
  return 'broken';
}

/** Ends a tag that has no `>`: words on later lines are no attributes but the text that follows. */
function breakOff(
  reader: Reader,
  element: OpenElement,
  attributes: AttributeNode[],
  whole: Readonly<Checkpoint>,
  reported: boolean,
): void {
  // Attributes without a value are the same mistake as the missing end.
  reader.problems.length = whole.problems;
  let { end } = whole;
  let kept = whole.attributes;
  for (const attribute of attributes.slice(whole.attributes)) {
    if (hasLineBreak(reader, end, attribute.span.start)) break;
    end = attribute.span.end;
    kept++;
  }
  attributes.length = kept;
  dropTokensFrom(reader, end);
  // Blanks on the same line are still in the tag: that is where the next attribute is being typed.
  reader.pos = end;
  while (isSpace(reader.unitAt(reader.pos)) && !isLineBreak(reader.unitAt(reader.pos))) reader.pos++;
  reader.token('whitespace', end, reader.pos);
  if (!reported) reader.problem('unclosed-tag', element.openTag.start, end, element.name);
}

function readAttribute(reader: Reader, element: OpenElement, separated: boolean): AttributeNode {
  const start = reader.pos;
  const name = readName(reader);
  const nameSpan = { start, end: reader.pos };
  const goodName = isName(name);
  if (!goodName) reader.problem('invalid-name', start, nameSpan.end, name);
  else if (!separated) reader.problem('missing-space', start, nameSpan.end, name);
  let end = nameSpan.end;
  let value: AttributeValue | undefined;
  let equals = end;
  while (isSpace(reader.unitAt(equals))) equals++;
  if (reader.unitAt(equals) === EQUALS) {
    reader.token('whitespace', end, equals);
    reader.token('equals', equals, equals + 1);
    reader.pos = equals + 1;
    end = reader.pos;
    value = readValue(reader);
    if (value !== undefined) end = reader.pos;
  }
  if (value === undefined && goodName) reader.problem('missing-value', start, end, name);
  return {
    kind: 'attribute',
    span: { start, end },
    parent: element as AttributeNode['parent'],
    name,
    nameSpan,
    value,
  };
}

/** Reads what follows an `=`; `undefined`, with the reader behind the `=`, where no value does. */
function readValue(reader: Reader): AttributeValue | undefined {
  const afterEquals = reader.pos;
  let pos = afterEquals;
  while (isSpace(reader.unitAt(pos))) pos++;
  const unit = reader.unitAt(pos);
  if (unit === DOUBLE_QUOTE || unit === SINGLE_QUOTE) {
    reader.token('whitespace', afterEquals, pos);
    reader.pos = pos;
    return readQuotedValue(reader, unit === DOUBLE_QUOTE ? '"' : "'");
  }
  if (pos >= reader.length || unit === GREATER_THAN || unit === LESS_THAN) return undefined;
  if (unit === SLASH && mayFollowSlash(reader, pos + 1)) return undefined;
  NAME_AND_EQUALS.lastIndex = pos;
  if (pos > afterEquals && (NAME_AND_EQUALS.test(reader.text) || hasLineBreak(reader, afterEquals, pos)))
    return undefined;
  reader.token('whitespace', afterEquals, pos);
  reader.pos = pos;
  const problems = reader.problems.length;
  const value = readUnquotedValue(reader);
  if (reader.problems.length === problems)
    reader.problem('unquoted-value', pos, reader.pos, reader.text.slice(pos, reader.pos));
  return value;
}

/** Skips what has no place in a tag: a stray `/` or `=`, or a quoted text without a name. */
function readJunk(reader: Reader, unit: number): void {
  const start = reader.pos;
  let end = start + 1;
  if (unit === DOUBLE_QUOTE || unit === SINGLE_QUOTE) {
    let close = end;
    while (close < reader.length && reader.unitAt(close) !== unit && !endsCloseTag(reader.unitAt(close)))
      close++;
    if (reader.unitAt(close) === unit) end = close + 1;
  }
  reader.token('error', start, end);
  reader.problem('invalid-character', start, end, reader.text.slice(start, start + 1));
  reader.pos = end;
}

/** Reads a `/` that white space keeps apart from its `>`; false, with nothing read, for any other `/`. */
function readSpacedEnd(reader: Reader): boolean {
  const start = reader.pos;
  let end = start + 1;
  while (isSpace(reader.unitAt(end))) end++;
  if (reader.unitAt(end) !== GREATER_THAN) return false;
  reader.token('empty-tag-end', start, end + 1);
  reader.problem('invalid-character', start, end + 1, '/');
  reader.pos = end + 1;
  return true;
}

function checkDuplicates(reader: Reader, attributes: readonly AttributeNode[]): void {
  if (attributes.length <= FEW && !attributes.some(({ name }, i) => isNamedBefore(attributes, i, name)))
    return;
  const seen = new Set<string>();
  for (const { name, nameSpan } of attributes) {
    if (seen.has(name)) reader.problem('duplicate-attribute', nameSpan.start, nameSpan.end, name);
    seen.add(name);
  }
}

/** So few are compared with each other faster than they are collected. */
const FEW = 10;

function isNamedBefore(attributes: readonly AttributeNode[], end: number, name: string): boolean {
  for (let i = 0; i < end; i++) if (attributes[i]?.name === name) return true;
  return false;
}

/** Reads a word as a name, good or not, and leaves the reader behind it. `expected`: what it most likely is. */
function readName(reader: Reader, expected?: string): string {
  const { text, pos: start } = reader;
  const isExpected =
    expected !== undefined &&
    text.startsWith(expected, start) &&
    endsWord(reader.unitAt(start + expected.length));
  let end = isExpected ? start + expected.length : start;
  while (end < reader.length && !endsWord(reader.unitAt(end))) end++;
  reader.token('name', start, end);
  reader.pos = end;
  return isExpected ? expected : text.slice(start, end);
}

function isName(name: string): boolean {
  if (!isNameStart(name.charCodeAt(0))) return false;
  for (let at = 1; at < name.length; at++) if (!isNameCharacter(name.charCodeAt(at))) return false;
  return true;
}

function skipSpace(reader: Reader): void {
  const start = reader.pos;
  let end = start;
  while (isSpace(reader.unitAt(end))) end++;
  reader.token('whitespace', start, end);
  reader.pos = end;
}

function hasLineBreak(reader: Reader, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (isLineBreak(reader.unitAt(at))) return true;
  return false;
}

/** Forgets the tokens of a stretch that is going to be read again. */
function dropTokensFrom(reader: Reader, offset: number): void {
  const { tokens } = reader;
  if (tokens === undefined) return;
  while ((tokens.at(-1)?.span.start ?? -1) >= offset) tokens.pop();
}
