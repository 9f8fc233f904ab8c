import { describe, expect, it } from 'vitest';
import {
  isOperationFile,
  type OperationAddress,
  OperationReader,
  operationFiles,
} from '../../../server/src/core/workspace';

const source = { kind: 'file', uri: 'file:///w/x' } as const;
const getOrder: OperationAddress = { kind: 'operation', api: 'orders', operation: 'get-order' };
const reader = new OperationReader(() => {
  throw new Error('not YAML');
});
const parametersIn = (path: string, document: unknown, operation = getOrder): readonly string[] | undefined =>
  reader.read(path, JSON.stringify(document), operation, source)?.parameters;

describe('the files that tell of an operation', () => {
  it('are its own and the API’s specification', () => {
    expect(operationFiles(getOrder)).toEqual([
      'apis/orders/operations/get-order/operationInformation.json',
      'apis/orders/specification.yaml',
      'apis/orders/specification.json',
      'apis/orders/specification.yml',
    ]);
    expect(operationFiles({ ...getOrder, workspace: 'garden' })[1]).toBe(
      'workspaces/garden/apis/orders/specification.yaml',
    );
    expect(['specification.yml', 'operationInformation.json', 'policy.xml'].map(isOperationFile)).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe('operationInformation.json', () => {
  const path = 'apis/orders/operations/get-order/operationInformation.json';
  it('has the template, and perhaps parameters beside it', () => {
    const properties = {
      urlTemplate: '/orders/{id}/{*rest}?page={page=1}',
      templateParameters: [{ name: 'id' }, { name: 'late' }, 'x'],
    };
    expect(parametersIn(path, { properties })).toEqual(['id', 'rest', 'page', 'id', 'late']);
    expect(parametersIn(path, { properties: { urlTemplate: '/' } })).toEqual([]);
  });
  it.each([[{}], [{ properties: {} }], [[]], ['x']])('tells nothing as %j', (document) => {
    expect(parametersIn(path, document)).toBeUndefined();
  });
});

describe('a specification', () => {
  const path = 'apis/orders/specification.json';
  const operation = { operationId: 'Get order', parameters: [{ in: 'query', name: 'page' }] };

  it('tells by the operationId, whatever characters the resource name has instead', () => {
    expect(parametersIn(path, { paths: { '/orders/{id}': { get: operation } } })).toEqual(['id', 'page']);
  });
  it('tells the parameters of the path, and those that it refers to', () => {
    const document = {
      paths: {
        '/orders': {
          parameters: [{ $ref: '#/components/parameters/a~1b' }],
          get: { operationId: 'get-order' },
        },
      },
      components: { parameters: { 'a/b': { in: 'query', name: 'shop' } } },
    };
    expect(parametersIn(path, document)).toEqual(['shop']);
  });
  it('tells nothing where the operation isn’t plain', () => {
    const elsewhere = { operationId: 'get-order', parameters: [{ $ref: 'other.json#/a' }] };
    expect(parametersIn(path, { paths: { '/a': { get: elsewhere } } })).toBeUndefined();
    expect(parametersIn(path, { paths: { '/a': { get: operation, put: operation } } })).toBeUndefined();
    expect(parametersIn(path, { paths: { '/a': { get: { operationId: 'other' } } } })).toBeUndefined();
    for (const document of [null, { paths: [] }, { paths: { '/a': 1 } }, { paths: { '/a': { get: [] } } }])
      expect(parametersIn(path, document)).toBeUndefined();
  });
  it('that can’t be parsed tells nothing', () => {
    expect(reader.read(path, '{', getOrder, source)).toBeUndefined();
    expect(reader.read('apis/orders/specification.yaml', 'a: b', getOrder, source)).toBeUndefined();
  });
  it('is parsed once for several operations', () => {
    let parsed = 0;
    const counting = new OperationReader(() => {
      parsed++;
      return { paths: { '/a/{x}': { get: { operationId: 'a' } }, '/b': { get: { operationId: 'b' } } } };
    });
    for (const name of ['a', 'b', 'c'])
      counting.read('specification.yaml', 'text', { ...getOrder, operation: name }, source);
    expect(parsed).toBe(1);
  });
});
