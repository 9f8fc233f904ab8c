import { describe, expect, it } from 'vitest';
import { factsOfFiles, readFileFacts } from '../../../server/src/core/workspace';

const source = { kind: 'file', uri: 'file:///w/x' } as const;

describe('one file', () => {
  it('tells a named value, a fragment or a backend', () => {
    const namedValue = readFileFacts(
      { kind: 'named-value-information', namedValue: 'n1' },
      '{"properties":{"displayName":"host","value":"a"}}',
      source,
    );
    expect(namedValue).toMatchObject({
      namedValue: { displayName: 'host', resourceName: 'n1', kind: 'plain', value: 'a' },
    });
    expect(
      readFileFacts({ kind: 'fragment-information', fragment: 'f' }, '{"properties":{}}', source),
    ).toEqual({ fragment: { id: 'f', source } });
    expect(
      readFileFacts({ kind: 'backend-information', backend: 'b' }, '{"properties":{"url":"u"}}', source),
    ).toEqual({ backend: { id: 'b', url: 'u', source } });
    expect(
      readFileFacts({ kind: 'logger-information', logger: 'l' }, '{"properties":{"loggerType":"x"}}', source),
    ).toEqual({ logger: { id: 'l', source } });
  });

  it('tells of a fragment by its policy, and nothing by other policies or by what it can’t read', () => {
    const fragment = readFileFacts(
      { kind: 'policy', address: { kind: 'fragment', fragment: 'f' } },
      '',
      source,
    );
    expect(fragment).toEqual({ fragment: { id: 'f', source } });
    expect(readFileFacts({ kind: 'policy', address: { kind: 'global' } }, '', source)).toBeUndefined();
    expect(
      readFileFacts({ kind: 'named-value-information', namedValue: 'n' }, 'oops', source),
    ).toBeUndefined();
  });
});

describe('all files', () => {
  it('are taken to tell every named value and fragment where they tell any, and never every backend', () => {
    expect(factsOfFiles([]).complete).toEqual(new Set());
    const fragment = { id: 'f', source };
    const backend = { id: 'b', source };
    const facts = factsOfFiles([{ fragment }, { backend }, {}]);
    expect(facts).toEqual({
      namedValues: [],
      fragments: [fragment],
      backends: [backend],
      complete: new Set(['fragments']),
    });
    const logger = { id: 'l', source };
    expect(factsOfFiles([{ logger }])).toMatchObject({ named: { logger: [logger] }, complete: new Set() });
  });
});
