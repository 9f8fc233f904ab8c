/** The documents that are damaged: the project's own policies, and real ones where they are there and wanted. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fragments } from '../../emulator/seed/fragments';
import { policies } from '../../emulator/seed/policies';
import { repositoryRoot } from '../support/catalogue';
import { corpus } from '../support/shared';
import { plainText, snippets } from '../support/snippets';

export function fuzzSources({ corpus: withCorpus = true } = {}): readonly string[] {
  const sample = readdirSync(join(repositoryRoot, 'sample'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.xml'))
    .sort()
    .map((name) => readFileSync(join(repositoryRoot, 'sample', name), 'utf8'));
  const patterns = snippets.patterns.map(
    ({ section, body }) => `<policies><${section}>${plainText(body)}</${section}></policies>`,
  );
  const own = [...Object.values(policies), ...fragments.map(({ text }) => text), ...sample, ...patterns];
  return [...new Set(withCorpus ? [...own, ...corpus().map(({ text }) => text)] : own)];
}
