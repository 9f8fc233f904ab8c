/** Writes template text into a document: the edits, and where its placeholders are afterwards. */
import type { Section } from '../../../catalogue/types';
import { type Analysis, childElements, type DocumentStyle, indentOf, lineIndent } from '../../../model';
import type { ContentNode, ElementNode } from '../../../syntax';
import type { Span, TextEdit } from '../../../text';
import type { CodeActionEffect, TemplatePart, TemplateText } from '../../types';
import { anchorIn } from './placement';
import { withoutRepeated } from './repeated';

/** Something to write into an element, behind one of its children or first of all. */
export interface Insertion {
  readonly text: string;
  readonly style: DocumentStyle;
  readonly container: ElementNode;
  readonly after: ElementNode | undefined;
  readonly body: TemplateText;
}

interface TemplateEdit {
  readonly span: Span;
  readonly parts: readonly TemplatePart[];
}

type SectionBody = { readonly section: Section; readonly body: TemplateText };

/** The first element of each section that the document has. */
export function presentSections(analysis: Analysis, root: ElementNode): ReadonlyMap<Section, ElementNode> {
  const present = new Map<Section, ElementNode>();
  for (const child of childElements(root)) {
    const meaning = analysis.meaningOf(child);
    if (meaning.kind === 'section' && !present.has(meaning.section)) present.set(meaning.section, child);
  }
  return present;
}

/** The insertions that put each body into its section; sections that are missing are made, in their usual order. */
export function insertSections(
  analysis: Analysis,
  root: ElementNode,
  bodies: readonly SectionBody[],
  present: ReadonlyMap<Section, ElementNode>,
  style: DocumentStyle,
): readonly Insertion[] {
  const { text } = analysis;
  const order = analysis.catalogue.data.sections.map((section) => section.name);
  const found: Insertion[] = [];
  const missing = new Map<ElementNode | undefined, TemplateText[]>();
  for (const { section, body } of [...bodies].sort(
    (a, b) => order.indexOf(a.section) - order.indexOf(b.section),
  )) {
    const container = present.get(section);
    if (container !== undefined) {
      found.push({
        text,
        style,
        container,
        after: anchorIn(analysis, container, section),
        body: withoutRepeated(analysis, container, body),
      });
      continue;
    }
    const before = order.slice(0, order.indexOf(section)).findLast((name) => present.has(name));
    const after = before === undefined ? undefined : present.get(before);
    missing.set(after, [...(missing.get(after) ?? []), newSection(analysis, section, body)]);
  }
  for (const [after, sections] of missing) {
    const body = sections.flatMap((section, i) => (i === 0 ? section : ['\n', ...section]));
    found.push({ text, style, container: root, after, body });
  }
  return found;
}

/** Nothing is inherited at global scope, so that `<base />` is only written at the others. */
function newSection({ scope }: Analysis, section: Section, body: TemplateText): TemplateText {
  const inner = scope === 'global' ? body : ['<base />\n', ...body];
  const indented = inner.map((part) => (typeof part === 'string' ? part.replaceAll('\n', '\n\t') : part));
  return [`<${section}>\n\t`, ...indented, `\n</${section}>`];
}

/** The insertions as one list of edits, with the spans that the placeholders have when all of them are made. */
export function effectOf(insertions: readonly Insertion[]): CodeActionEffect {
  const ordered = insertions
    .map(templateEdit)
    .sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  const edits: TextEdit[] = [];
  const groups = new Map<number, Span[]>();
  let shift = 0;
  for (const { span, parts } of ordered) {
    let newText = '';
    for (const part of parts) {
      if (typeof part === 'string') {
        newText += part;
        continue;
      }
      const start = span.start + shift + newText.length;
      groups.set(part.index, [...(groups.get(part.index) ?? []), { start, end: start + part.text.length }]);
      newText += part.text;
    }
    edits.push({ span, newText });
    shift += newText.length - (span.end - span.start);
  }
  const placeholders = [...groups].sort((a, b) => a[0] - b[0]).map(([, places]) => places);
  return { kind: 'template', edits, placeholders };
}

function templateEdit({ text, style, container, after, body }: Insertion): TemplateEdit {
  const outer = indentOf(text, container, style);
  const sibling = after ?? childElements(container)[0];
  const inner = (sibling && lineIndent(text, sibling.span.start)) ?? outer + style.indent;
  const lines = [style.eol + inner, ...laidOut(body, inner, style)];
  if (container.selfClosing) {
    let start = container.openTag.end - '/>'.length;
    while (/\s/.test(text.charAt(start - 1))) start--;
    return {
      span: { start, end: container.openTag.end },
      parts: ['>', ...lines, `${style.eol}${outer}</${container.name}>`],
    };
  }
  const start = after === undefined ? container.contentSpan.start : endWithComment(text, container, after);
  const space = /^\s*/.exec(text.slice(start, container.contentSpan.end))?.[0] ?? '';
  if (/[\r\n]/.test(space)) return { span: { start, end: start }, parts: lines };
  const end = start + space.length;
  const next = end === container.contentSpan.end ? outer : inner;
  return { span: { start, end }, parts: [...lines, style.eol + next] };
}

/** The body in the document's own line endings and indentation. */
function laidOut(body: TemplateText, prefix: string, { eol, indent }: DocumentStyle): TemplateText {
  return body.map((part) =>
    typeof part === 'string'
      ? part.replace(/\n(\t*)/g, (_, tabs: string) => eol + prefix + indent.repeat(tabs.length))
      : part,
  );
}

/** The end of the child and of a comment that ends its line, which is about it. */
function endWithComment(text: string, container: ElementNode, child: ElementNode): number {
  const siblings: readonly ContentNode[] = container.children;
  let end = child.span.end;
  for (const node of siblings.slice(siblings.indexOf(child) + 1)) {
    const isSpace = node.kind === 'text' && /^[ \t]*$/.test(text.slice(node.span.start, node.span.end));
    if (node.kind === 'comment' && /^[ \t]*(?:\r?\n|$)/.test(text.slice(node.span.end))) end = node.span.end;
    else if (!isSpace) break;
  }
  return end;
}
