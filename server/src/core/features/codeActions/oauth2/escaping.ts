/** Writes expressions in the XML-escaped form for documents that are kept in it, so that they stay XML. */
import { type Analysis, elementsOf, valuesOf } from '../../../model';
import { parsePolicy } from '../../../syntax';
import { type Span, textOf } from '../../../text';
import type { TemplatePart, TemplateText } from '../../types';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const special = /[&<>"]/g;

/** Whether every expression of the document in which it makes a difference is in the escaped form. */
export function isEscapedForm({ expressions, text }: Analysis): boolean {
  return (
    expressions.some(({ part }) => part.escaped) &&
    expressions.every(({ part }) => part.escaped || !/[&<>"]/.test(textOf(text, part.codeSpan)))
  );
}

/** The body with its expressions in the escaped form; everything else, and each placeholder, is as it was. */
export function withEscapedExpressions(body: TemplateText): TemplateText {
  const codeSpans = expressionsOf(body.map((part) => (typeof part === 'string' ? part : part.text)).join(''));
  let at = 0;
  return body.map((part): TemplatePart => {
    const start = at;
    at += typeof part === 'string' ? part.length : part.text.length;
    if (typeof part !== 'string') return part;
    return part.replace(special, (character, index: number) => {
      const offset = start + index;
      const isCode = codeSpans.some((span) => span.start <= offset && offset < span.end);
      return isCode ? (entities[character] ?? character) : character;
    });
  });
}

function expressionsOf(text: string): readonly Span[] {
  const root = '<fragment>';
  const tree = parsePolicy(`${root}${text}</fragment>`);
  return [...elementsOf(tree.document)].flatMap((element) =>
    [...valuesOf(element)].flatMap(({ parts }) =>
      parts
        .filter((part) => part.kind === 'expression')
        .map(({ codeSpan }) => ({ start: codeSpan.start - root.length, end: codeSpan.end - root.length })),
    ),
  );
}
