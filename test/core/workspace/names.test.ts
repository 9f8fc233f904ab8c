import { describe, expect, it } from 'vitest';
import {
  type FactSource,
  mergeFacts,
  type NamedValueFact,
  noFacts,
  resolveFragment,
  resolveNamedValue,
} from '../../../server/src/core/workspace';

const file: FactSource = { kind: 'file', uri: 'file:///a.json' };
const instance: FactSource = { kind: 'instance', label: 'shop', id: '/shop' };

function plain(displayName: string, resourceName: string, source: FactSource, value = 'x'): NamedValueFact {
  return { kind: 'plain', displayName, resourceName, source, value };
}

describe('resolving', () => {
  const facts = {
    ...noFacts,
    namedValues: [
      plain('Key', 'key-id', file, 'one'),
      plain('Key', 'key-id', instance, 'two'),
      plain('Other', 'Key', file),
    ],
    fragments: [{ id: 'Check', source: file }],
  };
  it('finds every source by display name before resource names', () => {
    expect(resolveNamedValue(facts, 'Key')).toEqual(facts.namedValues.slice(0, 2));
    expect(resolveNamedValue(facts, 'key')).toEqual(facts.namedValues.slice(0, 2));
    expect(resolveNamedValue(facts, 'key-id').map(({ displayName }) => displayName)).toEqual(['Key', 'Key']);
    expect(resolveNamedValue(facts, 'nothing')).toEqual([]);
    expect(resolveFragment(facts, 'check')).toEqual(facts.fragments);
  });
  it('takes the sharper of two spellings that differ in case', () => {
    const both = { ...noFacts, namedValues: [plain('KEY', 'a', file), plain('key', 'b', file)] };
    expect(resolveNamedValue(both, 'key').map(({ resourceName }) => resourceName)).toEqual(['b']);
  });
  it('merges sources', () => {
    const merged = mergeFacts(
      { ...facts, complete: new Set(['namedValues']) },
      { ...noFacts, complete: new Set(['fragments']) },
    );
    expect(merged.namedValues).toHaveLength(3);
    expect([...merged.complete]).toEqual(['namedValues', 'fragments']);
    expect(mergeFacts()).toEqual(noFacts);
  });
});
