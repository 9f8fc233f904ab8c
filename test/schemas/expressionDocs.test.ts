import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readExpressionDocs } from '../../scripts/expressionDocs.mjs';
import { repositoryRoot } from '../support/catalogue';
import { testTypes } from '../support/types';

describe('docs/expressions.md', () => {
  const text = readExpressionDocs(repositoryRoot);

  it('is what `node scripts/expressionDocs.mjs` writes', () => {
    expect(readFileSync(join(repositoryRoot, 'docs', 'expressions.md'), 'utf8')).toBe(text);
  });

  it('has a section for each type of the context API', () => {
    for (const { name } of testTypes().inNamespace('').types)
      expect(text).toMatch(new RegExp(`\n### ${name}( †)?\n`));
  });

  it('shows members with what is said of them', () => {
    expect(text).toContain('| `ILastError LastError` | ');
    expect(text).toContain('There in `<on-error>` only.');
    expect(text).toContain('| `T As<T>(bool preserveContent = false) where T : class` | ');
    expect(text).toContain('| `void Trace(string source, object data)` † | ');
  });

  it('lists what is allowed of .NET, and nothing else', () => {
    const row = (type: string) => text.split('\n').find((line) => line.startsWith(`| \`${type}\` |`)) ?? '';
    expect(row('DateTime')).toContain('`AddDays`');
    expect(row('DateTime')).not.toContain('`Kind`');
    expect(row('String')).toContain('`this[]`');
    expect(row('Dictionary<TKey, TValue>')).toContain('`TryGetValue`');
    expect(row('Environment')).toBe('');
    expect(text).not.toContain('op_');
  });
});
