import { describe, expect, it } from 'vitest';
import { addressKey, badgeOf, policyContext, policyText } from '../../../client/src/explorer/policyState';

const state = { onInstance: true, inWorkspace: true, verdict: undefined } as const;

describe('a row’s policy', () => {
  it.each([
    [{ ...state, onInstance: undefined, inWorkspace: false }, undefined],
    [{ ...state, onInstance: false, inWorkspace: false }, undefined],
    [{ ...state, onInstance: false }, '+'],
    [{ ...state, inWorkspace: false }, '●'],
    [state, '●'],
    [{ ...state, verdict: 'unchanged' }, '✓'],
    [{ ...state, verdict: 'update' }, '≠'],
    [{ ...state, verdict: 'changedOnInstance' }, '≠'],
    [{ ...state, verdict: 'noBase' }, '≠'],
  ] as const)('has a badge that says what is known: %j', (known, badge) => {
    expect(badgeOf(known)?.badge).toBe(badge);
  });

  it('is told in words, never by the badge alone', () => {
    const texts = [
      { ...state, onInstance: false },
      { ...state, inWorkspace: false },
      { ...state, verdict: 'unchanged' } as const,
      { ...state, verdict: 'update' } as const,
      { ...state, verdict: 'changedOnInstance' } as const,
      { ...state, onInstance: false, inWorkspace: false },
    ].map(policyText);
    expect(new Set(texts).size).toBe(texts.length);
    expect(texts).not.toContain('');
  });

  it('can be opened while nobody knows whether it is there, and deleted only when it is', () => {
    expect(policyContext({ ...state, onInstance: undefined })).toEqual(['policy', 'inWorkspace']);
    expect(policyContext({ ...state, onInstance: false, inWorkspace: false })).toEqual(['withoutPolicy']);
    expect(policyContext({ ...state, inWorkspace: false })).toEqual(['policy', 'deletable']);
  });
});

describe('addresses', () => {
  it('are told apart whatever the order of their fields', () => {
    expect(addressKey({ kind: 'operation', api: 'a', operation: 'b' })).toBe(
      addressKey({ operation: 'b', api: 'a', kind: 'operation' }),
    );
    expect(addressKey({ kind: 'api', api: 'a' })).not.toBe(
      addressKey({ kind: 'api', api: 'a', workspace: 'w' }),
    );
  });
});
