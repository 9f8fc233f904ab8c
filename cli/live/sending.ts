/** Sending what a plan says, and reporting it; for a push and a promotion. */
import { applyWorkspacePush, type PushReport, type PushSides, type WorkspacePlan } from '../../instance/push';
import { CommandExit, exitCodes } from '../environment';
import { harmless } from '../terminal';
import type { ChosenInstance } from './environments';
import type { FormatOptions, SendOptions } from './options';
import { endWithPlan, instanceJson, isStuck, nameOf, printJson, printPlan, tellUnused } from './planning';
import { confirmProtected } from './protection';
import { type PlacedFault, placeFaults } from './report/faults';
import { countsOf } from './report/plan';
import { faultLines, outcomeLine, pushSummary, reportItemJson } from './report/push';
import type { Run } from './running';

export interface Sending {
  readonly plan: WorkspacePlan;
  readonly sides: Pick<PushSides, 'instance' | 'files' | 'place'>;
  readonly chosen: ChosenInstance;
  readonly options: SendOptions & FormatOptions;
  /** How a path of the plan reads on this command line. */
  readonly shown: (path: string) => string;
  /** What can be done about conflicts. */
  readonly hint: string;
}

/** Ends the command with 1 where not all of it is on the instance. */
export async function sendPlan(sending: Sending, run: Run): Promise<void> {
  const { plan, chosen, options, shown, hint } = sending;
  const { environment, progress } = run;
  if (options.dryRun === true) {
    printPlan(plan, chosen, { ...options, shown, hint }, run);
    endWithPlan(plan, options);
    return;
  }
  const isText = options.format === 'text';
  // Where nothing goes out, the plan itself says why; and before a name is typed, it says what for.
  const stops = options.onFailure === 'stop' && isStuck(plan, options.overwrite === true);
  const hasWork = plan.items.some(({ change }) => change.action !== 'unchanged');
  const asks = chosen.protectedAs !== undefined && options.confirm === undefined;
  if (isText && (asks || options.patch === true)) printPlan(plan, chosen, { ...options, shown, hint }, run);
  else tellUnused(plan, environment.complain);
  if (hasWork && !stops) await confirmProtected(chosen, options.confirm, run);
  if (hasWork && !stops) progress.begin(`Pushing to ${nameOf(chosen)}`);
  const report = await send(sending, run);
  progress.end();
  const faults = new Map<string, readonly PlacedFault[]>();
  for (const item of report.items) {
    const found = await placeFaults(item, report, sending.sides, shown);
    if (found.length > 0) faults.set(item.item.id, found);
  }
  if (isText) {
    environment.print(faultLines([...faults.values()].flat(), run.paint));
    environment.print(`${harmless(pushSummary(report, nameOf(chosen)))}\n`);
  } else
    printJson(environment.print, {
      ...instanceJson(chosen),
      complete: report.complete,
      cancelled: report.cancelled,
      summary: countsOf(plan.items),
      items: report.items.map((item) =>
        reportItemJson(item, faults.get(item.item.id) ?? [], options.patch === true),
      ),
      unusedOverrides: plan.unusedOverrides,
    });
  if (report.cancelled) throw new CommandExit(exitCodes.interrupted);
  if (!isAllAsSent(report)) throw new CommandExit(exitCodes.findings);
}

async function send({ plan, sides, options, shown }: Sending, run: Run): Promise<PushReport> {
  const { environment, progress, signal, paint } = run;
  return applyWorkspacePush(sides.instance, plan, {
    signal,
    onFailure: options.onFailure === 'continue' ? 'go-on' : 'stop',
    ...(options.overwrite === true && { overwrite: 'all' as const }),
    onProgress: progress.step,
    onItem: (done) => {
      if (options.format !== 'text') return;
      const line = outcomeLine(done, shown, paint);
      if (line === '') return;
      progress.end();
      environment.print(line);
    },
  });
}

function isAllAsSent({ complete, items }: PushReport): boolean {
  return complete && items.every(({ outcome }) => !('asSent' in outcome) || outcome.asSent);
}
