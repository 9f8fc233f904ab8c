/** The changes that mend the form of code: the other brackets around it, or other quotes around a string. */
import { blockOf, expressionOf, lex } from '../expression';
import type { Fix } from '../features/types';
import { compiledCode, type ExpressionRegion, inDocument, inWrittenForm } from '../model';
import type { Span, TextEdit } from '../text';
import { edits } from './fixes';

/**
 * What makes code that can't be read into code that can: `@(…)` around what is an expression, `@{…}` around what are
 * statements, or an expression without the semicolon behind it.
 */
export function formFixes(region: ExpressionRegion): readonly Fix[] {
  const { code, form, part } = region;
  const written = code.trim();
  const expression = written.replace(/;$/, '');
  const end = region.toDocument(code.trimEnd().length);
  if (isExpression(expression)) {
    const semicolon = { span: { start: end - 1, end }, newText: '' };
    const removal = expression === written ? [] : [semicolon];
    if (form === 'single') return removal.length === 0 ? [] : [edits('Remove ";"', removal)];
    return [
      edits('Write @(…)', [
        {
          span: { start: part.span.start, end: region.toDocument(code.length - code.trimStart().length) },
          newText: '@(',
        },
        ...removal,
        { span: { start: end, end: part.span.end }, newText: ')' },
      ]),
    ];
  }
  if (form === 'block' || !/\breturn\b/.test(code)) return [];
  const closing = /[;}]$/.test(written) ? '' : ';';
  if (blockOf(compiledCode(code + closing)).problems.length > 0) return [];
  return [
    edits('Write @{…}', [
      { span: { start: part.span.start, end: part.codeSpan.start }, newText: '@{ ' },
      { span: { start: part.codeSpan.end, end: part.span.end }, newText: `${closing} }` },
    ]),
  ];
}

function isExpression(code: string): boolean {
  return code.trim() !== '' && expressionOf(compiledCode(code)).problems.length === 0;
}

/** Double quotes around what stands in single ones, which C# takes for a character; around all that it can't take. */
export function quoteFixes(region: ExpressionRegion, span: Span): readonly Fix[] {
  if (!inSingleQuotes.test(region.code.slice(span.start, span.end))) return [];
  const others = lex(region.code).filter(
    ({ start, end }) => start !== span.start && end - start > "'a'".length,
  );
  const changes = [span, ...others].flatMap((place): readonly TextEdit[] => {
    const written = region.code.slice(place.start, place.end);
    if (!inSingleQuotes.test(written)) return [];
    const newText = inWrittenForm(region, `"${written.slice(1, -1)}"`);
    return [{ span: inDocument(region, place), newText }];
  });
  return [edits('Write double quotes', changes)];
}

const inSingleQuotes = /^'[^'"\\]*'$/;
