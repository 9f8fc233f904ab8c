/** The wire, thinly: each request once over stdio against the built server. What is answered is tested in test/core. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { LanguageServer, type LspDiagnostic, type LspRange } from '../support/languageServer';

let folder: string;
let server: LanguageServer;

const uriOf = (path: string) => pathToFileURL(join(folder, path)).toString();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'apim-lsp-'));
  const namedValue = join(folder, 'apimartifacts/named values/client-secret');
  mkdirSync(namedValue, { recursive: true });
  writeFileSync(
    join(namedValue, 'namedValueInformation.json'),
    JSON.stringify({
      properties: { displayName: 'clientSecret', secret: true, tags: [], value: 'do-not-show' },
    }),
  );
  const fragment = join(folder, 'apimartifacts/policy fragments/correlation');
  mkdirSync(fragment, { recursive: true });
  writeFileSync(join(fragment, 'policy.xml'), '<fragment></fragment>');
  server = await LanguageServer.start({ folder });
});

afterAll(async () => {
  expect(await server.stop()).toBe(0);
  rmSync(folder, { recursive: true, force: true });
});

describe('the language server over stdio', () => {
  it('completes policies in a section, and brings documentation on resolve', async () => {
    const at = await server.openMarked(
      uriOf('a.policy.xml'),
      '<policies>\n  <inbound>\n    <<|>\n  </inbound>\n</policies>',
    );
    const items = await server.request<{ label: string; documentation?: unknown }[]>(
      'textDocument/completion',
      at,
    );
    const item = items.find(({ label }) => label === 'set-header');
    expect(item).toBeDefined();
    expect(item?.documentation).toBeUndefined();
    const resolved = await server.request<{ documentation: { value: string } }>(
      'completionItem/resolve',
      item ?? {},
    );
    expect(resolved.documentation.value).toContain('learn.microsoft.com');
  });

  it('completes behind a dot of an expression', async () => {
    const at = await server.openMarked(
      uriOf('dot.policy.xml'),
      '<policies>\n  <inbound>\n    <set-body>@(context.Request.<|>\n  </inbound>\n</policies>',
    );
    const items = await server.request<{ label: string; kind: number }[]>('textDocument/completion', {
      ...at,
      context: { triggerKind: 2, triggerCharacter: '.' },
    });
    const item = items.find(({ label }) => label === 'Headers');
    const resolved = await server.request<{ documentation: { value: string } }>(
      'completionItem/resolve',
      item ?? {},
    );
    expect(resolved.documentation.value).toContain('IReadOnlyDictionary<string, string[]>');
  });

  it('hovers, and never shows a secret', async () => {
    const at = await server.openMarked(
      uriOf('b.policy.xml'),
      '<policies><inbound><set-header name="x"><value>{{client<|>Secret}}</value></set-header></inbound></policies>',
    );
    // The server answers before it has read the folder.
    await vi.waitFor(
      async () => {
        const hover = await server.request<{ contents: { value: string } }>('textDocument/hover', at);
        expect(JSON.stringify(hover)).not.toContain('do-not-show');
        expect(hover.contents.value).toContain('secret');
      },
      { timeout: 4000, interval: 100 },
    );
  });

  it('goes to the file that defines a named value', async () => {
    const at = await server.openMarked(
      uriOf('c.policy.xml'),
      '<policies><inbound><set-header name="x"><value>{{client<|>Secret}}</value></set-header></inbound></policies>',
    );
    const found = await server.request<{ uri: string; range: LspRange }[]>('textDocument/definition', at);
    expect(found.map(({ uri }) => decodeURIComponent(uri))).toEqual([
      decodeURIComponent(uriOf('apimartifacts/named values/client-secret/namedValueInformation.json')),
    ]);
  });

  it('finds, highlights and renames variables of code and of the context, in the documents around too', async () => {
    const global = uriOf('apimartifacts/policy.xml');
    writeFileSync(
      join(folder, 'apimartifacts/policy.xml'),
      '<policies>\n<inbound>\n<set-variable name="total" value="1" />\n</inbound></policies>',
    );
    const uri = uriOf('apimartifacts/apis/orders/policy.xml');
    const at = await server.openMarked(
      uri,
      '<policies>\n<inbound>\n<set-body>@{ var x = 1; return context.Variables["<|>total"]; }</set-body>\n</inbound></policies>',
    );
    type Location = { uri: string; range: LspRange };
    const places = (found: readonly Location[]) =>
      found.map(
        ({ uri: where, range }) =>
          `${where === uri ? 'here' : where === global ? 'global' : where} ${range.start.line}`,
      );
    // The server answers before it has read the folder.
    await vi.waitFor(
      async () => {
        const found = await server.request<Location[]>('textDocument/definition', at);
        expect(places(found)).toEqual(['global 2']);
      },
      { timeout: 4000, interval: 100 },
    );
    const found = await server.request<Location[]>('textDocument/references', {
      ...at,
      context: { includeDeclaration: true },
    });
    expect(places(found)).toEqual(['here 2', 'global 2']);
    const reads = await server.request<Location[]>('textDocument/references', {
      ...at,
      context: { includeDeclaration: false },
    });
    expect(places(reads)).toEqual(['here 2']);
    const highlights = await server.request<{ kind: number }[]>('textDocument/documentHighlight', at);
    expect(highlights.map(({ kind }) => kind)).toEqual([2]);
    const target = await server.request<{ placeholder: string }>('textDocument/prepareRename', at);
    expect(target.placeholder).toBe('total');
    const edit = await server.request<{ changes: Record<string, { newText: string }[]> }>(
      'textDocument/rename',
      { ...at, newName: 'sum' },
    );
    expect(Object.keys(edit.changes).sort()).toEqual([uri, global].sort());
    expect(edit.changes[global]?.map(({ newText }) => newText)).toEqual(['sum']);
    const sibling = join(folder, 'apimartifacts/apis/returns/operations/get/policy.xml');
    mkdirSync(dirname(sibling), { recursive: true });
    writeFileSync(
      sibling,
      '<policies><inbound><set-body>@((string)context.Variables["total"])</set-body></inbound></policies>',
    );
    const uriOfSibling = uriOf('apimartifacts/apis/returns/operations/get/policy.xml');
    const everywhere = await server.request<{ changes: Record<string, unknown> }>('textDocument/rename', {
      ...at,
      newName: 'sum',
    });
    expect(Object.keys(everywhere.changes).sort()).toEqual([uri, global, uriOfSibling].sort());
    writeFileSync(
      sibling,
      '<policies><inbound><set-variable name="sum" value="@((string)context.Variables["total"])" /></inbound></policies>',
    );
    const taken = server.request('textDocument/rename', { ...at, newName: 'sum' });
    await expect(taken).rejects.toThrow(
      'There is already a context variable "sum" (apis/returns/operations/get/policy.xml).',
    );
    rmSync(join(folder, 'apimartifacts/apis/returns'), { recursive: true });
    const refused = server.request('textDocument/rename', { ...at, newName: '"' });
    await expect(refused).rejects.toThrow(`""" can't be the name of a context variable.`);
    rmSync(join(folder, 'apimartifacts/policy.xml'));
  });

  it('checks every policy that isn’t open, with what runs together with it', async () => {
    const write = (path: string, text: string): string => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
      return decodeURIComponent(uriOf(path));
    };
    const root = 'apimartifacts/apis/checked';
    const body = '<set-body>@((string)context.Variables["set-above"])</set-body>';
    write(
      `${root}/policy.xml`,
      '<policies><inbound><base /><set-variable name="set-above" value="a" /></inbound></policies>',
    );
    write(`${root}/operations/right/policy.xml`, `<policies><inbound><base />${body}</inbound></policies>`);
    const wrong = write(
      `${root}/operations/wrong/policy.xml`,
      `<policies><inbound><base />\n<no-policy />${body}</inbound></policies>`,
    );
    const open = `${root}/operations/open/policy.xml`;
    write(open, '<policies><inbound><no-policy /></inbound></policies>');
    await server.openMarked(uriOf(open), '<policies><inbound><no-policy /><|></inbound></policies>');
    const { checked, documents } = await server.request<{
      checked: number;
      documents: { uri: string; diagnostics: LspDiagnostic[] }[];
    }>('apimPolicy/checkWorkspace', {});
    expect(checked).toBeGreaterThanOrEqual(3);
    const found = documents.map(({ uri, diagnostics }) => [
      decodeURIComponent(uri),
      diagnostics.map(({ code, range }) => `${code} ${range.start.line}`),
    ]);
    expect(found.filter(([uri]) => String(uri).includes('checked'))).toEqual([
      [wrong, ['unknown-element 1']],
    ]);
    rmSync(join(folder, root), { recursive: true });
  });

  it('grows selections', async () => {
    const { textDocument, position } = await server.openMarked(
      uriOf('s.policy.xml'),
      '<policies>\n<inbound><ba<|>se /></inbound></policies>',
    );
    type Grown = { range: LspRange; parent?: Grown };
    const [first] = await server.request<Grown[]>('textDocument/selectionRange', {
      textDocument,
      positions: [position],
    });
    const starts: number[] = [];
    for (let range = first; range !== undefined; range = range.parent)
      starts.push(range.range.start.character);
    expect(starts.slice(0, 3)).toEqual([10, 9, 0]);
  });

  it('formats a document and a range of it', async () => {
    const { textDocument } = await server.openMarked(
      uriOf('f.policy.xml'),
      '<policies>\n<inbound>\n<base/><|>\n<base/>\n</inbound></policies>',
    );
    type Edit = { range: LspRange; newText: string };
    const options = { tabSize: 2, insertSpaces: true };
    const whole = await server.request<Edit[]>('textDocument/formatting', { textDocument, options });
    expect(whole.map(({ newText }) => newText)).toEqual(['\n  ', '\n    ', ' ', '\n    ', ' ', '\n  ', '\n']);
    const range = { start: { line: 2, character: 0 }, end: { line: 2, character: 1 } };
    const part = await server.request<Edit[]>('textDocument/rangeFormatting', {
      textDocument,
      options,
      range,
    });
    expect(part.map(({ newText }) => newText)).toEqual(['\n    ', ' ']);
  });

  it('finds who includes a fragment anywhere among the artifacts, as the editor has it', async () => {
    const write = (path: string, text: string): string => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
      return uriOf(path);
    };
    const include = '<include-fragment fragment-id="shared-part" />';
    const policy = (content: string) => `<policies>\n<inbound>${content}</inbound></policies>`;
    const fragment = write(
      'apimartifacts/policy fragments/shared-part/policy.xml',
      '<fragment><set-body>a</set-body></fragment>',
    );
    const closed = write('apimartifacts/apis/first/policy.xml', policy(include));
    const open = write('apimartifacts/apis/second/policy.xml', policy(include));
    write('apimartifacts/workspaces/other/apis/third/policy.xml', policy(include));
    write('apimartifacts/apis/first/notes.xml', `<notes>${include}</notes>`);
    await server.openMarked(open, policy(`\n\n${include}<|>`));
    const at = await server.openMarked(fragment, '<frag<|>ment><set-body>a</set-body></fragment>');
    const found = await server.request<{ uri: string; range: LspRange }[]>('textDocument/references', {
      ...at,
      context: { includeDeclaration: true },
    });
    const places = found.map(({ uri, range }) => `${decodeURIComponent(uri)} ${range.start.line}`);
    expect(places.sort()).toEqual([`${decodeURIComponent(closed)} 1`, `${decodeURIComponent(open)} 3`]);
    for (const path of ['policy fragments/shared-part', 'apis/first', 'apis/second', 'workspaces'])
      rmSync(join(folder, 'apimartifacts', path), { recursive: true });
  });

  it('colours the names of expressions, and helps with the arguments of a call that has no end yet', async () => {
    const at = await server.openMarked(
      uriOf('t.policy.xml'),
      '<policies>\n<inbound>\n<set-variable name="x" value="@(context.Variables.GetValueOrDefault<string>(<|>\n</inbound></policies>',
    );
    const { data } = await server.request<{ data: number[] }>('textDocument/semanticTokens/full', at);
    const { legend } = server.capabilities.semanticTokensProvider as {
      legend: { tokenTypes: string[]; tokenModifiers: string[] };
    };
    const first = legend.tokenTypes.indexOf('parameter');
    expect(data.slice(0, 5)).toEqual([
      2,
      '<set-variable name="x" value="@('.length,
      'context'.length,
      first,
      0,
    ]);
    expect(data[13]).toBe(legend.tokenTypes.indexOf('method'));
    expect(data[14]).toBe(1 << legend.tokenModifiers.indexOf('static'));
    const line = { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } };
    const none = await server.request<{ data: number[] }>('textDocument/semanticTokens/range', {
      ...at,
      range: line,
    });
    expect(none.data).toEqual([]);
    const help = await server.request<{
      signatures: { label: string; parameters: { label: [number, number] }[] }[];
      activeSignature: number;
      activeParameter: number;
    }>('textDocument/signatureHelp', at);
    const { label, parameters } = help.signatures[help.activeSignature] ?? { label: '', parameters: [] };
    expect(label.slice(...(parameters[help.activeParameter]?.label ?? []))).toBe('string key');
  });

  it('publishes diagnostics, and fresh ones after a change', async () => {
    const uri = uriOf('d.policy.xml');
    await server.open(uri, '<policies><inbound><set-heder name="x" /></inbound></policies>');
    const first = await server.diagnostics(uri);
    expect(first.map(({ code }) => code)).toEqual(['unknown-element']);
    await server.change(uri, '<policies><inbound><base /></inbound></policies>');
    expect(await server.diagnostics(uri)).toEqual([]);
  });

  it('offers quick fixes and the OAuth2 recipes as edits', async () => {
    const uri = uriOf('e.policy.xml');
    await server.open(
      uri,
      '<policies>\n  <inbound>\n    <base />\n    <set-heder name="x" exists-action="delete" />\n  </inbound>\n</policies>',
    );
    const [diagnostic] = await server.diagnostics(uri);
    const actions = await server.request<
      {
        title: string;
        kind: string;
        edit?: { changes: Record<string, { newText: string }[]> };
        command?: unknown;
      }[]
    >('textDocument/codeAction', {
      textDocument: { uri },
      range: (diagnostic as LspDiagnostic).range,
      context: { diagnostics: [diagnostic] },
    });
    expect(actions.find(({ kind }) => kind === 'quickfix')?.edit?.changes[uri]?.[0]?.newText).toBe(
      'set-header',
    );
    const recipes = actions.filter(({ title }) => title.startsWith('Insert OAuth2 backend authentication'));
    expect(recipes).toHaveLength(4);
    for (const recipe of recipes) {
      expect(recipe.kind).toBe('refactor');
      expect(recipe.edit?.changes[uri]?.length).toBeGreaterThan(0);
      // This client has announced no commands of its own, so none may be asked of it.
      expect(recipe.command).toBeUndefined();
    }
    const variants = await server.request<unknown[]>('apimPolicy/oauth2Variants', { textDocument: { uri } });
    expect(variants).toHaveLength(4);
  });

  it('creates a named value in the workspace for a client that can create files', async () => {
    const other = await LanguageServer.start({
      folder,
      capabilities: {
        workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ['create'] } },
      },
    });
    const uri = uriOf('apimartifacts/policy.xml');
    await other.open(
      uri,
      '<policies><inbound><set-header name="x"><value>{{some-key}}</value></set-header></inbound></policies>',
    );
    let diagnostics = await other.diagnostics(uri);
    // The first ones may come before the workspace's files have been read.
    if (diagnostics.length === 0) {
      other.forget(uri);
      diagnostics = await other.diagnostics(uri);
    }
    expect(diagnostics.map(({ code }) => code)).toEqual(['unknown-named-value']);
    const actions = await other.request<{ title: string; edit?: { documentChanges?: { uri?: string }[] } }[]>(
      'textDocument/codeAction',
      { textDocument: { uri }, range: diagnostics[0]?.range, context: { diagnostics } },
    );
    const created = actions
      .flatMap(({ edit }) => edit?.documentChanges ?? [])
      .find((change) => change.uri !== undefined);
    expect(decodeURIComponent(created?.uri ?? '')).toBe(
      decodeURIComponent(uriOf('apimartifacts/named values/some-key/namedValueInformation.json')),
    );
    await other.stop();
  });

  it('takes names from the connected instance', async () => {
    const uri = uriOf('f.policy.xml');
    const marked =
      '<policies><inbound><set-header name="x"><value>{{liv<|>e-name}}</value></set-header></inbound></policies>';
    const at = await server.openMarked(uri, marked);
    await server.connection.sendNotification('apimPolicy/instanceFacts', {
      label: 'shop',
      id: '/subscriptions/x',
      namedValues: [
        {
          displayName: 'live-name',
          resourceName: 'live',
          kind: 'plain',
          value: '42',
          source: { kind: 'instance', label: 'shop', id: '/subscriptions/x' },
        },
      ],
      fragments: [],
      backends: [],
    });
    const hover = await server.request<{ contents: { value: string } }>('textDocument/hover', at);
    expect(hover.contents.value).toContain('42');
    expect(hover.contents.value).toContain('shop');
    await server.connection.sendNotification('apimPolicy/instanceFacts', null);
  });

  it('judges names of the kinds that the instance told all of', async () => {
    const uri = uriOf('loggers.policy.xml');
    const facts = { label: 'shop', id: '/subscriptions/x', namedValues: [], fragments: [], backends: [] };
    const source = { kind: 'instance', label: 'shop', id: '/subscriptions/x' };
    await server.connection.sendNotification('apimPolicy/instanceFacts', {
      ...facts,
      named: { logger: [{ id: 'shop-events', source }] },
    });
    await server.openMarked(
      uri,
      '<policies><inbound><authentication-certificate certificate-id="a" /><log-to-eventhub logger-id="shop-event<|>">a</log-to-eventhub></inbound></policies>',
    );
    expect((await server.diagnostics(uri)).map(({ code }) => code)).toEqual(['unknown-reference']);
    await server.connection.sendNotification('apimPolicy/instanceFacts', null);
  });

  it('judges names in an API Management workspace by what that has', async () => {
    const empty = { namedValues: [], fragments: [], backends: [] };
    const source = { kind: 'instance', label: 'shop', id: '/subscriptions/x' };
    const text =
      '<policies><inbound><include-fragment fragment-id="au<|>dit" /><base /></inbound><backend><base /></backend><outbound><base /></outbound><on-error><base /></on-error></policies>';
    const facts = { authority: 'i', label: 'shop', id: '/subscriptions/x', ...empty };
    const team = 'apim://i/shop/workspaces/team/policy.xml';
    const other = 'apim://i/shop/workspaces/other/policy.xml';
    const codesIn = async (uri: string, workspaces: object) => {
      await server.connection.sendNotification('apimPolicy/instanceFacts', { ...facts, workspaces });
      await server.openMarked(uri, text);
      return (await server.diagnostics(uri)).map(({ code }) => code);
    };
    const known = { team: { ...empty, fragments: [{ id: 'audit', source }] }, other: empty };
    expect(await codesIn(other, known)).toEqual(['unknown-fragment']);
    expect(await codesIn(team, known)).toEqual([]);
    // Nothing is known of a workspace that could not be listed.
    expect(await codesIn('apim://i/shop/workspaces/third/policy.xml', known)).toEqual([]);
    await server.connection.sendNotification('apimPolicy/instanceFacts', null);
  });

  it('outlines, folds and links tags', async () => {
    const uri = uriOf('g.policy.xml');
    const at = await server.openMarked(
      uri,
      '<policies>\n  <inb<|>ound>\n    <base />\n  </inbound>\n</policies>',
    );
    const symbols = await server.request<{ name: string; children: { name: string }[] }[]>(
      'textDocument/documentSymbol',
      at,
    );
    expect(symbols[0]?.children.map(({ name }) => name)).toEqual(['inbound']);
    expect(await server.request<unknown[]>('textDocument/foldingRange', at)).not.toHaveLength(0);
    expect(
      (await server.request<{ ranges: unknown[] }>('textDocument/linkedEditingRange', at)).ranges,
    ).toHaveLength(2);
  });

  it('answers for documents that are not open, are binary, or are 1 MB large, and lives on', async () => {
    expect(
      await server.request('textDocument/hover', {
        textDocument: { uri: 'file:///nowhere.xml' },
        position: { line: 3, character: 9 },
      }),
    ).toBeNull();
    const binary = uriOf('policy.xml');
    await server.open(
      binary,
      String.fromCharCode(...Array.from({ length: 4096 }, (_, i) => (i * 7919) % 65_536)),
    );
    await server.diagnostics(binary);
    const large = uriOf('large.policy.xml');
    const policy =
      '<set-header name="a"><value>@(context.RequestId.ToString() != "b" ? "<" : "&")</value></set-header>\n';
    await server.open(
      large,
      `<policies><inbound>${policy.repeat(1_050_000 / policy.length)}</inbound></policies>`,
    );
    expect((await server.diagnostics(large)).map(({ code }) => code)).toEqual(['document-too-large']);
    const wrong = uriOf('wrong.policy.xml');
    await server.open(wrong, `<policies><inbound>${'<nothing />\n'.repeat(3000)}</inbound></policies>`);
    const found = await server.diagnostics(wrong);
    expect(found).toHaveLength(1001);
    expect(found.at(-1)?.message).toContain('2,000 more findings');
    expect(server.alive).toBe(true);
  });
});
