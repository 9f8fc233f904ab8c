/** docs/diagnostics.md has a section for every code, and its examples do what it says. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Catalogue } from '../../../server/src/core/catalogue';
import { type Code, codes, isCode } from '../../../server/src/core/rules';
import { noFacts } from '../../../server/src/core/workspace';
import { repositoryRoot, testCatalogue } from '../../support/catalogue';
import { allFacts, diagnosticsOf, type FindingOptions, inbound } from '../../support/findings';
import { globalPolicy, related, surroundings } from '../../support/surroundings';

const page = readFileSync(join(repositoryRoot, 'docs/diagnostics.md'), 'utf8');
const sections = page
  .split(/^### /m)
  .slice(1)
  .map((section) => ({
    code: /^`([a-z-]+)`\n/.exec(section)?.[1] ?? '',
    text: section,
    examples: [...section.matchAll(/^```xml\n([\s\S]*?)\n```$/gm)].map((match) => match[1] ?? ''),
  }));

/** What the examples suppose beside their text. */
const suppositions: Partial<Record<Code, FindingOptions>> = {
  'wrong-root': { kindHint: 'fragment' },
  'wrong-scope': { scope: 'api' },
  'missing-base': { scope: 'api' },
  'unknown-named-value': { facts: allFacts(['shop-key']) },
  'unknown-fragment': { facts: allFacts([], ['check-customer']) },
  'unknown-backend': {
    facts: {
      ...noFacts,
      backends: [{ id: 'garden', source: { kind: 'file', uri: 'file:///shop' } }],
      complete: new Set(['backends']),
    },
  },
  'unknown-reference': {
    facts: {
      ...noFacts,
      named: { logger: [{ id: 'shop-events', source: { kind: 'file', uri: 'file:///shop' } }] },
      complete: new Set(['logger']),
    },
  },
  'unknown-template-parameter': {
    scope: 'operation',
    surroundings: {
      parents: [],
      fragment: () => undefined,
      operation: () => ({
        urlTemplate: '/orders/{orderId}',
        parameters: ['orderId'],
        source: { kind: 'file', uri: 'file:///shop' },
      }),
    },
  },
  'unused-variable': {
    scope: 'operation',
    surroundings: surroundings([related(globalPolicy, inbound(''))]),
  },
  'recursive-fragment': { address: { kind: 'fragment', fragment: 'check-customer' } },
  'wrong-gateway': { facts: { ...noFacts, tier: 'Consumption' } },
  'document-too-large': {
    catalogue: new Catalogue({ ...testCatalogue().data, sizes: { policy: 128, fragment: 128 } }),
  },
};

describe('the documentation of diagnostics', () => {
  it('has a section for every code, in the order of the table', () => {
    expect(sections.map(({ code }) => code)).toEqual(Object.keys(codes));
  });

  it.each(sections)('tells the truth about $code', ({ code, text, examples }) => {
    if (!isCode(code)) throw new Error(`${code} is not a code.`);
    const { severity, title } = codes[code];
    expect(text).toContain(`${title} (${severity}).`);
    const [wrong = '', right = ''] = examples;
    expect(examples).toHaveLength(2);
    const found = diagnosticsOf(wrong, suppositions[code]);
    expect(found.map((finding) => [finding.code, finding.severity])).toEqual([[code, severity]]);
    expect(diagnosticsOf(right, suppositions[code])).toEqual([]);
  });

  it('gives every code a title of its own', () => {
    const titles = Object.values(codes).map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
  });
});
