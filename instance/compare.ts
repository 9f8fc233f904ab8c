/**
 * Whether two policies mean the same although their texts differ: the service re-indents, escapes and unescapes,
 * and may refer to a named value by its resource name where the author wrote its display name.
 */
import {
  type AttributeNode,
  type ContentNode,
  type DocumentNode,
  decodeExpression,
  decodeLiteral,
  type ElementNode,
  parsePolicy,
  type ValuePart,
} from '../server/src/core/syntax';
import { textOf } from '../server/src/core/text';

export interface CompareOptions {
  /** Display names of named values by resource name; references by either are then the same. */
  readonly displayNames?: ReadonlyMap<string, string>;
}

/** The text without its byte order mark. */
export function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

/** Whether the texts are the same but for line ends, a byte order mark and line ends at the very end. */
export function sameText(a: string, b: string): boolean {
  return a === b || neutral(a) === neutral(b);
}

/**
 * Whether two policies are the same element by element: names, attributes in any order, decoded values,
 * comments, text without the white space around it. A document with faults is compared by its tree as well, and
 * what the tree does not hold (stray tags) counts as a difference.
 */
export function sameMeaning(a: string, b: string, options: CompareOptions = {}): boolean {
  if (sameText(a, b)) return true;
  const [first, second] = [meaningOf(a, options), meaningOf(b, options)];
  return first !== undefined && first === second;
}

function neutral(text: string): string {
  return lineFeeds(withoutMark(text)).replace(/(?<!\n)\n+$/, '');
}

/** A text that is equal for policies that mean the same; `undefined` where the document is broken. */
function meaningOf(text: string, options: CompareOptions): string | undefined {
  const source = lineFeeds(withoutMark(text));
  const tree = parsePolicy(source);
  if (tree.problems.length > 0) return undefined;
  const lines: string[] = [];
  const pending: { readonly node: ContentNode | DocumentNode; readonly leaving: boolean }[] = [
    { node: tree.document, leaving: false },
  ];
  for (let step = pending.pop(); step !== undefined; step = pending.pop()) {
    const { node } = step;
    if (step.leaving) {
      lines.push('/');
      continue;
    }
    if (node.kind === 'document' || node.kind === 'element') {
      if (node.kind === 'element') {
        lines.push(elementLine(source, node, options));
        pending.push({ node, leaving: true });
      }
      for (const child of [...node.children].reverse()) pending.push({ node: child, leaving: false });
    } else {
      const line = contentLine(source, node, options);
      if (line === undefined) continue;
      const last = lines.at(-1);
      // Text may be cut into several nodes, as by CDATA; what stands together counts together.
      if (last?.startsWith('t ') && line.startsWith('t ')) lines[lines.length - 1] = last + line.slice(2);
      else lines.push(line);
    }
  }
  return lines.join('\u0000');
}

function elementLine(source: string, element: ElementNode, options: CompareOptions): string {
  const attributes = element.attributes.map((attribute) => attributeLine(source, attribute, options)).sort();
  return `e ${JSON.stringify([element.name, attributes])}`;
}

function attributeLine(source: string, attribute: AttributeNode, options: CompareOptions): string {
  const value = attribute.value?.parts.map((part) => partText(source, part)).join('');
  return JSON.stringify([attribute.name, references(value ?? '', options)]);
}

function contentLine(
  source: string,
  node: Exclude<ContentNode, ElementNode>,
  options: CompareOptions,
): string | undefined {
  switch (node.kind) {
    case 'text': {
      const text = node.parts.map((part) => partText(source, part)).join('');
      return text.trim() === '' ? undefined : `t ${references(text.trim(), options)}`;
    }
    case 'cdata':
      return `t ${references(textOf(source, node.contentSpan).trim(), options)}`;
    case 'comment':
      return `c ${textOf(source, node.span)
        .split('\n')
        .map((line) => line.trim())
        .join('\n')}`;
    case 'processing-instruction':
    case 'doctype':
      return `p ${textOf(source, node.span)}`;
  }
}

/** Decoded, with line ends of one kind: a reference such as `&#xD;` may have put others back in. */
function partText(source: string, part: ValuePart): string {
  if (part.kind === 'literal') return lineFeeds(decodeLiteral(source, part.span));
  const [open, close] = part.form === 'single' ? ['@(', ')'] : ['@{', '}'];
  return open + lineFeeds(decodeExpression(source, part).code) + close;
}

function lineFeeds(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

function references(text: string, { displayNames }: CompareOptions): string {
  if (displayNames === undefined || !text.includes('{{')) return text;
  return text.replace(/\{\{\s*([^{}\s]+)\s*\}\}/g, (whole, name: string) => {
    const displayName = displayNames.get(name);
    return displayName === undefined ? whole : `{{${displayName}}}`;
  });
}
