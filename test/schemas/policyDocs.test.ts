import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCatalogueData } from '../../scripts/catalogueData.mjs';
import { policyDocs } from '../../scripts/policyDocs.mjs';
import { repositoryRoot } from '../support/catalogue';

describe('docs/policies.md', () => {
  const data = readCatalogueData(repositoryRoot);
  const text = policyDocs(data);

  it('is what `node scripts/policyDocs.mjs` writes', () => {
    expect(readFileSync(join(repositoryRoot, 'docs', 'policies.md'), 'utf8')).toBe(text);
  });

  it('has a section for each policy, and lists each under a category', () => {
    for (const { name } of data.policies) {
      expect(text).toContain(`\n## ${name}\n`);
      expect(text.split('\n## The document')[0]).toContain(`[${name}](#${name})`);
    }
  });

  it('shows places, attributes and children', () => {
    const [, section = ''] = text.split('\n## choose\n');
    const own = section.split('\n## ')[0];
    expect(own).toContain('- Sections: `inbound`, `backend`, `outbound`, `on-error`');
    expect(own).toContain('- `<when>` (1 or more): ');
    expect(own).toContain('  - `condition` (boolean, required): ');
    expect(own).toContain('Holds any policy of the section.');
  });

  it('marks what Azure accepts without documenting it', () => {
    const [, section = ''] = text.split('\n## set-body\n');
    expect(section).toContain('`on-error` †');
    expect(section).toContain('| `html-decode-expression` † |');
  });
});
