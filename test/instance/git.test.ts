import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openGit } from '../../instance';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'apim-git-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (path: string, text: string) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], {
    cwd: folder,
    stdio: 'pipe',
  });

function hasGit(): boolean {
  try {
    execFileSync('git', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!hasGit())('changes since a commit (skipped where git is not installed)', () => {
  beforeEach(() => {
    git('init', '-q');
    write('work/apis/größe name/policy.xml', 'one\n');
    write('work/policy.xml', 'one\n');
    write('work/gone.xml', 'one\n');
    write('other/policy.xml', 'one\n');
    write('.gitignore', 'ignored\n');
    git('add', '.');
    git('commit', '-qm', 'one');
    git('tag', 'start');
  });

  it('are those of the folder: committed or not, new, and deleted', async () => {
    write('work/apis/größe name/policy.xml', 'two\n');
    git('commit', '-qam', 'two');
    write('work/policy.xml', 'two\n');
    write('work/new "file".xml', 'new\n');
    write('work/ignored', 'x');
    write('other/policy.xml', 'two\n');
    rmSync(join(folder, 'work/gone.xml'));
    const reader = openGit(join(folder, 'work'));
    const changes = await reader.changedSince('start');
    if (!changes.ok) throw new Error(changes.failure.message);
    expect(changes.value).toMatchObject({
      changed: ['apis/größe name/policy.xml', 'new "file".xml', 'policy.xml'],
      deleted: ['gone.xml'],
    });
    const { commit } = changes.value;
    expect(await reader.textAt(commit, 'apis/größe name/policy.xml')).toEqual({ ok: true, value: 'one\n' });
    expect(await reader.textAt(commit, 'new "file".xml')).toEqual({ ok: true, value: undefined });
  });

  it('can not be told since what is no commit, and nothing is taken for an option', async () => {
    for (const ref of ['nowhere', '--output=x', 'HEAD:policy.xml', '', 'a b\nc']) {
      const changes = await openGit(folder).changedSince(ref);
      expect(changes).toMatchObject({ ok: false, failure: { kind: 'unknown-ref' } });
    }
  });

  it('are told without running what the repository is set up to run', async () => {
    git('config', 'core.fsmonitor', 'touch ran; false');
    git('config', 'diff.external', 'touch ran; false');
    write('work/policy.xml', 'two\n');
    expect(await openGit(folder).changedSince('start')).toMatchObject({ ok: true });
    expect(await openGit(folder).changedSince('start')).not.toMatchObject({ value: { changed: ['ran'] } });
  });
});

describe('git', () => {
  it('that is not installed, or finds no repository, is said plainly', async () => {
    expect(await openGit(folder, 'git-that-is-not-there').changedSince('HEAD')).toMatchObject({
      ok: false,
      failure: { kind: 'git-missing', message: expect.stringContaining('install Git') },
    });
    if (hasGit())
      expect(await openGit(folder).changedSince('HEAD')).toMatchObject({
        ok: false,
        failure: { kind: 'no-repository' },
      });
  });
});
