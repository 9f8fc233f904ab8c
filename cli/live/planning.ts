/** Printing a plan, and deciding whether it can go through as it is. */
import { resourceIdOf } from '../../instance';
import type { WorkspacePlan } from '../../instance/push';
import { CommandExit, exitCodes } from '../environment';
import { harmless } from '../terminal';
import type { ChosenInstance } from './environments';
import type { FormatOptions } from './options';
import { countsOf, itemJson, planSummary, planText } from './report/plan';
import type { Run } from './running';

/** What an instance is called: its environment and its service. */
export function nameOf({ name, environment: { target } }: ChosenInstance): string {
  return name === undefined ? target.service : `${name} (${target.service})`;
}

/** What JSON says of the instance. */
export function instanceJson({ name, environment: { target } }: ChosenInstance) {
  return { environment: name ?? null, instance: resourceIdOf(target) };
}

export interface PlanPrintOptions extends FormatOptions {
  readonly patch?: true;
  readonly overwrite?: true;
}

export interface PlanPrinting extends PlanPrintOptions {
  /** How a path of the plan reads on this command line. */
  readonly shown: (path: string) => string;
  /** What can be done about conflicts. */
  readonly hint: string;
}

/** Prints the plan in text, or as JSON, and on the error output what was left out of it. */
export function printPlan(
  plan: WorkspacePlan,
  chosen: ChosenInstance,
  options: PlanPrinting,
  { environment, progress, paint }: Run,
): void {
  progress.end();
  const patch = options.patch === true;
  if (options.format === 'json')
    printJson(environment.print, {
      ...instanceJson(chosen),
      summary: countsOf(plan.items),
      items: plan.items.map((item) => itemJson(item, patch)),
      unusedOverrides: plan.unusedOverrides,
    });
  else {
    const onTerminal = environment.output.columns !== undefined;
    environment.print(planText(plan, { shown: options.shown, paint, patch, onTerminal }));
    environment.print(`${harmless(nameOf(chosen))}: ${planSummary(plan)}.\n`);
    if (countsOf(plan.items).conflict > 0 && options.overwrite !== true)
      environment.complain(`Conflicts are decided by people: ${options.hint}.\n`);
  }
  tellUnused(plan, environment.complain);
}

/** Overrides that are probably spelt wrong. */
export function tellUnused(
  { unusedOverrides }: Pick<WorkspacePlan, 'unusedOverrides'>,
  complain: (text: string) => void,
): void {
  for (const unused of unusedOverrides)
    complain(`The override of ${harmless(unused)} is of nothing that the folder has.\n`);
}

/** Whether the plan has what nothing is sent for: blocked items, and conflicts that nobody decided. */
export function isStuck(plan: Pick<WorkspacePlan, 'items'>, overwrite: boolean): boolean {
  const { blocked, conflict } = countsOf(plan.items);
  return blocked > 0 || (conflict > 0 && !overwrite);
}

/** Ends a plan's command with 1 where a push would not go through. */
export function endWithPlan(plan: WorkspacePlan, options: PlanPrintOptions): void {
  if (isStuck(plan, options.overwrite === true)) throw new CommandExit(exitCodes.findings);
}

export function printJson(print: (text: string) => void, value: unknown): void {
  print(`${JSON.stringify(value, undefined, 2)}\n`);
}
