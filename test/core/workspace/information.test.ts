import { describe, expect, it } from 'vitest';
import {
  type FactSource,
  readBackendInformation,
  readFragmentInformation,
  readNamedValueInformation,
} from '../../../server/src/core/workspace';

const file: FactSource = { kind: 'file', uri: 'file:///shop/namedValueInformation.json' };

describe('information files of named values', () => {
  const read = (properties: unknown) =>
    readNamedValueInformation(JSON.stringify({ properties }), file, 'id-1');

  it('give names, kinds and values that are no secrets', () => {
    expect(read({ displayName: 'Key', value: 'v', tags: ['a', 1, 'b'] })).toMatchObject({
      kind: 'plain',
      displayName: 'Key',
      resourceName: 'id-1',
      value: 'v',
      tags: ['a', 'b'],
    });
    expect(
      read({ displayName: 'Key', keyVault: { secretIdentifier: 'https://v.test/secrets/k' }, secret: true }),
    ).toMatchObject({ kind: 'key-vault', secretIdentifier: 'https://v.test/secrets/k' });
    expect(read({})).toMatchObject({ kind: 'plain', displayName: 'id-1', value: undefined });
  });
  it('never give away the value of a secret', () => {
    for (const secret of [true, 'true', 'True', 1, 'yes', {}])
      expect(JSON.stringify(read({ displayName: 'Key', value: 'hunter2', secret }))).not.toContain('hunter2');
    expect(JSON.stringify(read({ displayName: 'Key', value: 'hunter2', keyVault: {} }))).not.toContain(
      'hunter2',
    );
    expect(read({ displayName: 'Key', value: 'open', secret: false })).toMatchObject({ value: 'open' });
  });
  it('say where the display name stands', () => {
    const text =
      '\uFEFF{ "other": { "displayName": "x" }, "properties": {\r\n "displayName" : "Shop\\u002dKey" } }';
    const fact = readNamedValueInformation(text, file, 'id-1');
    expect(fact?.displayName).toBe('Shop-Key');
    const span = fact?.source.kind === 'file' ? fact.source.span : undefined;
    expect(text.slice(span?.start, span?.end)).toBe('Shop\\u002dKey');
  });
  it('may be junk', () => {
    for (const text of [
      '',
      '{',
      'null',
      '[]',
      '1',
      '{"properties": 1}',
      '{"properties": []}',
      '\u0000PK',
      '{}',
    ])
      expect(readNamedValueInformation(text, file, 'id-1')).toBeUndefined();
    expect(read({ displayName: 7, value: {}, tags: 'a', keyVault: 'b', secret: null })).toEqual({
      kind: 'secret',
      displayName: 'id-1',
      resourceName: 'id-1',
      source: file,
    });
  });
});

describe('other information files', () => {
  it('give what is known of fragments and backends', () => {
    expect(
      readFragmentInformation('{"properties":{"description":"Checks","value":"<fragment/>"}}', file, 'f'),
    ).toEqual({
      id: 'f',
      description: 'Checks',
      source: file,
    });
    expect(readBackendInformation('{"properties":{"url":"https://b.test"}}', file, 'b')).toEqual({
      id: 'b',
      url: 'https://b.test',
      source: file,
    });
    expect(readFragmentInformation('{"properties":{}}', file, 'f')).toEqual({ id: 'f', source: file });
    expect(readBackendInformation('no', file, 'b')).toBeUndefined();
  });
});
