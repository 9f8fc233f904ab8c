/** Between what a command works: the instance, the files, and what is different in the environment. */
import { stat } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import {
  type ApimInstance,
  createArmInstance,
  defaultCredential,
  type InstanceTarget,
  isSampleEndpoint,
  type RetryNotice,
  sampleCredential,
  type TokenSource,
} from '../../instance';
import { openNodeFiles } from '../../instance/files/nodeFiles';
import { openGit } from '../../instance/git';
import { openEnvironment, type PushSides } from '../../instance/push';
import { CommandError, exitCodes } from '../environment';
import { harmless } from '../terminal';
import { type ChosenInstance, tellProblems, type WorkspaceFolder } from './environments';
import type { PlaceOptions } from './options';
import type { Run } from './running';

/** The instance behind an endpoint, signed in to as this machine is; the sample instance takes any token. */
export function connect(
  { environment: { target, tenant } }: Pick<ChosenInstance, 'environment'>,
  { environment, progress }: Run,
): ApimInstance {
  return createArmInstance(target, credentialFor(target, tenant), {
    userAgent: `apim-policy-cli/${environment.version}`,
    onRetry: (notice) => progress.note(retryText(notice)),
    ...environment.requests,
  });
}

function credentialFor({ endpoint }: InstanceTarget, tenant: string | undefined): TokenSource {
  if (isSampleEndpoint(endpoint)) return sampleCredential;
  let credential: Promise<TokenSource> | undefined;
  return {
    async getToken(...args) {
      credential ??= defaultCredential(tenant === undefined ? {} : { tenantId: tenant });
      return (await credential).getToken(...args);
    },
  };
}

function retryText({ attempt, status, retryAfterMs }: RetryNotice): string {
  const what = status === undefined ? 'No answer came' : `Azure answered with status ${status}`;
  const wait =
    retryAfterMs === undefined ? '' : ` and asks to wait ${Math.max(1, Math.ceil(retryAfterMs / 1000))} s`;
  return `${what}${wait} (attempt ${attempt}).`;
}

/** The workspace's files and the instance's, with the overrides; ends the command where one of their files is wrong. */
export async function openSides(
  folder: WorkspaceFolder,
  chosen: ChosenInstance,
  options: PlaceOptions,
  run: Run,
  mayBeNew = false,
): Promise<PushSides> {
  const { variable, complain, cwd } = run.environment;
  const { environment } = chosen;
  const artifacts =
    options.folder === undefined ? environment.folder : below(folder.path, cwd, options.folder, '--folder');
  if (artifacts !== undefined && !mayBeNew) await requireFolder(folder, artifacts);
  const { sides, problems } = await openEnvironment(
    { ...environment, folder: artifacts, layout: options.layout ?? environment.layout },
    {
      instance: connect(chosen, run),
      files: openNodeFiles(folder.path),
      tokens: variable,
      git: openGit(folder.path),
    },
  );
  tellProblems(problems, complain);
  return sides;
}

/** A path of the command line as one below the workspace folder, with `/`; `''` for that itself. */
export function below(root: string, cwd: string, path: string, what: string): string {
  const from = relative(root, resolve(cwd, path)).replaceAll('\\', '/');
  if (from === '..' || from.startsWith('../') || resolve(root, from) !== resolve(cwd, path))
    throw new CommandError(
      `${what} ${harmless(path)} is outside of ${harmless(root)}, where the environments and the records are.`,
      exitCodes.usage,
    );
  return from;
}

/** A path below the workspace folder as it reads from the working folder. */
export function shownFrom(cwd: string, { path: root }: WorkspaceFolder): (path: string) => string {
  return (path) => relative(cwd, resolve(root, path)).replaceAll('\\', '/');
}

async function requireFolder({ path }: WorkspaceFolder, artifacts: string): Promise<void> {
  const found = await stat(resolve(path, artifacts)).catch(() => undefined);
  if (found?.isDirectory() !== true)
    throw new CommandError(
      `There is no folder "${harmless(artifacts)}" with artifacts in ${harmless(path)}; pull first, or name another with --folder.`,
      exitCodes.failed,
    );
}
