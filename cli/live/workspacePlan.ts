/** The plan of a push of the workspace's files. */
import { type PushSides, planWorkspacePush, type WorkspacePlan } from '../../instance/push';
import type { ChosenInstance, WorkspaceFolder } from './environments';
import type { PlaceOptions, SelectionOptions } from './options';
import { nameOf } from './planning';
import { type Run, throwFailure } from './running';
import { selectionOf, tellIgnored } from './selection';
import { openSides, shownFrom } from './sides';

export interface PlannedPush {
  readonly plan: WorkspacePlan;
  readonly sides: PushSides;
  /** How a path of the plan reads on this command line. */
  readonly shown: (path: string) => string;
  /** What can be done about conflicts. */
  readonly hint: string;
}

export async function planFiles(
  paths: readonly string[],
  options: PlaceOptions & SelectionOptions & { readonly delete?: true },
  folder: WorkspaceFolder,
  chosen: ChosenInstance,
  run: Run,
): Promise<PlannedPush> {
  const { environment, progress, signal } = run;
  const deletions = options.delete === true;
  const selection = await selectionOf(paths, options, folder, run, deletions);
  const sides = await openSides(folder, chosen, options, run);
  progress.begin(`Comparing with ${nameOf(chosen)}`);
  const outcome = await planWorkspacePush(sides, selection, { deletions, signal, onProgress: progress.step });
  if (!outcome.ok) throwFailure(outcome.failure);
  tellIgnored(selection, outcome.plan, run);
  return {
    plan: outcome.plan,
    sides,
    shown: shownFrom(environment.cwd, folder),
    hint: "pull --merge puts the instance's changes into the files, push --overwrite replaces them",
  };
}
