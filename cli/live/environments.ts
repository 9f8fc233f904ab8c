/** Which instance a command line means: an environment of `apim-policy.yaml`, or a resource id. */
import { readFile, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import {
  cloudOf,
  clouds,
  type InstanceTarget,
  isKnownEndpoint,
  parseResourceId,
  resourceIdOf,
} from '../../instance';
import {
  type EnvironmentsFile,
  environmentsFileName,
  type Environment as NamedEnvironment,
  noOverrides,
  readEnvironments,
} from '../../instance/environments';
import { closest } from '../../server/src/core/text';
import { CommandError, type Environment, exitCodes } from '../environment';
import { harmless } from '../terminal';
import type { ReachOptions, TargetOptions } from './options';

/** The folder that paths of artifacts and of records count from, and the environments that it names. */
export interface WorkspaceFolder {
  readonly path: string;
  readonly environments: EnvironmentsFile | undefined;
}

/** An instance, and what is different in it. */
export interface ChosenInstance {
  /** As the file has it; made of the resource id alone where that is given. */
  readonly environment: NamedEnvironment;
  /** The environment's name; `undefined` for a resource id. */
  readonly name: string | undefined;
  /** The name that has to be given before anything is written, where it is protected. */
  readonly protectedAs: string | undefined;
}

/**
 * The nearest folder with an `apim-policy.yaml`, at or above the working folder and inside its Git repository: a file
 * further up could be anybody's. Without one, the working folder.
 */
export async function findWorkspaceFolder({ cwd, complain }: Environment): Promise<WorkspaceFolder> {
  for (const folder of await candidates(cwd)) {
    const path = join(folder, environmentsFileName);
    let text: string;
    try {
      text = await readFile(path, 'utf8');
    } catch (error) {
      if (isMissing(error)) continue;
      throw error;
    }
    const environments = readEnvironments(text);
    const name = relative(cwd, path).replaceAll('\\', '/');
    tellProblems(
      environments.problems.map((problem) => ({ ...problem, path: name })),
      complain,
    );
    return { path: folder, environments };
  }
  return { path: cwd, environments: undefined };
}

export function chooseInstance(folder: WorkspaceFolder, options: TargetOptions): ChosenInstance {
  if (options.resourceId !== undefined) return byResourceId(folder, options.resourceId, options);
  const { environments } = folder;
  if (environments === undefined)
    throw new CommandError(
      `There is no ${environmentsFileName} here that names environments; write one, or say which instance is meant with --resource-id.`,
      exitCodes.usage,
    );
  const name = options.environment ?? environments.initial;
  if (name === undefined)
    throw new CommandError(
      `Say which environment is meant, with --environment: ${namesIn(environments)}.`,
      exitCodes.usage,
    );
  return byName(environments, name, options);
}

/** An instance by its environment's name or by its resource id, whichever the text is. */
export function chooseByText(folder: WorkspaceFolder, text: string, options: ReachOptions): ChosenInstance {
  return chooseInstance(
    folder,
    parseResourceId(text) === undefined
      ? { ...options, environment: text }
      : { ...options, resourceId: text },
  );
}

function byName(environments: EnvironmentsFile, name: string, options: ReachOptions): ChosenInstance {
  const found = environments.environments.find((each) => each.name === name);
  if (found === undefined) {
    const names = environments.environments.map((each) => each.name);
    const suggestion = closest(name, names);
    throw new CommandError(
      `There is no environment "${harmless(name)}" in ${environmentsFileName}; it has ${namesIn(environments)}.${suggestion === undefined ? '' : ` Did you mean ${harmless(suggestion)}?`}`,
      exitCodes.usage,
    );
  }
  const target = { ...found.target, ...(options.endpoint !== undefined && { endpoint: options.endpoint }) };
  if (options.endpoint === undefined && !isKnownEndpoint(target.endpoint))
    throw new CommandError(
      `The environment "${harmless(name)}" is at ${harmless(target.endpoint)}, which is none of Azure's own addresses; repeat it with --endpoint where your sign-in may go there.`,
      exitCodes.usage,
    );
  return {
    environment: { ...found, target, tenant: options.tenant ?? found.tenant },
    name,
    protectedAs: found.protected ? name : undefined,
  };
}

function byResourceId(
  { environments }: WorkspaceFolder,
  resourceId: string,
  { endpoint, cloud, tenant }: ReachOptions,
): ChosenInstance {
  const service = parseResourceId(resourceId);
  if (service === undefined)
    throw new CommandError(`"${harmless(resourceId)}" is no resource id of a service.`, exitCodes.usage);
  const standard = clouds[cloud ?? 'public'];
  const address = endpoint ?? standard.endpoint;
  const target: InstanceTarget = {
    ...service,
    endpoint: address,
    credentialScope:
      (cloud === undefined ? cloudOf(address) : undefined)?.credentialScope ?? standard.credentialScope,
  };
  const same = (other: InstanceTarget) =>
    resourceIdOf(other).toLowerCase() === resourceIdOf(target).toLowerCase();
  return {
    environment: {
      name: service.service,
      target,
      cloud,
      tenant,
      folder: undefined,
      layout: undefined,
      protected: false,
      configuration: undefined,
      overrides: noOverrides,
      at: 0,
    },
    name: undefined,
    // The same service by another name is no less protected.
    protectedAs: environments?.environments.find((each) => each.protected && same(each.target))?.name,
  };
}

interface Problem {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

/** Prints what is wrong with files that belong to an environment; with an error among them the command ends. */
export function tellProblems(problems: readonly Problem[], complain: (text: string) => void): void {
  for (const { path, line, column, severity, message } of problems)
    complain(`${harmless(path)}:${line}:${column} ${severity} ${harmless(message)}\n`);
  const errors = problems.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first !== undefined)
    throw new CommandError(`Nothing was done: mend ${harmless(first.path)} first.`, exitCodes.failed);
}

/** The working folder and those above it up to the repository's; the working folder alone outside of any. */
async function candidates(cwd: string): Promise<readonly string[]> {
  const folders = [cwd];
  for (let folder = cwd; ; ) {
    if (await stat(join(folder, '.git')).catch(() => undefined)) return folders;
    const parent = dirname(folder);
    if (parent === folder) return [cwd];
    folders.push(parent);
    folder = parent;
  }
}

function namesIn({ environments }: EnvironmentsFile): string {
  return environments.length === 0 ? 'none' : environments.map(({ name }) => harmless(name)).join(', ');
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
