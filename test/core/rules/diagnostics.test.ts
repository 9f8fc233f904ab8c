import { describe, expect, it } from 'vitest';
import { diagnostics } from '../../../server/src/core/features/diagnostics';
import { analyse } from '../../../server/src/core/model';
import { type Rule, rules } from '../../../server/src/core/rules';
import { noFacts } from '../../../server/src/core/workspace';
import { testCatalogue } from '../../support/catalogue';
import { diagnosticsOf, expectFindings, inbound } from '../../support/findings';

const options = { catalogue: testCatalogue(), facts: noFacts };
const wrong = inbound('<base a="1" /><rewrite-uri />');

describe('diagnostics', () => {
  it('come in the order of their places', () => {
    const found = diagnosticsOf(inbound('<rewrite-uri /><base a="1" />text<unknown /><!--'));
    const starts = found.map(({ span }) => span.start);
    expect(starts.length).toBeGreaterThan(3);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
  });
  it('have the severities that settings give them', () => {
    const severities = { 'unknown-attribute': 'hint', 'missing-attribute': 'off', toString: 'off' } as const;
    expect(diagnostics(analyse(wrong, options), { severities })).toMatchObject([
      { code: 'unknown-attribute', severity: 'hint' },
    ]);
  });
  it('are not silenced by a rule that throws', () => {
    const fail = () => {
      throw new Error('A bug.');
    };
    const broken: readonly Rule[] = [
      { name: 'document', check: fail },
      { name: 'element', concerns: () => true, checkElement: fail },
      { name: 'concern', concerns: fail, checkElement: () => undefined },
    ];
    const bugs: string[] = [];
    const found = diagnostics(analyse(wrong, options), {
      rules: [...broken, ...rules],
      onBug: (rule, error) => bugs.push(`${rule}: ${String(error)}`),
    });
    expect(found).toHaveLength(2);
    expect(bugs).toEqual(['document: Error: A bug.', 'concern: Error: A bug.', 'element: Error: A bug.']);
  });
  it('are switched off by a comment, for one line', () => {
    const off = (codes: string): string => `<!-- apim-policy-disable-next-line${codes} -->\n`;
    expectFindings(
      inbound(
        `${off(' unknown-attribute')}<set-method a="1">GET</set-method>\n<set-body <|a|>="1">x</set-body>`,
      ),
      ['unknown-attribute'],
    );
    expectFindings(inbound(`${off(' missing-attribute')}<base <|a|>="1" />`), ['unknown-attribute']);
    expectFindings(inbound(`${off(' missing-attribute, unknown-attribute')}<base a="1" /><rewrite-uri />`));
    expectFindings(inbound(`${off('')}<base a="1" /><rewrite-uri />`));
  });
  it('never throw, wherever a policy is cut off', () => {
    const policy = `<?xml version="1.0"?>\n<!-- shop --><policies><inbound><base />
      <choose><when condition="@(context.Variables["a"] != "b" && x < 3)"><set-header name="a" exists-action='override'><value>{{b}}&amp;</value></set-header></when><otherwise /></choose>
      <set-body template="liquid"><![CDATA[{{ body.a }}]]></set-body><include-fragment fragment-id="f" />
      <send-request mode="new" response-variable-name="r"><set-url>@{ return $"{a}"; }</set-url></send-request></inbound></policies>`;
    for (let end = 0; end <= policy.length; end++) {
      const found = diagnosticsOf(policy.slice(0, end));
      for (const { span } of found) {
        expect(span.start).toBeLessThanOrEqual(span.end);
        expect(span.end).toBeLessThanOrEqual(end);
      }
      for (const { fixes } of found) fixes?.();
    }
    for (let start = 0; start <= policy.length; start += 3) diagnosticsOf(policy.slice(start));
  });
  it('of hostile documents come in the end', () => {
    for (const text of [
      '<a>'.repeat(20_000),
      `<policies><inbound>${'<cors>'.repeat(5_000)}`,
      `<policies><inbound><set-body>${'{#'.repeat(50_000)}`,
      `<policies ${'" '.repeat(20_000)}`,
      `<policies>${'<a><!--\n'.repeat(5_000)}`,
      inbound(`<set-header ${Array.from({ length: 5_000 }, (_, i) => `a${i}=""`).join(' ')} />`),
    ])
      expect(diagnosticsOf(text).length).toBeGreaterThan(0);
  });
});
