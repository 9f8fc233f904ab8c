import { describe, expect, it } from 'vitest';
import { KnownFacts } from '../../server/src/lsp/knownFacts';
import { liveUriOf, withLiveFiles } from '../../server/src/lsp/liveDocuments';
import { KnownOperations } from '../../server/src/lsp/operations';
import { SurroundingDocuments } from '../../server/src/lsp/surroundingDocuments';
import { noFiles } from '../../server/src/lsp/workspaceFiles';
import { WorkspacePaths } from '../../server/src/lsp/workspacePaths';
import { testCatalogue } from '../support/catalogue';
import { testTypes } from '../support/types';

const orders = 'apim://0123abcd/shop/apis/orders/policy.xml';
const facts = {
  authority: '0123abcd',
  label: 'shop',
  id: 'shop',
  namedValues: [],
  fragments: [],
  backends: [],
} as const;

describe('a document of an instance', () => {
  it('is told by its scheme, with the service as its folder', () => {
    expect(liveUriOf(orders)).toEqual({
      scheme: 'apim',
      authority: '0123abcd',
      rootUri: 'apim://0123abcd/shop',
      path: 'apis/orders/policy.xml',
    });
    expect(liveUriOf('file:///shop/apis/orders/policy.xml')).toBeUndefined();
  });

  it.each([
    [orders, { kind: 'api', api: 'orders' }],
    ['apim://0123abcd/shop/policy.xml', { kind: 'global' }],
    ['apim-live://0123abcd/shop/workspaces/w/policy.xml?7', { kind: 'global', workspace: 'w' }],
    ['apim://0123abcd/shop/policy%20fragments/f/policy.xml', { kind: 'fragment', fragment: 'f' }],
    [
      'apim://0123abcd/shop/apis/a%3Brev%3D2/operations/o/policy.xml',
      { kind: 'operation', api: 'a;rev=2', operation: 'o' },
    ],
  ])('has the scope that its path says: %s', (uri, address) => {
    expect(new WorkspacePaths().placeOf(uri)).toMatchObject({ kind: 'policy', address });
  });

  it('is checked against what its own instance has, and against nothing where another is connected', () => {
    const known = new KnownFacts(noFiles, new WorkspacePaths());
    known.setInstance(facts);
    expect(known.for(orders).complete.has('namedValues')).toBe(true);
    expect(known.for('apim://other/shop/apis/orders/policy.xml').complete.size).toBe(0);
    known.setInstance(null);
    expect(known.for(orders).complete.size).toBe(0);
  });

  it('runs with the policies around it, which the client is asked for', async () => {
    const asked: unknown[] = [];
    const client = {
      sendRequest: async (_method: string, params: object) => {
        asked.push(params);
        return '<policies><inbound /></policies>';
      },
    };
    const paths = new WorkspacePaths();
    const files = withLiveFiles(noFiles, client, () => true);
    const known = new KnownFacts(files, paths);
    const related = new SurroundingDocuments({
      catalogue: testCatalogue(),
      types: testTypes,
      facts: known,
      paths,
      files,
      operations: new KnownOperations({ files, paths, client, canAsk: () => false }),
    });
    await related.read(orders);
    expect(asked).toContainEqual({ uri: 'apim://0123abcd/shop/policy.xml' });
    expect(related.surroundingsOf(orders)?.parents.map(({ address }) => address)).toEqual([
      { kind: 'global' },
    ]);
  });

  it('is not asked of a client that can’t answer', async () => {
    const client = { sendRequest: () => Promise.reject(new Error('asked')) };
    expect(await withLiveFiles(noFiles, client, () => false).read(orders)).toBeUndefined();
  });
});
