/** The bundled command line as a process of its own, and over real policies. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { findingsOf, folderWith } from '../../support/checkRun';

const cli = resolve(import.meta.dirname, '../../../dist/cli.js');

beforeAll(() => {
  if (!existsSync(cli)) throw new Error('dist/cli.js is missing: run "npm run build" first.');
});

function runProcess(cwd: string, args: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'check', ...args], {
    cwd,
    input,
    encoding: 'utf8',
    env: { ...process.env, FORCE_COLOR: undefined, NO_COLOR: undefined },
  });
  return { code: status ?? -1, printed: stdout, complained: stderr };
}

describe('dist/cli.js check', () => {
  it('prints findings as JSON and ends with 1', () => {
    const folder = folderWith({
      'my.xml': '<policies><inbound><nope /></inbound></policies>',
      'pom.xml': '<a />',
    });
    const result = runProcess(folder, ['*.xml', 'gone.xml', '--format', 'json']);
    expect([result.code, result.complained]).toEqual([1, 'gone.xml does not exist.\n']);
    expect(findingsOf(result)).toMatchObject([
      { file: 'my.xml', code: 'unknown-element', severity: 'error' },
    ]);
  });

  it('reads standard input, prints no colour into a pipe, and ends with 0, 1 or 2', () => {
    const folder = folderWith({});
    expect(runProcess(folder, ['-'], '<policies><inbound /></policies>')).toEqual({
      code: 0,
      printed: 'No findings in 1 policy.\n',
      complained: '',
    });
    const found = runProcess(folder, ['-'], '<policies><inbound><nope /></inbound></policies>');
    expect([found.code, found.printed.includes('\u001b')]).toEqual([1, false]);
    expect(runProcess(folder, ['--format', 'yaml'])).toMatchObject({ code: 2, printed: '' });
  });

  it('takes the sample workspace for right', () => {
    const sample = join(cli, '../../sample');
    expect(runProcess(sample, ['--format', 'json'])).toEqual({ code: 0, printed: '[]\n', complained: '' });
  });
});
