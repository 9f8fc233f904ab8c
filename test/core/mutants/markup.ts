/** Mistakes in the markup: a quote, a bracket or an end tag is missing. */
import type { ElementNode } from '../../../server/src/core/syntax';
import type { Span } from '../../../server/src/core/text';
import type { MistakeKind, Site } from './mutation';

function dropped(span: Span, alsoAt: readonly Span[]): Site {
  return () => ({ changes: [{ span, newText: '', mistake: 'all' }], alsoAt });
}

function at(offset: number): Span {
  return { start: offset, end: offset + 1 };
}

export const openingQuoteDropped: MistakeKind = ({ elements }) =>
  attributes(elements).flatMap(({ value, span }) =>
    value?.quote ? [dropped(at(value.span.start - 1), [span])] : [],
  );

export const closingQuoteDropped: MistakeKind = ({ elements }) =>
  attributes(elements).flatMap(({ value, span }) =>
    value?.quote ? [dropped(at(value.span.end), [span])] : [],
  );

export const endTagDropped: MistakeKind = ({ elements }) =>
  elements.flatMap(({ closeTag, nameSpan }) => (closeTag ? [dropped(closeTag.span, [nameSpan])] : []));

/** The `<` or `>` of an opening tag. */
export const tagBracketDropped: MistakeKind = ({ elements }) =>
  elements.flatMap(({ openTag, selfClosing }) => [
    dropped(at(openTag.start), [openTag]),
    ...(selfClosing
      ? [dropped({ start: openTag.end - 1, end: openTag.end }, [openTag])]
      : [dropped({ start: openTag.end - 1, end: openTag.end }, [openTag])]),
  ]);

/** The `/` of `<a />`. */
export const slashDropped: MistakeKind = ({ elements }) =>
  elements.flatMap(({ openTag, selfClosing }) =>
    selfClosing ? [dropped({ start: openTag.end - 2, end: openTag.end - 1 }, [openTag])] : [],
  );

/** The `<`, `/` or `>` of a closing tag. */
export const closingTagBracketDropped: MistakeKind = ({ elements }) =>
  elements.flatMap(({ closeTag, nameSpan }) =>
    closeTag
      ? [closeTag.span.start, closeTag.span.start + 1, closeTag.span.end - 1].map((offset) =>
          dropped(at(offset), [closeTag.span, nameSpan]),
        )
      : [],
  );

/** The last bracket of an expression. Without its first one it would be text like any other. */
export const expressionBracketDropped: MistakeKind = ({ analysis }) =>
  analysis.expressions.map(({ part }) => dropped(at(part.span.end - 1), [part.span]));

/** A bracket of a plain expression, which leaves the others unbalanced. */
export const innerBracketDropped: MistakeKind = ({ analysis, text }) =>
  analysis.expressions.flatMap(({ part: { codeSpan, span } }) => {
    const code = text.slice(codeSpan.start, codeSpan.end);
    if (code.includes('&') || isLiquid(text)) return [];
    // Brackets in strings, characters, comments and interpolations balance nothing.
    const bare = code.replace(/"[^"\\\n]*"/g, (found) => ' '.repeat(found.length));
    if (/["'\\$]|\/\/|\/\*/.test(bare)) return [];
    return [...bare.matchAll(/[()[\]{}]/g)].map(({ index }) => dropped(at(codeSpan.start + index), [span]));
  });

/** A quote of a plain string in an expression, which leaves the others unbalanced. */
export const innerQuoteDropped: MistakeKind = ({ analysis, text }) =>
  analysis.expressions.flatMap(({ part: { codeSpan, span } }) => {
    const code = text.slice(codeSpan.start, codeSpan.end);
    if (/['\\$@]|""|\/\/|\/\*|&quot;/.test(code) || (code.match(/"/g)?.length ?? 0) % 2 === 1) return [];
    return [...code.matchAll(/"/g)].map(({ index }) => dropped(at(codeSpan.start + index), [span]));
  });

/** A Liquid template's braces are its own. */
function isLiquid(text: string): boolean {
  return /template\s*=\s*["']liquid/i.test(text);
}

function attributes(elements: readonly ElementNode[]): readonly ElementNode['attributes'][number][] {
  return elements.flatMap((element) => element.attributes);
}
