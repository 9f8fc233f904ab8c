/** Resolving a conflict of a push for the instance: its version takes the place of the file's. */
import type * as vscode from 'vscode';
import { entryOf, type PlanItem, type Resource } from '../../../instance/push';
import { isOverridden, type PullScope, planPull } from '../../../instance/sync';
import type { Connected } from '../connection/connection';
import { throwFailure, UserError } from '../errors';
import { cancellable } from '../progress';
import type { LocalChanges } from '../pull/localChanges';
import { nameOf } from './rows';
import { sidesOf } from './sides';

/** Changes the file in the editor only; what is there afterwards is looked at, and the next plan saves it. */
export async function takeTheirs(
  connected: Connected,
  folder: vscode.WorkspaceFolder,
  item: PlanItem,
  localChanges: LocalChanges,
): Promise<void> {
  const { artifacts, files, state, place, overrides, tokens } = await sidesOf(connected, folder);
  const { label } = nameOf(item);
  const { name } = connected.service;
  if (overrides !== undefined && isOverridden(entryOf(item.resource), overrides))
    throw new UserError(
      `What ${label} is on ${name} is said by the environment’s overrides, not by the file; change it there, then plan again.`,
      [{ title: 'Open Environments File', command: 'apimPolicy.openEnvironments' }],
    );
  const pulled = await cancellable(`Reading ${name}`, (signal) =>
    planPull(connected.instance, pullOf(item.resource), files, state, place, {
      signal,
      ...(overrides !== undefined && { overrides }),
      ...(tokens !== undefined && { tokens }),
    }),
  );
  const plan = pulled.ok ? pulled.plan : throwFailure(pulled.failure);
  const found = plan.items.find(({ path }) => path === item.path);
  if (found === undefined || found.change === 'unchanged')
    throw new UserError(`${name} no longer has a ${label} that differs from the file; plan again.`, [
      { title: 'Plan Again', command: 'apimPolicy.planAgain' },
    ]);
  await localChanges.change(found, artifacts, plan, 'take');
}

function pullOf(resource: Resource): PullScope {
  if (resource.kind === 'policy') return [resource.address];
  const { workspace } = resource;
  return {
    kind: resource.kind === 'backend' ? 'backends' : 'named-values',
    ...(workspace !== undefined && { workspace }),
  };
}
