/** The changes that put elements in, take them out or put them elsewhere, laid out as the document is. */
import { childName, type ResolvedChild } from '../catalogue';
import type { ChildFacts, ElementFacts, Section } from '../catalogue/types';
import type { Fix } from '../features/types';
import {
  type Analysis,
  childElements,
  type DocumentStyle,
  documentStyle,
  indentOf,
  lineIndent,
} from '../model';
import type { ElementNode } from '../syntax';
import type { Span, TextEdit } from '../text';
import { edits, withSpaceBefore } from './fixes';

/** Whether an element has its end, so that something can be put before that. */
export function isWhole({ openTagEnded, selfClosing, closeTag }: ElementNode): boolean {
  return openTagEnded && (selfClosing || closeTag !== undefined);
}

/** The change that puts text behind all that an element holds. */
export function appendTo(analysis: Analysis, container: ElementNode, content: string): TextEdit {
  const { text } = analysis;
  const style = documentStyle(analysis);
  const { before, behind } = linesIn(text, container, style);
  if (container.selfClosing) {
    const tagEnd = container.openTag.end - '/>'.length;
    return {
      span: { start: trimmedEnd(text, tagEnd, container.nameSpan.end), end: container.openTag.end },
      newText: `>${before}${content}${behind}</${container.name}>`,
    };
  }
  const { start, end } = container.contentSpan;
  return {
    span: { start: trimmedEnd(text, end, start), end },
    newText: `${before}${content}${/\s$/.test(text.slice(start, end)) ? text.slice(trimmedEnd(text, end, start), end) : behind}`,
  };
}

/** The white space before something that is put at an element's end, and that before its closing tag. */
function linesIn(
  text: string,
  container: ElementNode,
  style: DocumentStyle,
): { readonly before: string; readonly behind: string } {
  const last = childElements(container).at(-1);
  const isOneLine =
    lineIndent(text, container.span.start) === undefined ||
    (last !== undefined && lineIndent(text, last.span.start) === undefined);
  if (isOneLine) return { before: '', behind: '' };
  const outer = indentOf(text, container, style);
  const inner = (last && lineIndent(text, last.span.start)) ?? outer + style.indent;
  return { before: style.eol + inner, behind: style.eol + outer };
}

/** Puts a stretch of the document before what starts at the offset, the white space between them kept. */
export function moveBefore({ text }: Analysis, title: string, moved: Span, at: number): Fix {
  const from = withSpaceBefore(text, moved);
  const space = text.slice(from.start, moved.start);
  return edits(title, [
    { span: { start: at, end: at }, newText: text.slice(moved.start, moved.end) + space },
    { span: from, newText: '' },
  ]);
}

/** Puts an element behind all that another one holds. */
export function moveInto(analysis: Analysis, title: string, moved: Span, container: ElementNode): Fix {
  return edits(title, [
    { span: withSpaceBefore(analysis.text, moved), newText: '' },
    appendTo(analysis, container, analysis.text.slice(moved.start, moved.end)),
  ]);
}

/** Puts elements that follow each other into others around them, the outermost first. */
export function wrapIn(
  analysis: Analysis,
  names: readonly string[],
  first: ElementNode,
  last: ElementNode,
): readonly TextEdit[] {
  const { text } = analysis;
  const style = documentStyle(analysis);
  const indent = lineIndent(text, first.span.start);
  const lineBreak = indent === undefined ? '' : style.eol + indent;
  const before = names.map((name) => `<${name}>${lineBreak}`).join('');
  const behind = names.map((name) => `${lineBreak}</${name}>`).reverse();
  return [
    { span: { start: first.span.start, end: first.span.start }, newText: before },
    { span: { start: last.span.end, end: last.span.end }, newText: behind.join('') },
  ];
}

/**
 * Moves policies that stand in a section, or beside the sections, into each of those that may hold them. A section that holds
 * as many policies as it can is offered only where `<base />` is all there is.
 */
export function moveToSections(
  analysis: Analysis,
  moved: Span,
  sections: readonly Section[],
): readonly Fix[] {
  const { root, text } = analysis;
  if (root === undefined) return [];
  const found = childElements(root).filter(
    (section) => sections.some((name) => name === section.name) && isWhole(section),
  );
  return found.flatMap((section): readonly Fix[] => {
    const max = analysis.catalogue.section(section.name)?.maxStatements;
    const statements = childElements(section);
    const title = `Move to <${section.name}>`;
    if (max === undefined || statements.length < max)
      return [optional(moveInto(analysis, title, moved, section))];
    const [only] = statements;
    if (statements.length !== 1 || only === undefined || analysis.meaningOf(only).kind !== 'base') return [];
    return [
      edits(
        `${title}, in place of <base />`,
        [
          { span: withSpaceBefore(text, moved), newText: '' },
          { span: only.span, newText: text.slice(moved.start, moved.end) },
        ],
        false,
      ),
    ];
  });
}

/** The same fix, to be chosen by a person only. */
export function optional(fix: Fix): Fix {
  return { ...fix, preferred: false };
}

/** Adds a child element, with all that it can't do without, where its parent's order wants it. */
export function addChild(
  analysis: Analysis,
  node: ElementNode,
  facts: ElementFacts,
  wanted: ChildFacts,
): Fix | undefined {
  const child = analysis.catalogue.childFacts(facts, childName(wanted));
  if (child === undefined) return undefined;
  const { text } = analysis;
  const style = documentStyle(analysis);
  const name = childName(wanted);
  const title = `Add <${name}>`;
  const follower = facts.order === 'sequence' ? followerOf(node, facts, name) : undefined;
  const { before } = linesIn(text, node, style);
  const content = emptyChild(analysis, child, name, before, before === '' ? '' : style.indent, 0);
  if (follower === undefined) return edits(title, [appendTo(analysis, node, content)]);
  const at = follower.span.start;
  return edits(title, [{ span: { start: at, end: at }, newText: content + before }]);
}

/** The first child that has to stand behind an element of the name. */
function followerOf(node: ElementNode, { children }: ElementFacts, name: string): ElementNode | undefined {
  const later = children.slice(children.findIndex((child) => childName(child) === name) + 1).map(childName);
  return childElements(node).find((child) => later.includes(child.name));
}

/** Deeper ones are left to the author. */
const mostLevels = 3;

function emptyChild(
  analysis: Analysis,
  { element }: ResolvedChild,
  name: string,
  lineBreak: string,
  indent: string,
  level: number,
): string {
  const attributes = element.attributes
    .filter(({ required }) => required === 'yes')
    .map((attribute) => ` ${attribute.name}=""`)
    .join('');
  const children = element.children.filter(({ min, documentedMin }) => (documentedMin ?? min) > 0);
  const inner =
    level < mostLevels
      ? children.flatMap((child) => {
          const resolved = analysis.catalogue.childFacts(element, childName(child));
          if (resolved === undefined) return [];
          const text = emptyChild(
            analysis,
            resolved,
            childName(child),
            lineBreak + indent,
            indent,
            level + 1,
          );
          return [`${lineBreak}${indent}${text}`];
        })
      : [];
  const opening = `<${name}${attributes}`;
  if (inner.length > 0) return `${opening}>${inner.join('')}${lineBreak}</${name}>`;
  if (element.policies === 'any') return `${opening}>${lineBreak}</${name}>`;
  return element.text === undefined && element.children.length === 0
    ? `${opening} />`
    : `${opening}></${name}>`;
}

function trimmedEnd(text: string, end: number, from: number): number {
  let at = end;
  while (at > from && /\s/.test(text[at - 1] ?? '')) at--;
  return at;
}
