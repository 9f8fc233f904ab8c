/** How a document is laid out, so that what is inserted looks like the rest. */
import type { ElementNode } from '../syntax';
import { elementsOf } from './elements';
import type { Analysis } from './types';

export interface DocumentStyle {
  readonly eol: '\n' | '\r\n';
  /** One level: a tab, or some spaces. */
  readonly indent: string;
}

const defaultIndent = '    ';

/** The light bulb asks at every move of the cursor. */
const known = new WeakMap<Analysis, DocumentStyle>();

/** The line ending and the indentation that most of the document has; four spaces where nothing is indented. */
export function documentStyle(analysis: Analysis): DocumentStyle {
  let style = known.get(analysis);
  if (style === undefined) {
    style = styleOf(analysis);
    known.set(analysis, style);
  }
  return style;
}

function styleOf({ text, tree }: Analysis): DocumentStyle {
  const counts = new Map<string, number>();
  for (const element of elementsOf(tree.document)) {
    if (element.parent.kind !== 'element') continue;
    const inner = lineIndent(text, element.span.start);
    const outer = lineIndent(text, element.parent.span.start);
    if (inner === undefined || outer === undefined || inner === outer || !inner.startsWith(outer)) continue;
    const step = inner.slice(outer.length);
    counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  const [indent = defaultIndent] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
  const lines = text.split('\n').length - 1;
  const returns = text.split('\r\n').length - 1;
  return { eol: returns * 2 > lines ? '\r\n' : '\n', indent };
}

/** The white space before the offset on its line; `undefined` where something else stands before it. */
export function lineIndent(text: string, offset: number): string | undefined {
  let start = offset;
  while (text[start - 1] === ' ' || text[start - 1] === '\t') start--;
  const before = text[start - 1];
  return before === undefined || before === '\n' || before === '\r' || before === '\uFEFF'
    ? text.slice(start, offset)
    : undefined;
}

/** The element's indentation, or what it would be if the element stood on a line of its own. */
export function indentOf(text: string, element: ElementNode, { indent }: DocumentStyle): string {
  let levels = 0;
  for (let node = element; ; node = node.parent, levels++) {
    const found = lineIndent(text, node.span.start);
    if (found !== undefined) return found + indent.repeat(levels);
    if (node.parent.kind !== 'element') return indent.repeat(levels);
  }
}
