/**
 * Where in a document the faults are that the service found. The service says where the policy's element stood in
 * the text that was sent; people want the expression, the named value or the tag that is wrong.
 */
import {
  type ElementNode,
  type ExpressionPart,
  type PolicyTree,
  parsePolicy,
  type ValuePart,
  walkElements,
} from '../server/src/core/syntax';
import { LineIndex, type Span, textOf } from '../server/src/core/text';
import type { PolicyFault } from './types';

export interface PlacedFault {
  readonly fault: PolicyFault;
  /** In UTF-16 code units of the document; never empty unless the document is. */
  readonly span: Span;
}

/** How the service's C# compiler and its sandbox word what is wrong with an expression. */
const expressionMessage =
  /(?:character|string) literal|^[^\s]{1,3} expected$|^(?:Identifier|Type|Expression)\b.*expected|Usage of (?:type|member)|Dynamic member invocation|current context|Cannot (?:implicitly )?convert|does not contain a definition|could not be found \(are you missing|Invalid expression term|not all code paths|Operator '|No overload for|cannot be used like a|unassigned local variable|Syntax error/i;

/**
 * The place of each fault in the document. The document may have been indented anew since it was sent: then the
 * element of that name nearest to the line is taken.
 */
export function faultsToSpans(text: string, faults: readonly PolicyFault[]): readonly PlacedFault[] {
  const tree = parsePolicy(text);
  const lines = new LineIndex(text);
  const elements = [...walkElements(tree)];
  return faults.map((fault) => ({ fault, span: placeOf(fault, { text, tree, lines, elements }) }));
}

interface Document {
  readonly text: string;
  readonly tree: PolicyTree;
  readonly lines: LineIndex;
  readonly elements: readonly ElementNode[];
}

function placeOf(fault: PolicyFault, document: Document): Span {
  const at = offsetOf(fault, document);
  if (fault.element !== undefined) {
    const element = findElement(fault.element, at, document);
    if (element !== undefined) return expressionIn(fault, element) ?? element.nameSpan;
    // The service may name the named value it misses in place of an element.
    const reference = findReference(fault.element, at, document);
    if (reference !== undefined) return reference;
  }
  const mentioned = expressionMentioned(fault, document);
  if (mentioned !== undefined) return mentioned;
  if (at !== undefined) return elementNameAt(at, document) ?? wordAt(document.text, at);
  return document.tree.root?.nameSpan ?? { start: 0, end: Math.min(1, document.text.length) };
}

/** The document's offset of the fault's line and column, which count in the text without its byte order mark. */
function offsetOf({ line, column }: PolicyFault, { text, lines }: Document): number | undefined {
  if (line === undefined) return undefined;
  const mark = line === 1 && text.startsWith('\ufeff') ? 1 : 0;
  return lines.offsetAt({ line: line - 1, character: (column ?? 1) - 1 + mark });
}

function findElement(name: string, at: number | undefined, document: Document): ElementNode | undefined {
  const named = document.elements.filter((element) => element.name === name);
  if (at === undefined) return named.length === 1 ? named[0] : undefined;
  const exact = named.find(({ nameSpan }) => nameSpan.start === at);
  if (exact !== undefined) return exact;
  const line = document.lines.positionAt(at).line;
  const distance = (element: ElementNode) =>
    Math.abs(document.lines.positionAt(element.nameSpan.start).line - line);
  return named.reduce<ElementNode | undefined>(
    (best, element) => (best === undefined || distance(element) < distance(best) ? element : best),
    undefined,
  );
}

/** The only expression of an element, where the fault is about C#; conditions of `choose` are found below it. */
function expressionIn({ message }: PolicyFault, element: ElementNode): Span | undefined {
  if (!expressionMessage.test(message)) return undefined;
  const own = expressionsOf(element);
  const found =
    own.length > 0
      ? own
      : element.children.flatMap((child) => (child.kind === 'element' ? expressionsOf(child) : []));
  return found.length === 1 ? found[0]?.span : undefined;
}

/** Expressions in an element's attributes and its own text. */
function expressionsOf(element: ElementNode): readonly ExpressionPart[] {
  const parts: ValuePart[] = [];
  for (const { value } of element.attributes) if (value !== undefined) parts.push(...value.parts);
  for (const child of element.children)
    if (child.kind === 'text' || child.kind === 'cdata') parts.push(...child.parts);
  return parts.filter((part) => part.kind === 'expression');
}

/** The only expression that holds the name which a message about C# has in quotes. */
function expressionMentioned({ message }: PolicyFault, document: Document): Span | undefined {
  if (!expressionMessage.test(message)) return undefined;
  const name = /'([^']+)'/.exec(message)?.[1]?.split('.').at(-1);
  if (name === undefined) return undefined;
  const holding = document.elements
    .flatMap(expressionsOf)
    .filter((part) => textOf(document.text, part.codeSpan).includes(name));
  return holding.length === 1 ? holding[0]?.span : undefined;
}

/** The reference to a named value nearest behind the place, else the first one. */
function findReference(name: string, at: number | undefined, { text }: Document): Span | undefined {
  const found: Span[] = [];
  for (const match of text.matchAll(/\{\{\s*([^{}\s]+)\s*\}\}/g))
    if (match[1] === name) found.push({ start: match.index, end: match.index + match[0].length });
  return found.find(({ start }) => at === undefined || start >= at) ?? found.at(-1);
}

function elementNameAt(at: number, { elements }: Document): Span | undefined {
  return elements.find(
    ({ openTag, nameSpan }) => openTag.start <= at && at <= nameSpan.end && nameSpan.end > nameSpan.start,
  )?.nameSpan;
}

/** The word at an offset, a tag's brackets skipped, on one line; one character where there is none. */
function wordAt(text: string, at: number): Span {
  const start = /^<?\/?/.exec(text.slice(at, at + 2))?.[0].length ?? 0;
  const word = /^[\w.:-]+/.exec(text.slice(at + start, at + start + 200))?.[0] ?? '';
  if (word !== '') return { start: at + start, end: at + start + word.length };
  const atEnd = at >= text.length || text[at] === '\n' || text[at] === '\r';
  return atEnd
    ? { start: Math.max(0, at - 1), end: Math.max(at, Math.min(1, text.length)) }
    : { start: at, end: at + 1 };
}
