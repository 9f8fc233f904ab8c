/** The effective policy over the wire: from files, with what is open in the editor before them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type EffectiveOfTextsParams,
  type EffectivePolicy,
  effectiveOfTextsRequest,
  effectivePolicyRequest,
} from '../../server/src/protocol';
import { LanguageServer } from '../support/languageServer';

const inbound = (content: string) => `<policies>\n  <inbound>\n    ${content}\n  </inbound>\n</policies>\n`;

const files: Readonly<Record<string, string>> = {
  'policy.xml': inbound('<cors><allowed-origins><origin>*</origin></allowed-origins></cors>'),
  'products/starter/policy.xml': inbound('<base />\n    <quota calls="1" renewal-period="3600" />'),
  'products/none/productInformation.json': '{}',
  'apis/orders/policy.xml': inbound('<base />\n    <include-fragment fragment-id="limits" />'),
  'apis/orders/operations/create/policy.xml': inbound('<set-method>POST</set-method>'),
  'policy fragments/limits/policy.xml':
    '<fragment>\n  <rate-limit calls="1" renewal-period="2" />\n  <include-fragment fragment-id="wrapped" />\n</fragment>',
  'policyFragments/wrapped/policyFragmentInformation.json': JSON.stringify({
    properties: { format: 'rawxml', value: '<fragment><ip-filter action="allow" /></fragment>' },
  }),
};

let folder: string;
let server: LanguageServer;

const uriOf = (path: string) => pathToFileURL(join(folder, 'apimartifacts', path)).toString();
const statements = (text: string) =>
  text.match(/<(?:cors|quota|rate-limit|ip-filter|set-method|set-body)\b/g);

function effective(path: string, product?: string): Promise<EffectivePolicy | null> {
  const params = { textDocument: { uri: uriOf(path) }, ...(product === undefined ? {} : { product }) };
  return server.request(effectivePolicyRequest, params);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'apim-effective-'));
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, 'apimartifacts', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  server = await LanguageServer.start({ folder });
  // The files have been looked through when a document's place in the workspace counts.
  const uri = uriOf('apis/orders/operations/create/policy.xml');
  await server.open(uri, files['apis/orders/operations/create/policy.xml'] ?? '');
});

afterAll(async () => {
  expect(await server.stop()).toBe(0);
  rmSync(folder, { recursive: true, force: true });
});

describe('the effective policy over stdio', () => {
  it('puts files together, with fragments of both layouts, and links to each', async () => {
    const found = await effective('apis/orders/policy.xml');
    expect(statements(found?.text ?? '')).toEqual(['<cors', '<rate-limit', '<ip-filter']);
    const lines = found?.text.split('\n') ?? [];
    expect(
      found?.links.map(({ range, target }) => [
        lines[range.start.line]?.slice(range.start.character, range.end.character),
        decodeURIComponent(target.uri).endsWith(
          (lines[range.start.line]?.slice(range.start.character, range.end.character) ?? '').replace(
            /:\d+$/,
            '',
          ),
        ),
        target.range.start.line,
      ]),
    ).toEqual([
      ['policy.xml:3', true, 2],
      ['policy fragments/limits/policy.xml:2', true, 1],
      ['policyFragments/wrapped/policyFragmentInformation.json', true, 0],
    ]);
    expect(found?.warnings).toEqual([]);
    expect(found?.products).toEqual(['starter']);
    expect(found?.sources).toContain(uriOf('policy.xml'));
  });

  it('takes the product that is supposed', async () => {
    const found = await effective('apis/orders/policy.xml', 'starter');
    expect(statements(found?.text ?? '')).toEqual(['<cors', '<quota', '<rate-limit', '<ip-filter']);
    const unknown = await effective('apis/orders/policy.xml', 'gone');
    expect(statements(unknown?.text ?? '')).toEqual(['<cors', '<rate-limit', '<ip-filter']);
  });

  it('puts policies together that the client gives, at scopes without a policy of their own too', async () => {
    const ofTexts = (params: EffectiveOfTextsParams) =>
      server.request<string | null>(effectiveOfTextsRequest, params);
    const policies = [
      { address: { kind: 'global' }, text: inbound('<cors /><!-- of all -->') },
      { address: { product: 'starter', kind: 'product' }, text: inbound('<base /><quota />') },
      { address: { kind: 'api', api: 'a' }, text: inbound('<base /><include-fragment fragment-id="f" />') },
      { address: { kind: 'fragment', fragment: 'f' }, text: '<fragment><rate-limit /></fragment>' },
    ] as const;
    const address = { kind: 'operation', api: 'a', operation: 'o' } as const;
    const without = await ofTexts({ address, policies });
    expect(statements(without ?? '')).toEqual(['<cors', '<rate-limit']);
    expect(without).not.toContain('<!--');
    const under = await ofTexts({ address, policies, product: 'starter' });
    expect(statements(under ?? '')).toEqual(['<cors', '<quota', '<rate-limit']);
    expect(await ofTexts({ address: { kind: 'resolver', api: 'a', resolver: 'r' }, policies })).toBeNull();
  });

  it('warns where a missing base drops guards, as the diagnostics do', async () => {
    const path = 'apis/orders/operations/create/policy.xml';
    const found = await effective(path);
    expect(statements(found?.text ?? '')).toEqual(['<set-method']);
    expect(found?.warnings).toEqual([
      {
        message:
          'The operation "create" of the API "orders" has no <base /> in <inbound>: cors (CORS) of the global policy, rate-limit (rate limit) of the API "orders", ip-filter (authentication) of the API "orders" do not run.',
        target: {
          uri: uriOf(path),
          range: { start: { line: 1, character: 3 }, end: { line: 1, character: 10 } },
        },
      },
    ]);
    server.forget(uriOf(path));
    await server.change(uriOf(path), files[path] ?? '');
    const published = await server.diagnostics(uriOf(path));
    expect(published.map(({ code, severity }) => [code, severity])).toEqual([['missing-base', 2]]);
  });

  it('sees what is open in the editor rather than its file', async () => {
    const api = uriOf('apis/orders/policy.xml');
    await server.open(api, inbound('<base />\n<set-body>x</set-body>'));
    const operation = uriOf('apis/orders/operations/create/policy.xml');
    await server.change(operation, inbound('<base /><set-method>POST</set-method>'));
    const found = await effective('apis/orders/operations/create/policy.xml');
    expect(statements(found?.text ?? '')).toEqual(['<cors', '<set-body', '<set-method']);
    const hover = await server.request<{ contents: { value: string } }>('textDocument/hover', {
      textDocument: { uri: operation },
      position: { line: 2, character: 6 },
    });
    expect(hover.contents.value).toContain('`set-body`, of the API "orders"');
    await server.connection.sendNotification('textDocument/didClose', { textDocument: { uri: api } });
    const again = await effective('apis/orders/operations/create/policy.xml');
    expect(statements(again?.text ?? '')).toEqual(['<cors', '<rate-limit', '<ip-filter', '<set-method']);
  });

  it('reads a file again when it has changed', async () => {
    writeFileSync(join(folder, 'apimartifacts/policy.xml'), inbound('<set-body>y</set-body>'));
    await server.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uriOf('policy.xml'), type: 2 }],
    });
    const found = await effective('apis/orders/policy.xml');
    expect(statements(found?.text ?? '')).toEqual(['<set-body', '<rate-limit', '<ip-filter']);
  });

  it('has none for fragments and for files in no layout', async () => {
    expect(await effective('policy fragments/limits/policy.xml')).toBeNull();
    expect(await effective('apis/orders/gone/policy.txt')).toBeNull();
  });
});
