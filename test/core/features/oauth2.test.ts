import { XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { codeActions, oauth2Variants } from '../../../server/src/core/features/codeActions';
import { diagnostics } from '../../../server/src/core/features/diagnostics';
import type { CodeAction } from '../../../server/src/core/features/types';
import type { AnalysisOptions } from '../../../server/src/core/model';
import { noFacts } from '../../../server/src/core/workspace/types';
import { afterAction, analysed, bracketed } from '../../support/features';
import { snippets } from '../../support/snippets';

const names = ['client-credentials', 'client-credentials-cached', 'credential-manager', 'managed-identity'];

function variants(text: string, options: Partial<AnalysisOptions> = {}): readonly CodeAction[] {
  return oauth2Variants(analysed(text, options), snippets);
}

/** The variants on offer, by the names of their templates. */
function offered(text: string, options: Partial<AnalysisOptions> = {}): readonly string[] {
  return variants(text, options).map(
    ({ title }) => snippets.oauth2.find((template) => template.title === title)?.name ?? title,
  );
}

function inserted(text: string, name: string, options: Partial<AnalysisOptions> = {}): string {
  const action = variants(text, options)[offered(text, options).indexOf(name)];
  if (action === undefined) throw new Error(`${name} is not offered.`);
  return afterAction(text, action);
}

function fail(rule: string, error: unknown): never {
  throw new Error(`The rule ${rule} threw.`, { cause: error });
}

/** The document's outline, as far as statements of sections go: one line each, indented by two spaces a level. */
function outline(text: string): string {
  const analysis = analysed(text);
  const root = analysis.root;
  const lines: string[] = [];
  for (const section of root?.children ?? []) {
    if (section.kind !== 'element') continue;
    lines.push(section.name);
    for (const statement of section.children) {
      if (statement.kind !== 'element') continue;
      const name = statement.attributes.find((attribute) => attribute.name === 'name');
      const value = name?.value && text.slice(name.value.span.start, name.value.span.end);
      lines.push(`  ${statement.name}${value ? ` ${value}` : ''}`);
    }
  }
  return lines.join('\n');
}

const documents: Readonly<Record<string, string>> = {
  'no sections': '<policies>\n</policies>\n',
  'self-closed root': '<policies />',
  'no inbound': '<policies>\n  <backend>\n    <base />\n  </backend>\n</policies>\n',
  'self-closed inbound': '<policies>\n  <inbound />\n  <outbound/>\n</policies>\n',
  'empty inbound': '<policies>\n\t<inbound></inbound>\n\t<on-error>\n\t</on-error>\n</policies>\n',
  'no base':
    '<policies>\n    <inbound>\n        <set-backend-service base-url="https://a.example" />\n    </inbound>\n</policies>',
  'existing policies':
    '<policies>\n    <inbound>\n        <base />\n        <rate-limit calls="1" renewal-period="60" />\n        <rewrite-uri template="/x" />\n    </inbound>\n    <backend>\n        <base />\n    </backend>\n    <outbound>\n        <base />\n        <set-header name="a" exists-action="delete" />\n    </outbound>\n    <on-error>\n        <base />\n    </on-error>\n</policies>\n',
  tabs: '<policies>\n\t<inbound>\n\t\t<base />\n\t</inbound>\n</policies>\n',
  'two spaces': '<policies>\n  <inbound>\n    <base />\n  </inbound>\n</policies>\n',
  CRLF: '<policies>\r\n  <inbound>\r\n    <base />\r\n  </inbound>\r\n  <outbound>\r\n    <base />\r\n  </outbound>\r\n</policies>\r\n',
  'one line':
    '<policies><inbound><base /><set-method>GET</set-method></inbound><backend><base /></backend></policies>',
  comments:
    '<!-- of the shop -->\n<policies>\n    <!-- in -->\n    <inbound>\n        <!-- first -->\n        <base /> <!-- inherited -->\n        <!-- last -->\n    </inbound>\n    <!-- end -->\n</policies>\n<!-- done -->\n',
  BOM: '\uFEFF<policies>\n  <inbound>\n    <base />\n  </inbound>\n</policies>\n',
};

describe('inserting OAuth2 backend authentication', () => {
  it('offers four variants whose titles tell them apart, as refactorings with the edit in them', () => {
    const list = variants(documents['two spaces'] ?? '');
    expect(list.map(({ title }) => title)).toEqual([
      'Insert OAuth2 backend authentication: client credentials, a new token for each call',
      'Insert OAuth2 backend authentication: client credentials, the token cached until it expires',
      'Insert OAuth2 backend authentication: credential manager, a connection that API Management keeps signed in',
      'Insert OAuth2 backend authentication: managed identity of this instance, no secret to keep',
    ]);
    expect(list.map(({ kind, action }) => `${kind} ${action.kind}`)).toEqual(
      Array(4).fill('refactor template'),
    );
  });

  describe.each(Object.entries(documents))('into a document with %s', (_, text) => {
    it.each(names)('writes %s without a fault', (name) => {
      const result = inserted(text, name);
      const analysis = analysed(result, { facts: { ...noFacts, complete: new Set(['namedValues']) } });
      expect(analysis.tree.problems).toEqual([]);
      const found = diagnostics(analysis, { onBug: fail }).filter(
        ({ code }) => code !== 'unknown-named-value',
      );
      expect(found).toEqual([]);
      expect(offered(result)).toEqual([]);
    });

    it.each(names)('keeps everything that was there when it writes %s', (name) => {
      const result = inserted(text, name);
      let at = 0;
      for (const line of text.split(/\s+|\/?>/)) {
        at = result.indexOf(line, at);
        expect(at, `${line} is gone`).toBeGreaterThanOrEqual(0);
      }
      expect(result.startsWith('\uFEFF')).toBe(text.startsWith('\uFEFF'));
      if (text.includes('\n')) expect(/(?<!\r)\n/.test(result)).toBe(/(?<!\r)\n/.test(text));
      if (!text.includes(' <') && text.includes('\t')) expect(result).not.toMatch(/^ /m);
      expect(result).not.toMatch(/[ \t]+\r?$/m);
    });

    it('says where every place to fill in is', () => {
      for (const { action } of variants(text)) {
        if (action.kind !== 'template') throw new Error('Not a template.');
        const result = afterAction(text, { title: '', kind: 'refactor', action });
        const groups = action.placeholders.map((group) => [
          ...new Set(group.map(({ start, end }) => result.slice(start, end))),
        ]);
        const expected = [
          [['tenantId'], ['clientId'], ['clientSecret'], ['scope']],
          [['credential-provider'], ['connection']],
          [['backendResource']],
        ];
        expect(expected).toContainEqual(groups);
        for (const { start, end } of action.placeholders.flat())
          expect(['{}', '""']).toContain(result.charAt(start - 1) + result.charAt(end));
      }
    });
  });

  it('writes the whole recipe in the layout of the document', () => {
    const text = documents['existing policies'] ?? '';
    const [, , , action] = variants(text);
    if (action?.action.kind !== 'template') throw new Error('Not a template.');
    expect(bracketed(afterAction(text, action), action.action.placeholders.flat())).toBe(`<policies>
    <inbound>
        <base />
        <rate-limit calls="1" renewal-period="60" />
        <!-- OAuth2: gets an access token with the system-assigned identity; client-id="…" names a user-assigned one. -->
        <authentication-managed-identity resource="{{[backendResource]}}" output-token-variable-name="oauth2Token" ignore-error="true" />
        <choose>
            <when condition="@(string.IsNullOrEmpty(context.Variables.GetValueOrDefault<string>("oauth2Token", "")))">
                <return-response>
                    <set-status code="502" reason="Bad Gateway" />
                    <set-header name="Content-Type" exists-action="override">
                        <value>application/json</value>
                    </set-header>
                    <set-body>{ "error": "The gateway could not get an access token for the backend." }</set-body>
                </return-response>
            </when>
        </choose>
        <set-header name="Authorization" exists-action="override">
            <value>@("Bearer " + (string)context.Variables["oauth2Token"])</value>
        </set-header>
        <!-- The subscription key is meant for this gateway, not for the backend. -->
        <set-header name="Ocp-Apim-Subscription-Key" exists-action="delete" />
        <set-query-parameter name="subscription-key" exists-action="delete" />
        <rewrite-uri template="/x" />
    </inbound>
    <backend>
        <base />
    </backend>
    <outbound>
        <base />
        <set-header name="a" exists-action="delete" />
    </outbound>
    <on-error>
        <base />
    </on-error>
</policies>
`);
  });

  it('makes the sections that are missing, in their order', () => {
    expect(outline(inserted(documents['no inbound'] ?? '', 'client-credentials-cached'))).toBe(
      `inbound
  base
  cache-lookup-value
  choose
  set-header Authorization
  set-header Ocp-Apim-Subscription-Key
  set-query-parameter subscription-key
backend
  base
outbound
  base
  choose
on-error
  base
  choose`,
    );
  });

  it('opens a self-closed section without inheriting what it did not inherit', () => {
    expect(outline(inserted(documents['self-closed inbound'] ?? '', 'client-credentials'))).toMatch(
      /^inbound\n {2}send-request\n[\s\S]*\noutbound$/,
    );
  });

  it('leaves base out of new sections at global scope, where nothing is inherited', () => {
    expect(inserted('<policies />', 'client-credentials', { scope: 'global' })).not.toContain('<base />');
    expect(inserted('<policies />', 'client-credentials', { scope: 'api' })).toContain('<base />');
  });

  it.each([
    ['<base /><set-method>GET</set-method>', 'base'],
    ['<set-method>GET</set-method>', undefined],
    ['<validate-jwt header-name="a" /><base /><set-method>GET</set-method>', 'base'],
    [
      '<base /><set-method>GET</set-method><ip-filter action="allow" /><set-method>GET</set-method>',
      'ip-filter',
    ],
    ['<check-header name="a" /><set-method>GET</set-method>', 'check-header'],
    [
      '<base /><choose><when condition="@(true)"><validate-jwt /></when></choose><set-method>GET</set-method>',
      'choose',
    ],
    ['<base /><include-fragment fragment-id="guard" /><set-method>GET</set-method>', 'include-fragment'],
    [
      '<base /><set-variable name="who" value="@(context.Request.Headers.GetValueOrDefault("Authorization"))" />',
      'set-variable',
    ],
    ['<base /><cache-lookup vary-by-developer="true" vary-by-developer-groups="false" />', 'cache-lookup'],
  ])('puts it into <inbound>%s behind %s', (content, expected) => {
    const lines = outline(
      inserted(`<policies><inbound>${content}</inbound></policies>`, 'client-credentials'),
    );
    const statements = lines.split('\n').slice(1);
    const at = statements.indexOf('  send-request');
    expect(statements[at - 1]?.trim().split(' ')[0]).toBe(expected);
  });

  it.each(names)('writes %s as XML into a document that is kept as XML', (name) => {
    const text = `<policies>
  <inbound>
    <base />
    <set-variable name="a" value="@(context.Request.Headers.GetValueOrDefault(&quot;x&quot;, &quot;&quot;))" />
  </inbound>
</policies>`;
    const result = inserted(text, name);
    expect(XMLValidator.validate(result)).toBe(true);
    expect(analysed(result).tree.problems).toEqual([]);
    const raw = inserted(text.replaceAll('&quot;', '"'), name);
    expect(XMLValidator.validate(raw)).not.toBe(true);
    const code = (of: string) => analysed(of).expressions.map((region) => region.code);
    expect(code(result)).toEqual(code(raw));
  });

  it('leaves out what the section deletes already', () => {
    const header = '<set-header name="ocp-apim-subscription-key" exists-action="delete" />';
    const parameter = '<set-query-parameter name="subscription-key" exists-action="delete" />';
    const count = (content: string) => {
      const result = inserted(`<policies><inbound>${content}</inbound></policies>`, 'managed-identity');
      const of = (pattern: RegExp) => result.match(pattern)?.length ?? 0;
      return [of(/ocp-apim-subscription-key/gi), of(/"subscription-key"/g), of(/<!-- The subscription/g)];
    };
    expect(count('')).toEqual([1, 1, 1]);
    expect(count(header)).toEqual([1, 1, 1]);
    expect(count(header + parameter)).toEqual([1, 1, 0]);
    expect(count(`<choose><when condition="@(true)">${header}</when></choose>`)).toEqual([2, 1, 1]);
  });

  it('puts it into a fragment where it needs no other section', () => {
    const text = '<fragment>\n\t<check-header name="a" />\n\t<set-method>GET</set-method>\n</fragment>';
    expect(offered(text)).toEqual(['client-credentials', 'credential-manager', 'managed-identity']);
    expect(inserted(text, 'managed-identity')).toMatch(
      /^<fragment>\n\t<check-header name="a" \/>\n\t<!-- OAuth2[\s\S]*\n\t<set-method>GET<\/set-method>\n<\/fragment>$/,
    );
    expect(inserted('<fragment />', 'credential-manager')).toMatch(
      /^<fragment>\n {4}<!--[\s\S]*\n<\/fragment>$/,
    );
  });

  it('offers what the scope allows', () => {
    expect(offered('<policies />', { scope: 'workspace' })).toEqual([
      'client-credentials',
      'client-credentials-cached',
    ]);
  });

  it.each([
    '<http-data-source><http-request><set-method>GET</set-method></http-request></http-data-source>',
    '',
    '<policies><inbound></policies>',
    '<policies><inbound',
    '<something />',
  ])('is not offered for %j', (text) => {
    expect(offered(text)).toEqual([]);
  });

  it.each(
    Object.entries({
      'the token of a request':
        '<send-request response-variable-name="t"><set-url>{{server}}</set-url><set-method>POST</set-method><set-body>@{ return "client_id=1&grant_type=client_credentials"; }</set-body></send-request><set-header name="authorization" exists-action="override"><value>x</value></set-header>',
      'in branches and under other names':
        '<base /><choose><when condition="@(true)"><send-request response-variable-name="mine"><set-url>https://login.example/oauth2/v2.0/token</set-url><set-method>POST</set-method></send-request></when></choose><set-header name="Authorization"><value>@("Bearer " + context.Variables["other"])</value></set-header>',
      'a managed identity that sets the header': '<authentication-managed-identity resource="r" />',
      'a managed identity with a variable':
        '<authentication-managed-identity resource="r" output-token-variable-name="x" /><set-header name="Authorization"><value>x</value></set-header>',
      'a credential manager':
        '<get-authorization-context provider-id="p" authorization-id="a" context-variable-name="c" /><set-header name="Authorization"><value>x</value></set-header>',
    }),
  )('is not offered where there is %s', (_, content) => {
    expect(offered(`<policies><inbound>${content}</inbound></policies>`)).toEqual([]);
  });

  it.each(
    Object.entries({
      'only a header': '<set-header name="Authorization"><value>Basic x</value></set-header>',
      'a header that is deleted':
        '<get-authorization-context provider-id="p" authorization-id="a" context-variable-name="c" /><set-header name="Authorization" exists-action="delete" />',
      'a request with its own identity':
        '<send-request response-variable-name="t"><set-url>https://a.example</set-url><set-method>GET</set-method><set-header name="Authorization"><value>x</value></set-header><authentication-managed-identity resource="r" /></send-request>',
      'a recipe in a comment': '<!-- <authentication-managed-identity resource="r" /> -->',
    }),
  )('is offered where there is %s', (_, content) => {
    expect(offered(`<policies><inbound>${content}</inbound></policies>`)).toEqual(names);
  });
});

describe('the templates', () => {
  const texts = names.map((name) => [name, inserted('<policies />', name)] as const);

  it.each(texts)('%s keeps the subscription key and failures from the backend and the caller', (_, text) => {
    expect(text).toContain('<set-header name="Ocp-Apim-Subscription-Key" exists-action="delete" />');
    expect(text).toContain('<set-query-parameter name="subscription-key" exists-action="delete" />');
    expect(text).toContain('<set-status code="502" reason="Bad Gateway" />');
    expect(text).toContain('ignore-error="true"');
    expect(text).not.toContain('<trace');
  });

  it.each(texts.slice(0, 2))('%s percent-encodes each value of the form', (_, text) => {
    for (const name of ['clientId', 'clientSecret', 'scope'])
      expect(text).toContain(`Uri.EscapeDataString(@"{{${name}}}")`);
  });

  it('uses one key for the cached token everywhere', () => {
    const keys = [...(texts[1]?.[1] ?? '').matchAll(/key="([^"]*)"/g)].map((match) => match[1]);
    expect(keys).toEqual(Array(4).fill('oauth2-token|{{tenantId}}|{{clientId}}|{{scope}}'));
  });
});

describe('code actions', () => {
  it('are the fixes of what the selection touches, then the refactorings', () => {
    const text = '<policies><inbound /></policies>';
    const fix = { title: 'Fix it', preferred: true, action: { kind: 'edits', edits: [] } } as const;
    const at = (start: number, end: number) =>
      ({ code: 'x', severity: 'error', span: { start, end }, message: '', fixes: () => [fix] }) as const;
    const titles = (start: number, end: number) =>
      codeActions(analysed(text), { start, end }, [at(11, 18), at(23, 31)], { snippets }).map(
        ({ title, kind, preferred }) => `${kind} ${title}${preferred ? ' *' : ''}`,
      );
    expect(titles(11, 11)[0]).toBe('quickfix Fix it *');
    expect(titles(18, 18).filter((title) => title.startsWith('quickfix'))).toHaveLength(1);
    expect(titles(0, 31).filter((title) => title.startsWith('quickfix'))).toHaveLength(2);
    expect(titles(3, 3)).toEqual(variants(text).map(({ title }) => `refactor ${title}`));
  });
});
