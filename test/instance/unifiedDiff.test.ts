import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { unifiedDiff } from '../../instance';

const names = { before: 'a/f', after: 'b/f' };
const numbered = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => `${from + i}\n`).join('');

describe('a unified diff', () => {
  it('shows three lines around each change, and near changes together', () => {
    const before = numbered(1, 30);
    const after = before.replace('5\n', 'five\n').replace('\n11\n', '\n').replace('\n25\n', '\n25\nmore\n');
    expect(unifiedDiff(before, after, names)).toBe(`--- a/f
+++ b/f
@@ -2,13 +2,12 @@
 2
 3
 4
-5
+five
 6
 7
 8
 9
 10
-11
 12
 13
 14
@@ -23,6 +22,7 @@
 23
 24
 25
+more
 26
 27
 28
`);
  });

  it('is of /dev/null where a file is not there', () => {
    expect(unifiedDiff(undefined, 'x\n', names)).toBe('--- /dev/null\n+++ b/f\n@@ -0,0 +1 @@\n+x\n');
    expect(unifiedDiff('x\ny', undefined, names)).toBe(
      '--- a/f\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-x\n-y\n\\ No newline at end of file\n',
    );
  });

  it('is empty where only line ends or the byte order mark differ', () => {
    expect(unifiedDiff('\ufeffa\r\nb\r\n', 'a\nb\n', names)).toBe('');
    expect(unifiedDiff(undefined, '', names)).toBe('');
  });

  it('is a patch that Git applies', () => {
    const folder = mkdtempSync(join(tmpdir(), 'apim-diff-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const text = fc
      .array(fc.constantFrom('a\n', 'b\n', 'c\n', '\n'), { minLength: 1, maxLength: 30 })
      .map((lines) => lines.join(''));
    const end = fc.constantFrom('', 'z');
    fc.assert(
      fc.property(text, text, end, end, (first, second, lastOfFirst, lastOfSecond) => {
        const [before, after] = [first + lastOfFirst, second + lastOfSecond];
        const patch = unifiedDiff(before, after, names);
        if (before === after) return patch === '';
        writeFileSync(join(folder, 'f'), before);
        execFileSync('git', ['apply', '--whitespace=nowarn', '-'], { cwd: folder, input: patch });
        return readFileSync(join(folder, 'f'), 'utf8') === after;
      }),
      { numRuns: 60 },
    );
  });
});
