/** Which files a command line means. */
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { PushSelection, WorkspacePlan } from '../../instance/push';
import { CommandError, exitCodes } from '../environment';
import { harmless } from '../terminal';
import type { WorkspaceFolder } from './environments';
import type { SelectionOptions } from './options';
import type { Run } from './running';
import { below } from './sides';

/** `mayBeGone`: files that are not there any more are meant too, as for deletions. */
export async function selectionOf(
  paths: readonly string[],
  { since }: SelectionOptions,
  folder: WorkspaceFolder,
  { environment: { cwd } }: Run,
  mayBeGone: boolean,
): Promise<PushSelection> {
  if (since !== undefined) {
    if (paths.length > 0)
      throw new CommandError('Name either files or a commit with --since, not both.', exitCodes.usage);
    return { kind: 'since', ref: since };
  }
  if (paths.length === 0) return { kind: 'everything' };
  const found = paths.map((path) => below(folder.path, cwd, path, 'The path'));
  for (const [index, path] of found.entries())
    if (!mayBeGone && !(await exists(join(folder.path, path))))
      throw new CommandError(`${harmless(paths[index] ?? path)} does not exist.`, exitCodes.usage);
  return { kind: 'paths', paths: found };
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Says of files that were named that they are nothing a push sends; in folders they are passed over. */
export function tellIgnored(
  selection: PushSelection,
  { ignored }: Pick<WorkspacePlan, 'ignored'>,
  { environment, progress }: Run,
): void {
  if (selection.kind !== 'paths') return;
  for (const path of ignored)
    if (selection.paths.includes(path)) {
      progress.end();
      environment.complain(`${harmless(path)} is nothing that is pushed.\n`);
    }
}
