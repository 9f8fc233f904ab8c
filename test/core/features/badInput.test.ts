import { describe, expect, it } from 'vitest';
import { codeActions } from '../../../server/src/core/features/codeActions';
import { completions } from '../../../server/src/core/features/completion';
import { definition } from '../../../server/src/core/features/definition';
import { documentSymbols } from '../../../server/src/core/features/documentSymbols';
import { foldingRanges } from '../../../server/src/core/features/foldingRanges';
import { hover } from '../../../server/src/core/features/hover';
import { linkedTags } from '../../../server/src/core/features/linkedTags';
import { documentHighlights, references } from '../../../server/src/core/features/references';
import { rename, renameTarget } from '../../../server/src/core/features/rename';
import { semanticTokens } from '../../../server/src/core/features/semanticTokens';
import { signatureHelp } from '../../../server/src/core/features/signatureHelp';
import { analysed } from '../../support/features';
import { corpus } from '../../support/shared';
import { snippets } from '../../support/snippets';

/** Asks every feature at the offset; what is to be replaced has to be in the text, around the cursor. */
function askAll(text: string, offsets: readonly number[]): void {
  const analysis = analysed(text);
  documentSymbols(analysis);
  foldingRanges(analysis);
  semanticTokens(analysis);
  for (const offset of offsets) {
    for (const { edit } of completions(analysis, offset, { snippets: true, patterns: snippets })) {
      expect(edit.span.start).toBeLessThanOrEqual(offset);
      expect(edit.span.end).toBeGreaterThanOrEqual(offset);
      expect(edit.span.end).toBeLessThanOrEqual(text.length);
    }
    hover(analysis, offset);
    definition(analysis, offset);
    linkedTags(analysis, offset);
    signatureHelp(analysis, offset);
    references(analysis, offset);
    documentHighlights(analysis, offset);
    const target = renameTarget(analysis, offset);
    if (target?.kind === 'target') rename(analysis, offset, `${target.name}2`);
    codeActions(analysis, { start: offset, end: offset }, [], { snippets });
  }
}

const example = `<policies>
  <inbound>
    <base />
    <set-header name="{{apiHost}}" exists-action='override'><value>@(a["x"] + "{{region}}")</value></set-header>
    <!-- note --><include-fragment fragment-id="add-tracing" />
    <choose><when condition="@{ int a = 1; return a < 2 && context.Variables.ContainsKey("b"); }"><![CDATA[ x ]]></when></choose>
  </inbound>
</policies>
`;

describe('features on bad input', () => {
  it('answer for a document that is cut off anywhere, at its end and in its middle', () => {
    for (let end = 0; end <= example.length; end++) askAll(example.slice(0, end), [end, end >> 1]);
  });

  it('answer everywhere in a document from which a piece is missing', () => {
    for (let start = 0; start < example.length; start += 7)
      askAll(example.slice(0, start) + example.slice(start + 5), [start]);
  });

  it('answer where elements are called what every object has', () => {
    const names = ['constructor', 'toString', '__proto__', 'hasOwnProperty'];
    const text = `<policies><inbound>${names.map((name) => `<${name} ${name}="x" />`).join('')}</inbound></policies>`;
    askAll(text, [0, 20, 25, 40, text.length]);
  });

  it('answer for what is no policy', () => {
    const binary = Array.from({ length: 3000 }, (_, i) => String.fromCharCode((i * 7919) % 0x3000)).join('');
    askAll(binary, [0, 100, 2999]);
    askAll('<'.repeat(2000), [0, 1000, 2000]);
    askAll('{{'.repeat(2000), [0, 1000, 4000]);
    askAll('<a>'.repeat(3000), [0, 4500, 9000]);
    askAll(`<a b="${'@('.repeat(2000)}`, [10, 2000]);
  });

  const entries = corpus();
  it.runIf(entries.length > 0)('answer on real policies', () => {
    for (const { text } of entries) {
      const step = Math.max(1, Math.floor(text.length / 12));
      askAll(
        text,
        Array.from({ length: 12 }, (_, i) => i * step),
      );
    }
  });
});
