/** Protected environments: nothing is written before their name was given. */
import { CommandError, exitCodes } from '../environment';
import { harmless } from '../terminal';
import type { ChosenInstance } from './environments';
import type { Run } from './running';

/** Ends the command where the name can't be had, or `--confirm` names another; before anything is asked of Azure. */
export function checkConfirmation(
  { protectedAs, name }: ChosenInstance,
  confirm: string | undefined,
  { environment }: Run,
): void {
  const wanted = protectedAs ?? name;
  if (confirm !== undefined && wanted !== undefined && confirm !== wanted)
    throw new CommandError(
      `--confirm says "${harmless(confirm)}", but this would write to "${harmless(wanted)}"; nothing was sent.`,
      exitCodes.usage,
    );
  if (protectedAs !== undefined && confirm === undefined && environment.ask === undefined)
    throw new CommandError(
      `"${harmless(protectedAs)}" is protected; give --confirm ${harmless(protectedAs)} to write to it. Nothing was sent.`,
      exitCodes.usage,
    );
}

/** Has the name typed where it is needed and not given yet. */
export async function confirmProtected(
  { protectedAs }: ChosenInstance,
  confirm: string | undefined,
  { environment, signal, progress }: Run,
): Promise<void> {
  if (protectedAs === undefined || confirm === protectedAs) return;
  progress.end();
  const typed = await environment.ask?.(
    `"${harmless(protectedAs)}" is protected. Type its name to write to it: `,
    signal,
  );
  if (typed?.trim() !== protectedAs)
    throw new CommandError('That is not its name; nothing was sent.', exitCodes.failed);
}
