/** Where what a plan sends comes from: files of the workspace, or another instance. How the plan is made of it. */
import * as vscode from 'vscode';
import type { GitFailure } from '../../../instance/git';
import { type PromotionOutcome, type PromotionScope, planPromotion } from '../../../instance/promotion';
import {
  type PlanItem,
  type PushSelection,
  planWorkspacePush,
  type WorkspacePlan,
} from '../../../instance/push';
import type { FailedItem, Progress } from '../../../instance/sync';
import type { Failure } from '../../../instance/types';
import { uriIn } from '../artifacts';
import type { Connected } from '../connection/connection';
import { saved } from '../documentEdits';
import { throwFailure, UserCancelled, UserError } from '../errors';
import { liveUri } from '../live/liveFiles';
import type { Snapshots } from '../live/snapshots';
import type { Merges } from '../merges';
import { languageId } from '../names';
import { cancellable } from '../progress';
import { sidesOf } from './sides';

/**
 * `folder` holds the files, and in any case the memory of what was sent; `only` the ids of the resources that it is
 * about, where not all that is selected is meant.
 */
export type Origin = { readonly folder: vscode.WorkspaceFolder; readonly only?: ReadonlySet<string> } & (
  | { readonly kind: 'workspace'; readonly selection: PushSelection }
  | {
      readonly kind: 'instance';
      readonly from: Connected;
      readonly scope: PromotionScope;
    }
);

export interface MadePlan {
  readonly plan: WorkspacePlan;
  /** What could not be read where it comes from: it is not in the plan. */
  readonly unread: readonly FailedItem[];
  /** The folder of the artifacts in the workspace folder. */
  readonly root: string;
}

/** What is done with it, as in "to push". */
export function verbOf({ kind }: Origin): 'push' | 'promote' {
  return kind === 'workspace' ? 'push' : 'promote';
}

/** What people call the side that things come from. */
export function nameOfOrigin(origin: Origin): string {
  return origin.kind === 'workspace' ? 'workspace' : nameOfInstance(origin.from);
}

/** The environment's name, where the instance is one. */
export function nameOfInstance({ environment, service }: Connected): string {
  return environment?.name ?? service.name;
}

/** What would change on the instance. Asks for the tokens that its environment needs. */
export async function makePlan(
  origin: Origin,
  to: Connected,
  deletions: boolean,
  merges: Merges,
): Promise<MadePlan> {
  if (origin.kind === 'workspace') {
    await saveArtifacts(origin.folder);
    await merges.settleAll(textAt);
  }
  const sides = await sidesOf(to, origin.folder);
  const { root } = sides.place;
  const from = origin.kind === 'workspace' ? 'the files' : nameOfInstance(origin.from);
  return cancellable(`Comparing ${from} with ${nameOfInstance(to)}`, async (signal, report) => {
    const options = {
      signal,
      deletions,
      onProgress: ({ done, total, label }: Progress) => report(`${done} of ${total}: ${label}`),
    };
    const planned =
      origin.kind === 'workspace'
        ? await planWorkspacePush(sides, origin.selection, options)
        : await planPromotion(origin.from.instance, sides, origin.scope, options);
    const made: PromotionOutcome = planned.ok ? { unread: [], ...planned } : planned;
    if (!made.ok) throwPlanFailure(made.failure);
    const { only } = origin;
    const items = made.plan.items.filter(({ id }) => only === undefined || only.has(id));
    return { plan: { ...made.plan, items }, unread: made.unread, root };
  });
}

/** The document that an item's text stands in, to read and to mend it; `undefined` where there is none to open. */
export function documentOf(origin: Origin, { resource, path }: PlanItem): vscode.Uri | undefined {
  if (origin.kind === 'workspace') return uriIn(origin.folder, path);
  return resource.kind === 'policy' ? liveUri(origin.from.target, resource.address) : undefined;
}

/** The right side of an item's difference: what is sent. */
export function afterUri(origin: Origin, item: PlanItem, to: Connected, snapshots: Snapshots): vscode.Uri {
  const { resource, path, after } = item;
  const isFile = origin.kind === 'workspace' && resource.kind === 'policy' && path.endsWith('.xml');
  if (isFile && after !== undefined) return uriIn(origin.folder, path);
  const { target } = origin.kind === 'workspace' ? to : origin.from;
  return snapshots.uri(target, `/${path}`, after ?? '');
}

/** Saves what is open of the workspace's artifacts: what is planned is what the files hold. */
export async function saveArtifacts(folder: vscode.WorkspaceFolder): Promise<void> {
  for (const document of vscode.workspace.textDocuments) {
    const isArtifact = document.languageId === languageId || /Information\.json$/.test(document.uri.path);
    const isInside = vscode.workspace.getWorkspaceFolder(document.uri)?.index === folder.index;
    if (document.isDirty && isArtifact && isInside && !(await saved(document)))
      throw new UserError(`${vscode.workspace.asRelativePath(document.uri)} could not be saved.`);
  }
}

async function textAt(uri: string): Promise<string | undefined> {
  try {
    return (await vscode.workspace.openTextDocument(vscode.Uri.parse(uri))).getText();
  } catch {
    return undefined;
  }
}

/** Ends the command with why there is no plan or comparison. */
export function throwPlanFailure(failure: Failure | GitFailure): never {
  switch (failure.kind) {
    case 'cancelled':
      throw new UserCancelled();
    case 'git-missing':
    case 'no-repository':
    case 'unknown-ref':
    case 'git-failed':
      throw new UserError(failure.message);
    default:
      throwFailure(failure);
  }
}
