/** What is wrong with policies that are right one by one: how often, in which order, on which tier, how much. */
import { describe, expect, it } from 'vitest';
import { Catalogue } from '../../../server/src/core/catalogue';
import type { PolicyFacts } from '../../../server/src/core/catalogue/types';
import { mergeFacts, noFacts, type WorkspaceFacts } from '../../../server/src/core/workspace';
import { testCatalogue } from '../../support/catalogue';
import { diagnosticsOf, expectFindings, fixed, inbound } from '../../support/findings';

const limit = '<rate-limit calls="10" renewal-period="60" />';
const marked = '<<|rate-limit|> calls="10" renewal-period="60" />';

describe('policies that may be used once', () => {
  it('are warnings the second time', () => {
    const [found] = expectFindings(inbound(`${limit}<base />${marked}${marked}`), [
      'repeated-policy:warning',
      'repeated-policy:warning',
    ]);
    expect(found?.related?.[0]?.span).toEqual({ start: 20, end: 30 });
  });
  it('are warnings above and below a branch', () => {
    const branch = (content: string): string =>
      `<choose><when condition="@(true)">${content}</when><otherwise>X</otherwise></choose>`.replace(
        'X',
        '<base />',
      );
    expectFindings(inbound(limit + branch(marked)), ['repeated-policy:warning']);
    expectFindings(inbound(branch(limit) + marked), ['repeated-policy:warning']);
  });
  it('may stand in each of several branches', () => {
    expectFindings(
      inbound(
        `<choose><when condition="@(true)">${limit}</when><when condition="@(false)">${limit}</when><otherwise>${limit}</otherwise></choose>`,
      ),
    );
  });
  it('of sections may stand in each section', () => {
    const validate =
      '<validate-headers specified-header-action="ignore" unspecified-header-action="ignore" />';
    expectFindings(`<policies><outbound>${validate}</outbound><on-error>${validate}</on-error></policies>`);
  });
});

describe('the backend section', () => {
  it('holds a single policy', () => {
    expectFindings(
      '<policies><backend><base /><<|forward-request|> timeout="20" /><forward-request /></backend></policies>',
      ['too-many-statements:warning'],
    );
    expectFindings(
      '<policies><backend><!-- once --><retry condition="@(true)" count="2" interval="1"><set-variable name="a" value="b" /><forward-request /></retry></backend></policies>',
    );
  });
});

describe('what follows the end of a section', () => {
  it('never runs', () => {
    const [found, ...others] = expectFindings(
      inbound(
        '<return-response /> <!-- a --> <|<set-variable name="a" value="b" /><return-response /> <base />|> ',
      ),
      ['unreachable-policy:hint'],
    );
    expect(others).toEqual([]);
    expect(found?.tags).toEqual(['unnecessary']);
  });
  it('runs where the end is in a branch', () => {
    expectFindings(inbound('<choose><when condition="@(true)"><return-response /></when></choose><base />'));
    expectFindings(
      inbound(
        '<choose><when condition="@(true)"><return-response /><|<set-status code="200" />|></when></choose><base />',
      ),
      ['unreachable-policy:hint'],
    );
  });
});

describe('elements without their text', () => {
  it('are warnings', () => {
    const filter = (address: string): string => inbound(`<ip-filter action="allow">${address}</ip-filter>`);
    expectFindings(filter('<<|address|> />'), ['missing-text:warning']);
    expectFindings(filter('<<|address|>> <!-- soon --> </address>'), ['missing-text:warning']);
    expectFindings(filter('<address><![CDATA[192.0.2.1]]></address>'));
    expectFindings(filter('<address>{{office}}</address>'));
  });
  it('are nothing beside the mistake that makes them empty', () => {
    expectFindings(
      inbound(
        '<send-request mode="new" response-variable-name="a"><set-url>https://example.org</set-url><set-method <|value|>="GET" /></send-request>',
      ),
      ['unknown-attribute'],
    );
  });
});

describe('what is deprecated', () => {
  const { data } = testCatalogue();
  const policy = (name: string): PolicyFacts => {
    const found = testCatalogue().policy(name);
    if (!found) throw new Error(name);
    return found;
  };
  const catalogue = new Catalogue({
    ...data,
    policies: data.policies.map((one) =>
      one.name === 'azure-openai-token-limit'
        ? { ...policy(one.name), status: 'deprecated' as const, replacedBy: 'llm-token-limit' }
        : one,
    ),
  });
  const attributes = 'counter-key="a" tokens-per-minute="10" estimate-prompt-tokens="true"';

  it('is told, with a change to a successor that takes all', () => {
    const text = inbound(`<<|azure-openai-token-limit|> ${attributes}></azure-openai-token-limit>`);
    const [found] = expectFindings(text, ['deprecated:information'], { catalogue });
    expect(found?.tags).toEqual(['deprecated']);
    expect(found?.message).toContain('<llm-token-limit>');
    expect(fixed(text.replaceAll(/<\||\|>/g, ''), undefined, { catalogue })).toBe(
      inbound(`<llm-token-limit ${attributes}></llm-token-limit>`),
    );
  });
  it('is told without a change where something would be lost', () => {
    const [found] = diagnosticsOf(inbound(`<azure-openai-token-limit ${attributes} own="x" />`), {
      catalogue,
    });
    expect(found?.code).toBe('deprecated');
    expect(found?.fixes?.()).toEqual([]);
  });
});

