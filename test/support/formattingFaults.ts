/** What has to hold of formatting, whatever the document. */
import { lex } from '../../server/src/core/expression';
import { formatted } from '../../server/src/core/features/formatting';
import { type Analysis, compiledCode } from '../../server/src/core/model';
import { isBlank } from '../../server/src/core/text';

const options = { insertSpaces: true, tabSize: 4 };

/** `again` reads a text as the analysis was read. */
export function formattingFaults(analysis: Analysis, again: (text: string) => Analysis): readonly string[] {
  const text = formatted(analysis, options);
  if (text === undefined) return [];
  const faults: string[] = [];
  const after = again(text);
  if (formatted(after, options) !== text) faults.push('formatting is not done at once');
  if (squeezed(text) !== squeezed(analysis.text)) faults.push('formatting changes more than white space');
  if (said(after) !== said(analysis)) faults.push('formatting changes what the policy says');
  return faults;
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, '');
}

/** All that the policy says: elements, attributes, texts to the letter, the tokens of the code. */
function said(analysis: Analysis): string {
  const { text } = analysis;
  const codes = new Map(analysis.expressions.map((region) => [region.part, region]));
  const lines = analysis.elements.map(({ node, values }) => {
    const parts = values.map(({ attribute, parts: all }) => {
      const hasCode = all.some(({ kind }) => kind === 'expression');
      const kept = all.filter(({ kind, span }) => kind === 'expression' || !hasCode || !isBlank(text, span));
      return `${attribute}=${kept.map((part) => partText(part)).join('|')}`;
    });
    return `${node.name}(${parts.join(',')})`;
  });
  return lines.join('\n');

  function partText(part: (typeof analysis.elements)[number]['values'][number]['parts'][number]): string {
    const region = part.kind === 'expression' ? codes.get(part) : undefined;
    if (region === undefined) return JSON.stringify(text.slice(part.span.start, part.span.end));
    return lex(compiledCode(region.code))
      .map(({ kind, text: own, parts }) => `${kind} ${own} ${JSON.stringify(parts?.map(({ kind: k }) => k))}`)
      .join(' ');
  }
}
