/** What changed in a folder since a Git ref, by the `git` command. Reads only, and runs nothing a repository names. */
import { execFile } from 'node:child_process';

export type GitFailure = {
  /** One sentence for people. */
  readonly message: string;
} & { readonly kind: 'git-missing' | 'no-repository' | 'unknown-ref' | 'git-failed' | 'cancelled' };

export type GitAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: GitFailure };

/** Paths relative to the folder, with `/`; what is not committed counts too. */
export interface GitChanges {
  /** The commit that the ref named. */
  readonly commit: string;
  /** Files that are new or different, untracked ones included. */
  readonly changed: readonly string[];
  readonly deleted: readonly string[];
}

export interface GitReader {
  changedSince(ref: string, signal?: AbortSignal): Promise<GitAnswer<GitChanges>>;
  /** The text of a file at a commit; `undefined` where it was not there. */
  textAt(commit: string, path: string, signal?: AbortSignal): Promise<GitAnswer<string | undefined>>;
}

/** A repository may configure programs to be run; none of them is. */
const quiet = ['-c', 'core.quotepath=off', '-c', 'core.fsmonitor=false', '--no-optional-locks'];
const largestOutput = 256 * 1024 * 1024;

/** Git's view of a folder. Nothing is run before the first question. */
export function openGit(folder: string, command = 'git'): GitReader {
  const git = (args: readonly string[], signal: AbortSignal | undefined) =>
    run(command, folder, args, signal);
  return {
    async changedSince(ref, signal) {
      const inside = await git(['rev-parse', '--is-inside-work-tree'], signal);
      if (!inside.ok) return inside;
      const resolved = await git(
        ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`],
        signal,
      );
      if (!resolved.ok)
        return resolved.failure.kind === 'git-failed'
          ? {
              ok: false,
              failure: {
                kind: 'unknown-ref',
                message: `Git knows no commit "${shortened(ref)}" here; name a branch, a tag or a commit, and fetch it first.`,
              },
            }
          : resolved;
      const commit = resolved.value.trim();
      const diff = await git(
        [
          'diff',
          '--name-status',
          '-z',
          '--no-renames',
          '--no-ext-diff',
          '--no-textconv',
          '--relative',
          commit,
          '--',
          '.',
        ],
        signal,
      );
      if (!diff.ok) return diff;
      const untracked = await git(['ls-files', '--others', '--exclude-standard', '-z', '--', '.'], signal);
      if (!untracked.ok) return untracked;
      const changed = new Set(untracked.value.split('\0').filter((path) => path !== ''));
      const deleted: string[] = [];
      const fields = diff.value.split('\0');
      for (let i = 0; i + 1 < fields.length; i += 2) {
        const [status = '', path = ''] = fields.slice(i, i + 2);
        if (status.startsWith('D')) deleted.push(path);
        else changed.add(path);
      }
      // Taken out of the index but still in the folder: that is an untracked file, not a deleted one.
      return {
        ok: true,
        value: {
          commit,
          changed: [...changed].sort(),
          deleted: deleted.filter((path) => !changed.has(path)).sort(),
        },
      };
    },
    async textAt(commit, path, signal) {
      const shown = await git(['show', '--no-textconv', `${commit}:./${path}`], signal);
      if (shown.ok || shown.failure.kind !== 'git-failed') return shown;
      const there = await git(['cat-file', '-e', `${commit}^{commit}`], signal);
      return there.ok ? { ok: true, value: undefined } : there;
    },
  };
}

function run(
  command: string,
  folder: string,
  args: readonly string[],
  signal: AbortSignal | undefined,
): Promise<GitAnswer<string>> {
  return new Promise((resolve) => {
    const fail = (kind: GitFailure['kind'], message: string) =>
      resolve({ ok: false, failure: { kind, message } });
    execFile(
      command,
      [...quiet, ...args],
      {
        cwd: folder,
        maxBuffer: largestOutput,
        encoding: 'utf8',
        windowsHide: true,
        env: { ...process.env, GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' },
        ...(signal !== undefined && { signal }),
      },
      (error, stdout, stderr) => {
        if (error === null) resolve({ ok: true, value: stdout });
        else if (signal?.aborted) fail('cancelled', 'The question to Git was cancelled.');
        else if (error.code === 'ENOENT')
          fail('git-missing', 'The command "git" was not found; install Git, or choose the files yourself.');
        else if (/not a git repository|outside repository|must be run in a work tree/i.test(stderr))
          fail('no-repository', 'The folder is in no Git repository; choose the files yourself.');
        else if (/dubious ownership/i.test(stderr))
          fail(
            'git-failed',
            'Git does not trust the folder because someone else owns it; see "git help config" on safe.directory.',
          );
        else fail('git-failed', `Git could not be asked: ${shortened(stderr.trim().split('\n')[0] ?? '')}`);
      },
    );
  });
}

function shortened(text: string): string {
  const line = text.replace(/[\p{Cc}\u2028-\u202e\u2066-\u2069]+/gu, ' ');
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}
