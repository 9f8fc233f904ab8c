/** What the command line lays out, what it answers, and how it ends. */
import { chmodSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, runIn } from '../../support/checkRun';

const untidy = '<policies><inbound><base/></inbound></policies>\n';
const tidy = '<policies>\n    <inbound>\n        <base />\n    </inbound>\n</policies>\n';
const broken = '<policies><inbound></policies>';

describe('format', () => {
  it('rewrites what is laid out otherwise, keeps the rest and other files, and prints what it changed', async () => {
    const other = '<project><a/></project>';
    const folder = folderWith({ 'b.xml': untidy, 'a/c.xml': tidy, 'other.xml': other });
    chmodSync(join(folder, 'b.xml'), 0o640);
    const before = statSync(join(folder, 'a/c.xml')).mtimeMs;
    expect(await runIn(folder, ['format'])).toEqual({ code: 0, printed: 'b.xml\n', complained: '' });
    expect(readFileSync(join(folder, 'b.xml'), 'utf8')).toBe(tidy);
    expect(statSync(join(folder, 'b.xml')).mode & 0o777).toBe(0o640);
    expect(statSync(join(folder, 'a/c.xml')).mtimeMs).toBe(before);
    expect(readFileSync(join(folder, 'other.xml'), 'utf8')).toBe(other);
    expect(readdirSync(folder).sort()).toEqual(['a', 'b.xml', 'other.xml']);
    expect((await runIn(folder, ['format'])).printed).toBe('');
  });

  it('only tells with --check', async () => {
    const folder = folderWith({ 'a.xml': untidy, 'b.xml': tidy });
    expect(await runIn(folder, ['format', '--check'])).toEqual({
      code: 1,
      printed: 'a.xml\n',
      complained: '',
    });
    expect(readFileSync(join(folder, 'a.xml'), 'utf8')).toBe(untidy);
    expect((await runIn(folder, ['format', '--check', 'b.xml'])).code).toBe(0);
  });

  it('keeps the byte order mark and the line ends, and writes through a link', async () => {
    const folder = folderWith({ 'a.policy.xml': `\uFEFF${untidy.replace('\n', '\r\n')}` });
    symlinkSync('a.policy.xml', join(folder, 'link.xml'));
    expect((await runIn(folder, ['format', '--indent', 'tab', 'link.xml'])).code).toBe(0);
    expect(readFileSync(join(folder, 'a.policy.xml'), 'utf8')).toBe(
      '\uFEFF<policies>\r\n\t<inbound>\r\n\t\t<base />\r\n\t</inbound>\r\n</policies>\r\n',
    );
    expect(readdirSync(folder).sort()).toEqual(['a.policy.xml', 'link.xml']);
  });

  it('formats standard input to standard output', async () => {
    const input = (text: string) => ({ readInput: async () => Buffer.from(text) });
    expect(await runIn('/', ['format', '-'], input(untidy))).toEqual({
      code: 0,
      printed: tidy,
      complained: '',
    });
    expect((await runIn('/', ['format', '-'], input(tidy))).printed).toBe(tidy);
    expect((await runIn('/', ['format', '-', '--check'], input(untidy))).code).toBe(1);
    expect(await runIn('/', ['format', '-'], input(broken))).toEqual({
      code: 2,
      printed: '',
      complained: '<stdin> is too broken to be formatted: "apim-policy check" says where.\n',
    });
  });

  it('leaves alone what it can’t format, says so, and formats the rest', async () => {
    const folder = folderWith({ 'a.xml': broken, 'b.xml': untidy, 'c.txt': 'hello' });
    const result = await runIn(folder, ['format', 'a.xml', 'b.xml', 'c.txt', 'gone.xml']);
    expect(result.code).toBe(2);
    expect(result.printed).toBe('b.xml\n');
    expect(result.complained.split('\n').sort()).toEqual([
      '',
      'a.xml is too broken to be formatted: "apim-policy check" says where.',
      "c.txt isn't a policy.",
      'gone.xml does not exist.',
    ]);
    expect(readFileSync(join(folder, 'a.xml'), 'utf8')).toBe(broken);
    // As a hook names all XML files, that one is none is no fault.
    expect((await runIn(folder, ['format', 'b.xml', 'c.txt'])).code).toBe(0);
  });

  it.each(['0', '17', 'x', '1.5'])('takes no indentation of %s', async (step) => {
    const result = await runIn(folderWith({ 'a.xml': untidy }), ['format', '--indent', step]);
    expect([result.code, result.printed]).toEqual([2, '']);
    expect(result.complained).toContain('"tab" or a number from 1 to 16');
  });
});
