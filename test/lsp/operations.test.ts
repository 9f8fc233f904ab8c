/** What the server finds out of an operation: once, when a rule asks, from files and from the client. */
import { describe, expect, it } from 'vitest';
import { KnownOperations } from '../../server/src/lsp/operations';
import type { WorkspaceFiles } from '../../server/src/lsp/workspaceFiles';
import { WorkspacePaths } from '../../server/src/lsp/workspacePaths';

const policy = 'file:///w/artifacts/apis/orders/operations/get-order/policy.xml';
const specification = 'file:///w/artifacts/apis/orders/specification.yaml';
const yaml = 'paths:\n  /orders/{id}:\n    get:\n      operationId: get-order\n';

function operations(texts: Readonly<Record<string, string>>, template: unknown) {
  const asked: unknown[] = [];
  const files: WorkspaceFiles = { find: async () => [], read: async (uri) => texts[uri] };
  const paths = new WorkspacePaths();
  paths.setFolders(['file:///w']);
  const known = new KnownOperations({
    files,
    paths,
    client: {
      sendRequest: async (_method, params) => {
        asked.push(params);
        if (template instanceof Error) throw template;
        return template;
      },
    },
    canAsk: () => template !== undefined,
  });
  const found = async (uri = policy): Promise<readonly string[] | undefined> => {
    const told = new Promise<void>((resolve) => {
      known.onKnown = resolve;
      setTimeout(resolve, 50);
    });
    known.of(uri);
    await told;
    return known.of(uri)?.parameters;
  };
  return { known, found, asked };
}

describe('an operation', () => {
  it('is told by its API’s specification', async () => {
    const { known, found } = operations({ [specification]: yaml }, undefined);
    expect(known.of(policy)).toBeUndefined();
    expect(await found()).toEqual(['id']);
    expect(known.revision).toBe(1);
  });
  it('is told by the instance as well, with which the file need not agree', async () => {
    const { found, asked } = operations({ [specification]: yaml }, '/orders/{orderId}');
    expect(await found()).toEqual(['id', 'orderId']);
    expect(asked).toEqual([{ api: 'orders', operation: 'get-order' }]);
  });
  it('of an instance is asked of that one only', async () => {
    const live = 'apim://0123/shop/apis/orders/operations/get-order/policy.xml';
    const { found, asked } = operations({}, '/{a}');
    expect(await found(live)).toEqual(['a']);
    expect(asked).toEqual([{ api: 'orders', operation: 'get-order', authority: '0123' }]);
  });
  it('is not known where nobody tells of it', async () => {
    expect(await operations({}, null).found()).toBeUndefined();
    expect(await operations({}, new Error('gone')).found()).toBeUndefined();
    expect(await operations({}, '/{a}').found('file:///w/artifacts/apis/orders/policy.xml')).toBeUndefined();
  });
  it('is found out beside others', async () => {
    const other = policy.replace('get-order', 'get-orders');
    const { known } = operations({}, '/{a}');
    for (const uri of [policy, other]) known.of(uri);
    await new Promise((resolve) => setTimeout(resolve, 20));
    for (const uri of [policy, other]) expect(known.of(uri)?.parameters).toEqual(['a']);
  });
  it('that was asked about before everything was forgotten is asked about again', async () => {
    const { known, found, asked } = operations({}, '/{a}');
    known.of(policy);
    known.forget();
    expect(await found()).toEqual(['a']);
    expect(asked).toHaveLength(2);
  });
  it('is found out anew when a file that tells of operations changes', async () => {
    const texts: Record<string, string> = { [specification]: yaml };
    const { known, found } = operations(texts, undefined);
    expect(await found()).toEqual(['id']);
    texts[specification] = yaml.replace('{id}', '{key}');
    expect(known.filesChanged(['file:///w/artifacts/policy.xml'])).toBe(false);
    expect(known.filesChanged([specification])).toBe(true);
    expect(await found()).toEqual(['key']);
  });
});
