import { describe, expect, it } from 'vitest';
import { diagnostics } from '../../../server/src/core/features/diagnostics';
import { analysed } from '../../support/features';
import { plainText, snippets } from '../../support/snippets';

describe('the patterns of snippets/', () => {
  it('are a dozen and more, each with a name, a title and a sentence', () => {
    expect(snippets.patterns.length).toBeGreaterThanOrEqual(12);
    for (const { name, title, description } of snippets.patterns) {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(title).toMatch(/^[A-Z]/);
      expect(description).toMatch(/\.$/);
    }
  });

  it.each(snippets.patterns)('$name is free of diagnostics when it is inserted', ({ section, body }) => {
    // The section `backend` takes a single policy: the pattern goes in place of `<base />`.
    const base = section === 'backend' ? '' : '<base />\n';
    const text = `<policies>\n<${section}>\n${base}${plainText(body)}\n</${section}>\n</policies>`;
    const analysis = analysed(text, { facts: { ...analysed('').facts, complete: new Set(['namedValues']) } });
    expect(analysis.tree.problems).toEqual([]);
    expect(diagnostics(analysis).filter(({ code }) => code !== 'unknown-named-value')).toEqual([]);
  });

  it('rank the policies and know what most uses have', () => {
    const { catalogue } = analysed('');
    for (const name of snippets.usage.ranking) expect(catalogue.policy(name)?.name).toBe(name);
    for (const [name, attributes] of Object.entries(snippets.usage.attributes))
      for (const attribute of attributes)
        expect(catalogue.policy(name)?.element.attributes.map((one) => one.name)).toContain(attribute);
  });
});