describe('the GraphQL resolvers of the preview', () => {
  it('are deprecated, and their data source is checked as ever', () => {
    const resolver = (request: string): string =>
      `<set-graphql-resolver parent-type="Query" field="orders"><http-data-source><http-request>${request}</http-request></http-data-source></set-graphql-resolver>`;
    const policies = (content: string): string =>
      `<policies><inbound><base /></inbound><backend>${content}</backend></policies>`;
    const whole = '<set-method>GET</set-method><set-url>https://orders.example</set-url>';
    expectFindings(policies(resolver(whole).replace('set-graphql-resolver', '<|set-graphql-resolver|>')), [
      'deprecated:information',
    ]);
    expect(diagnosticsOf(policies(resolver(`${whole}<set-bdy />`))).map(({ code }) => code)).toEqual([
      'deprecated',
      'unknown-element',
    ]);
  });
});

describe('the tier', () => {
  const on = (tier: string): WorkspaceFacts => ({ ...noFacts, tier });
  const text = inbound('<<|rate-limit-by-key|> calls="1" renewal-period="1" counter-key="a" />');
  const plain = text.replaceAll(/<\||\|>/g, '').replace('<<', '<');

  it('has to have the policy', () => {
    const [found] = expectFindings(text, ['wrong-gateway:warning'], { facts: on('Consumption') });
    expect(found?.message).toMatch(/tier Consumption, only on Developer, Basic, .*PremiumV2\.$/);
  });
  it('has it on any of its gateways, or is not known', () => {
    const dapr = inbound('<publish-to-dapr topic="orders">x</publish-to-dapr>');
    for (const facts of [on('StandardV2'), on('Tomorrow'), noFacts])
      expect(diagnosticsOf(plain, { facts })).toEqual([]);
    expect(diagnosticsOf(dapr, { facts: on('Developer') }).map(({ code }) => code)).not.toContain(
      'wrong-gateway',
    );
    expect(diagnosticsOf(dapr, { facts: on('Basic') }).map(({ code }) => code)).toContain('wrong-gateway');
  });
  it('has to have it on the gateways that run a workspace, for what stands in one', () => {
    const eventHub = inbound('<<|log-to-eventhub|> logger-id="orders">x</log-to-eventhub>');
    const address = { kind: 'api', api: 'orders', workspace: 'garden' } as const;
    const [found] = expectFindings(eventHub, ['wrong-gateway:warning'], { facts: on('Premium'), address });
    expect(found?.message).toContain('in a workspace on the instance’s tier'.replace('’', "'"));
    const silent = eventHub.replace('<<|', '<').replace('|>', '');
    expectFindings(silent, [], { facts: on('Premium'), address: { kind: 'api', api: 'orders' } });
    // There a workspace may be run by the instance's own gateway.
    expectFindings(silent, [], { facts: on('StandardV2'), address });
  });
  it('is kept when facts are put together', () => {
    expect(mergeFacts(noFacts, on('Basic')).tier).toBe('Basic');
    expect(mergeFacts(on('Basic'), noFacts).tier).toBe('Basic');
    expect('tier' in mergeFacts(noFacts, noFacts)).toBe(false);
  });
});

describe('the size of a document', () => {
  const kib = 1024;
  const codesOf = (text: string, facts = noFacts): readonly string[] =>
    diagnosticsOf(text, { facts }).map(({ code, message }) => `${code}: ${message}`);
  /** A document of so many bytes, with a comment of that character. */
  const document = (bytes: number, character: string, root = 'policies'): string => {
    const outer = `<${root}><!----></${root}>`.length;
    const each = new TextEncoder().encode(character).length;
    const count = Math.floor((bytes - outer) / each);
    return `<${root}><!--${character.repeat(count)}${'x'.repeat(bytes - outer - count * each)}--></${root}>`;
  };

  it.each(['x', 'é', '€', '🌷'])('counts bytes of UTF-8: %s', (character) => {
    expect(codesOf(document(256 * kib, character))).toEqual([]);
    expect(codesOf(document(256 * kib + 1, character))).toEqual([
      'document-too-large: The document has 257 KiB; the service takes at most 256 KiB. Move parts into policy fragments.',
    ]);
  });
  it('may be less on a tier', () => {
    const facts = { ...noFacts, tier: 'Consumption' };
    expect(codesOf(document(16 * kib, 'x'), facts)).toEqual([]);
    expect(codesOf(document(16 * kib + 1, 'x'), facts)).toHaveLength(1);
    expect(codesOf(document(16 * kib + 1, 'x'), { ...noFacts, tier: 'Basic' })).toEqual([]);
  });
  it('may be more for a fragment', () => {
    expect(codesOf(document(512 * kib, 'x', 'fragment'))).toEqual([]);
    expect(codesOf(document(512 * kib + 1, 'x', 'fragment'))).toHaveLength(1);
  });
});
