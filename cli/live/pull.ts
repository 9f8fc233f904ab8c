/** A live instance's policies and information files into the workspace; edited files are never overwritten. */
import { applyPull, type PullPlan, type PullResult, planPull } from '../../instance/sync';
import { CommandExit, exitCodes } from '../environment';
import { harmless } from '../terminal';
import { chooseInstance, findWorkspaceFolder } from './environments';
import type { FormatOptions, PlaceOptions, TargetOptions } from './options';
import { instanceJson, nameOf, printJson } from './planning';
import {
  isUndecided,
  type PulledLine,
  plannedLines,
  pullSummary,
  pullText,
  resultLines,
} from './report/pull';
import { type Run, throwFailure } from './running';
import { isChosen, scopeOf } from './scope';
import { below, openSides, shownFrom } from './sides';

export interface PullOptions extends TargetOptions, PlaceOptions, FormatOptions {
  readonly merge?: true;
  readonly dryRun?: true;
}

export async function pull(paths: readonly string[], options: PullOptions, run: Run): Promise<void> {
  const { environment, progress, signal } = run;
  const { cwd, variable } = environment;
  const folder = await findWorkspaceFolder(environment);
  const chosen = chooseInstance(folder, options);
  const wanted = paths.map((path) => below(folder.path, cwd, path, 'The path'));
  const { instance, files, state, place, overrides } = await openSides(folder, chosen, options, run, true);
  progress.begin(`Reading ${nameOf(chosen)}`);
  const outcome = await planPull(instance, scopeOf(wanted, place.root), files, state, place, {
    signal,
    tokens: variable,
    ...(overrides !== undefined && { overrides }),
    onProgress: progress.step,
  });
  if (!outcome.ok) throwFailure(outcome.failure);
  const plan = chosenOf(outcome.plan, wanted);
  const print = (lines: readonly PulledLine[], cancelled: boolean) => {
    progress.end();
    if (options.format === 'json')
      printJson(environment.print, { ...instanceJson(chosen), cancelled, items: lines });
    else {
      environment.print(pullText(lines, shownFrom(cwd, folder), run.paint));
      environment.print(`${harmless(nameOf(chosen))}: ${pullSummary(lines, cancelled)}\n`);
    }
    if (cancelled) throw new CommandExit(exitCodes.interrupted);
    if (lines.some(isUndecided)) throw new CommandExit(exitCodes.findings);
  };
  if (options.dryRun === true) {
    print(plannedLines(plan, options.merge === true), false);
    return;
  }
  progress.begin('Writing files');
  const result = await applyPull(plan, files, {
    signal,
    localChanges: options.merge === true ? 'merge' : 'keep',
    onProgress: progress.step,
  });
  tellWithheld(plan, result, run);
  print(resultLines(plan, result), result.cancelled);
}

function chosenOf(plan: PullPlan, wanted: readonly string[]): PullPlan {
  return {
    ...plan,
    items: plan.items.filter(({ path }) => isChosen(path, wanted)),
    gone: plan.gone.filter(({ path }) => isChosen(path, wanted)),
  };
}

function tellWithheld({ items }: PullPlan, { written }: PullResult, { environment, progress }: Run): void {
  for (const { path, withheld } of items)
    if (withheld === true && written.includes(path)) {
      progress.end();
      environment.complain(
        `Credentials were left out of ${harmless(path)}, because files go into Git; keep them in named values.\n`,
      );
    }
}
