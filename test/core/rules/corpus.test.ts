/** Real policies that the service takes get no errors, with nothing known beside their text. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryRoot } from '../../support/catalogue';
import { diagnosticsOf } from '../../support/findings';
import { type CorpusEntry, corpus } from '../../support/shared';

const page = readFileSync(join(repositoryRoot, 'docs/corpus-findings.md'), 'utf8');

/** The rows of the table below a heading: the document, and what else the row says. */
function rowsBelow(heading: string): readonly (readonly [document: string, ...rest: string[]])[] {
  const [, below = ''] = page.split(`\n## ${heading}\n`);
  const rows = (below.split('\n## ')[0] ?? '').split('\n').filter((line) => line.startsWith('| '));
  return rows.slice(2).map((row) => {
    const [repository = '', file = '', ...rest] = row.slice(2, -2).split(' | ');
    return [`${repository}: ${file.replaceAll('`', '')}`, ...rest];
  });
}

/** The codes that a table's findings stand for: `` `a` × 2, `b` `` is `a`, `a` and `b`. */
function codesIn(findings: string): readonly string[] {
  return [...findings.matchAll(/`([\w-]+)`(?: × (\d+))?/g)]
    .flatMap(([, code = '', times = '1']) => Array<string>(Number(times)).fill(code))
    .sort();
}

function nameOf({ repository, path, commit }: CorpusEntry): string {
  return `${repository}: ${path}${commit === undefined ? '' : ` at ${commit}`}`;
}

const policies = corpus().filter(({ kind }) => kind !== 'broken');
const broken = corpus().filter(({ kind }) => kind === 'broken');

describe.runIf(policies.length > 0)('real policies', () => {
  it.each([
    ['error', 'Errors'],
    ['warning', 'Warnings'],
  ])('hold each %s that docs/corpus-findings.md explains, and no other', (severity, heading) => {
    const found: Record<string, readonly string[]> = {};
    for (const entry of policies) {
      const codes = diagnosticsOf(entry.text)
        .filter((diagnostic) => diagnostic.severity === severity)
        .map(({ code }) => code);
      if (codes.length > 0) found[nameOf(entry)] = codes.sort();
    }
    const explained = rowsBelow(heading).map(([document, findings = '']) => [document, codesIn(findings)]);
    expect(found).toEqual(Object.fromEntries(explained));
    expect(page).toContain(`${explained.length} of ${policies.length} policies`);
  });

  it('that are broken get errors', () => {
    expect(broken.map(nameOf)).toEqual(rowsBelow('Broken policies').map(([document]) => document));
    for (const { text } of broken)
      expect(diagnosticsOf(text).map(({ severity }) => severity)).toContain('error');
  });
});
