/** What one instance has onto another, with what is different there. */
import { resourceIdOf } from '../../instance';
import { openMemoryFiles } from '../../instance/files/memoryFiles';
import { planPromotion } from '../../instance/promotion';
import { CommandError, CommandExit, exitCodes } from '../environment';
import { chooseByText, findWorkspaceFolder } from './environments';
import type { FormatOptions, ReachOptions, SendOptions } from './options';
import { nameOf } from './planning';
import { checkConfirmation } from './protection';
import { type Run, throwFailure } from './running';
import { artifactPath, isChosen, scopeOf } from './scope';
import { sendPlan } from './sending';
import { connect, openSides } from './sides';

const promoteHint = '--overwrite replaces what is there, a path promotes a part';

export interface PromoteOptions extends ReachOptions, SendOptions, FormatOptions {
  readonly from: string;
  readonly to: string;
}

export async function promote(named: readonly string[], options: PromoteOptions, run: Run): Promise<void> {
  const { environment, progress, signal } = run;
  const paths = named.map(artifactPath);
  const folder = await findWorkspaceFolder(environment);
  const [from, to] = [chooseByText(folder, options.from, options), chooseByText(folder, options.to, options)];
  if (
    resourceIdOf(from.environment.target).toLowerCase() === resourceIdOf(to.environment.target).toLowerCase()
  )
    throw new CommandError('--from and --to are the same instance.', exitCodes.usage);
  if (options.dryRun !== true) checkConfirmation(to, options.confirm, run);
  const sides = await openSides(folder, to, {}, run, true);
  progress.begin(`Comparing ${nameOf(from)} with ${nameOf(to)}`);
  const outcome = await planPromotion(connect(from, run), sides, scopeOf(paths, ''), {
    deletions: options.delete === true,
    signal,
    onProgress: progress.step,
  });
  if (!outcome.ok) throwFailure(outcome.failure);
  const plan = { ...outcome.plan, items: outcome.plan.items.filter(({ path }) => isChosen(path, paths)) };
  for (const { path, message } of outcome.unread)
    progress.note(`${path} could not be read from ${nameOf(from)}, and stays as it is: ${message}`);
  // What is promoted is in no file of the workspace.
  const shown = {
    instance: sides.instance,
    files: openMemoryFiles(),
    place: { layout: 'apiops', root: '' },
  } as const;
  await sendPlan({ plan, sides: shown, chosen: to, options, shown: (path) => path, hint: promoteHint }, run);
  if (outcome.unread.length > 0) throw new CommandExit(exitCodes.findings);
}
