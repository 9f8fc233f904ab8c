import { describe, expect, it } from 'vitest';
import { documentKindOf, looksLikePolicy, policyHeadLength } from '../../../server/src/core/model';
import { corpus } from '../../support/shared';

const resolvers = ['http-data-source'];

describe('a document’s beginning', () => {
  it.each([
    '<policies><inbound /></policies>',
    '\uFEFF<!-- licence -->\n<?xml version="1.0"?>\n<policies>\n\t<!-- first -->\n\t<outbound>',
    '<policies>',
    '<policies />',
    '<policies/>\n',
    '<policies>\n  <inbond>\n    <base />\n  </inbond>',
    '<policies><inbund></inbund><outbound></outbound>',
    '<policies>\n</policies>',
    '<policies xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n<on-error>',
    '<policies><!-- an opening comment that is longer than what is looked at',
    '<fragment>\n  <set-header',
    '<fragment />',
    '<http-data-source>\n  <http-request>',
  ])('is a policy’s: %j', (text) => expect(looksLikePolicy(text, resolvers)).toBe(true));

  it.each([
    '${header}\n<policies><inbound>',
    '#{header}#<fragment><base />',
    '{#HEADER#}\n<policies>\n{#FIRST#}\n<inbound>',
    '%{ if enabled }\n<policies>\n  %{ endif }<backend>',
    '<% header %><policies><inbound>',
  ])('may hold placeholders: %j', (text) => expect(looksLikePolicy(text)).toBe(true));

  it.each([
    '',
    'text <policies>',
    '<policymap>\n  <policy domain="path"',
    '<policies>\n  <policy name="a"/>',
    '<policies-of-mine><inbound/>',
    '<policies><inbound-rules/>',
    '<fragments>',
    '<fragment xmlns:android="http://schemas.android.com/apk/res/android" android:name="a" />',
    '<fragment id="a.b" plugin-id="a" version="1.0.0">',
    '<http-data-source xmlns="http://xmlns.example.com/data-source">',
    '<sql-data-source>',
    '<!-- <policies><inbound/> -->',
    '<root><policies><inbound/></policies></root>',
  ])('is none’s: %j', (text) => expect(looksLikePolicy(text, resolvers)).toBe(false));

  it('is looked at in linear time', () => {
    expect(looksLikePolicy(`<!--${' <!--'.repeat(50_000)}`)).toBe(false);
    expect(looksLikePolicy(`<policies>${' '.repeat(100_000)}x`)).toBe(false);
    expect(looksLikePolicy(`<policies ${'a="b" '.repeat(50_000)}`)).toBe(false);
    expect(looksLikePolicy(`<policies>${'<!-- -->'.repeat(50_000)}x`)).toBe(false);
  });

  const policies = corpus();
  it.runIf(policies.length > 0)('tells every real policy', () => {
    const missed = policies.filter(({ text }) => !looksLikePolicy(text.slice(0, policyHeadLength)));
    expect(missed.map(({ file }) => file)).toEqual([]);
  });
});

it('a document’s place says what it has to be', () => {
  expect(documentKindOf({ kind: 'global' })).toBe('policies');
  expect(documentKindOf({ kind: 'operation', api: 'a', operation: 'b' })).toBe('policies');
  expect(documentKindOf({ kind: 'fragment', fragment: 'a' })).toBe('fragment');
  expect(documentKindOf({ kind: 'resolver', api: 'a', resolver: 'b' })).toBe('resolver');
});
