/**
 * The command over real policies: every one is recognised by its content and gets just what the language core says
 * of it, so that what the core's own test of the same policies accepts holds for the command too.
 */
import { describe, expect, it } from 'vitest';
import { checkIn, findingsOf } from '../../support/checkRun';
import { diagnosticsOf } from '../../support/findings';
import { corpus, sharedFolder } from '../../support/shared';

const folder = sharedFolder('corpus');

describe.runIf(folder !== undefined)('check over real policies', () => {
  it('finds what the core finds in each of them, and passes none over', async () => {
    const cwd = folder ?? '';
    const result = await checkIn(cwd, ['.', '--format', 'json']);
    const found = findingsOf(result).map(({ file, code, severity }) => `${file} ${severity} ${code}`);
    const expected = corpus().flatMap(({ file, text }) =>
      diagnosticsOf(text).map(({ code, severity }) => `${file} ${severity} ${code}`),
    );
    expect(found.sort()).toEqual(expected.sort());
    expect(result.complained).toBe('');
    const sum = await checkIn(cwd);
    expect(sum.printed).toContain(` of ${corpus().length} policies.\n`);
  });
});
