import { describe, expect, it } from 'vitest';
import {
  closest,
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

describe('the closest name', () => {
  it.each([
    ['set-headr', ['set-header', 'set-body'], 'set-header'],
    ['inbuond', ['inbound', 'outbound'], 'inbound'],
    ['Delete', ['delete', 'override'], 'delete'],
    ['set-hedaer', ['set-header'], 'set-header'],
  ])('to %s', (name, candidates, expected) => {
    expect(closest(name, candidates)).toBe(expected);
  });
  it('is none where all are far, or where nothing would be left in common', () => {
    expect(closest('http-request', ['send-request'])).toBeUndefined();
    expect(closest('a', ['b', 'id'])).toBeUndefined();
    expect(closest('', ['id'])).toBeUndefined();
    expect(closest('same', ['same'])).toBeUndefined();
    expect(closest('x'.repeat(100_000), ['y'.repeat(100_000 - 50)])).toBeUndefined();
  });
  it('prefers the same start, then the same length, then the alphabet', () => {
    expect(closest('cache-a', ['bache-a', 'cache-b'])).toBe('cache-b');
    expect(closest('name', ['names', 'nama'])).toBe('nama');
    expect(closest('key-1', ['key-3', 'key-2'])).toBe('key-2');
  });
});

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
