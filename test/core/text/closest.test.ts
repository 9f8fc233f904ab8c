import { describe, expect, it } from 'vitest';
import { closest, closestName } from '../../../server/src/core/text';

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

describe('the closest name of words', () => {
  it.each([
    ['container', ['container-name', 'database-name'], 'container-name'],
    ['size', ['max-size', 'id'], 'max-size'],
    ['size-limit-exceeded-action', ['size-exceeded-action', 'max-size'], 'size-exceeded-action'],
    ['openid-configuration', ['openid-config', 'issuers'], 'openid-config'],
    ['set-headr', ['set-header', 'header'], 'set-header'],
  ])('to %s', (name, candidates, expected) => {
    expect(closestName(name, candidates)).toBe(expected);
  });
  it('is none where several have its words, or where those say little', () => {
    expect(closestName('size', ['max-size', 'min-size'])).toBeUndefined();
    expect(closestName('certificate-id', ['id'])).toBeUndefined();
    expect(closestName('required-scopes', ['required-claims'])).toBeUndefined();
  });
});
