import { describe, expect, it } from 'vitest';
import {
  clientIdProblem,
  displayNameProblem,
  secretIdentifierProblem,
  tagsProblem,
  valueProblem,
} from '../../instance';

describe('a named value', () => {
  it.each(['client-Secret_1.x', 'a', 'x'.repeat(256)])('may be called %s', (name) =>
    expect(displayNameProblem(name)).toBeUndefined(),
  );

  it.each(['', 'a b', 'ä', '{{a}}', '../a', 'x'.repeat(257)])('may not be called %j', (name) =>
    expect(displayNameProblem(name)).toMatch(/\.$/),
  );

  it('has a value that is not empty and not too long, and a problem does not repeat it', () => {
    expect(valueProblem('x'.repeat(4096))).toBeUndefined();
    expect(valueProblem(' \n')).toMatch(/\.$/);
    expect(valueProblem(`hunter2${'x'.repeat(4096)}`)).not.toContain('hunter2');
  });

  it('has not too many tags', () => {
    expect(tagsProblem(new Array(32).fill('t'))).toBeUndefined();
    expect(tagsProblem(new Array(33).fill('t'))).toMatch(/\.$/);
  });

  it.each([
    'https://shop.vault.azure.net/secrets/db-key',
    'https://shop.vault.azure.net/secrets/db-key/0123456789abcdef0123456789abcdef',
    'https://shop.vault.usgovcloudapi.net/secrets/k/',
  ])('may come from %s', (text) => expect(secretIdentifierProblem(text)).toBeUndefined());

  it.each([
    '',
    'http://shop.vault.azure.net/secrets/k',
    'https://shop.vault.azure.net/keys/k',
    'https://shop.vault.azure.net/secrets/',
    'https://shop.vault.azure.net/secrets/a b',
    'https://localhost/secrets/k',
    'db-key',
  ])('may not come from %j', (text) => expect(secretIdentifierProblem(text)).toMatch(/\.$/));

  it('is read with an identity that has a UUID', () => {
    expect(clientIdProblem('8f2c1b7e-0d41-4b0a-9f6e-3a5c2d1e0f99')).toBeUndefined();
    expect(clientIdProblem('my-identity')).toMatch(/\.$/);
  });
});
