/** A workspace compared with an instance, or two instances: by meaning, shown as text. */
import {
  type ComparedItem,
  compareSources,
  type Difference,
  instanceSource,
  type ResourceSource,
  workspaceSource,
} from '../../instance/promotion';
import { effectiveSources } from '../../instance/promotion/effective';
import { entryOf, type Resource } from '../../instance/push';
import { pathIn } from '../../instance/sync';
import { Catalogue } from '../../server/src/core/catalogue';
import { CommandError, CommandExit, exitCodes } from '../environment';
import { harmless } from '../terminal';
import { chooseByText, chooseInstance, findWorkspaceFolder, type WorkspaceFolder } from './environments';
import type { FormatOptions, PlaceOptions, TargetOptions } from './options';
import { instanceJson, nameOf, printJson } from './planning';
import { comparedJson, type DiffNaming, diffSummary, diffText } from './report/diff';
import { type Run, throwFailure } from './running';
import { artifactPath, isChosen, scopeOf } from './scope';
import { below, connect, openSides, shownFrom } from './sides';

export interface DiffOptions extends TargetOptions, PlaceOptions, FormatOptions {
  readonly from?: string;
  readonly to?: string;
  readonly text?: true;
  readonly patch?: true;
  readonly effective?: true;
}

/** What is compared with what. */
interface Comparing extends DiffNaming {
  readonly sources: readonly [ResourceSource, ResourceSource];
  readonly isWanted: (resource: Resource) => boolean;
  readonly json: Readonly<Record<string, unknown>>;
}

export async function diff(paths: readonly string[], options: DiffOptions, run: Run): Promise<void> {
  const { environment, progress, signal, paint } = run;
  const folder = await findWorkspaceFolder(environment);
  const comparing =
    options.from === undefined && options.to === undefined
      ? await withInstance(paths, folder, options, run)
      : await ofInstances(paths, folder, options, run);
  const { sources, names, json, isWanted } = comparing;
  progress.begin(`Comparing ${names[0]} with ${names[1]}`);
  const outcome = await compareSources(only(sources[0], isWanted), only(sources[1], isWanted), {
    signal,
    onProgress: progress.step,
  });
  if (!outcome.ok) throwFailure(outcome.failure);
  progress.end();
  const { items, unread } = outcome.comparison;
  const differing = items
    .filter(({ difference }) => counts(difference, options))
    .sort((a, b) => (comparing.pathOf(a) < comparing.pathOf(b) ? -1 : 1));
  const patch = options.patch === true;
  if (options.format === 'json')
    printJson(environment.print, {
      ...json,
      same: items.length - differing.length,
      items: differing.map((item) => comparedJson(item, comparing, patch)),
      unread: unread.map(({ path, message }) => ({ resource: path, message })),
    });
  else {
    const onTerminal = environment.output.columns !== undefined;
    environment.print(diffText(differing, comparing, { paint, patch, onTerminal }));
    environment.print(`${harmless(diffSummary(items, differing, comparing))}\n`);
    for (const { path, message } of unread)
      environment.complain(`${harmless(path)} could not be read: ${harmless(message)}\n`);
  }
  if (differing.length > 0 || unread.length > 0) throw new CommandExit(exitCodes.findings);
}

async function withInstance(
  paths: readonly string[],
  folder: WorkspaceFolder,
  options: DiffOptions,
  run: Run,
): Promise<Comparing> {
  const { cwd } = run.environment;
  const chosen = chooseInstance(folder, options);
  const wanted = paths.map((path) => below(folder.path, cwd, path, 'The path'));
  const sides = await openSides(folder, chosen, options, run);
  const pathOf = (item: Pick<ComparedItem, 'resource'>) => pathIn(sides.place, entryOf(item.resource));
  return {
    both: `The files and ${nameOf(chosen)}`,
    names: ['the files', nameOf(chosen)],
    labels: ['files', chosen.environment.name],
    pathOf,
    shown: shownFrom(cwd, folder),
    sources: comparedSources(
      workspaceSource(sides),
      instanceSource(sides.instance, scopeOf(wanted, sides.place.root)),
      options,
      run,
    ),
    isWanted: (resource) => isChosen(pathOf({ resource }), wanted),
    json: instanceJson(chosen),
  };
}

async function ofInstances(
  named: readonly string[],
  folder: WorkspaceFolder,
  options: DiffOptions,
  run: Run,
): Promise<Comparing> {
  if (options.from === undefined || options.to === undefined)
    throw new CommandError('Two instances are compared with both --from and --to.', exitCodes.usage);
  const [from, to] = [chooseByText(folder, options.from, options), chooseByText(folder, options.to, options)];
  const place = { layout: 'apiops', root: '' } as const;
  const paths = named.map(artifactPath);
  const scope = scopeOf(paths, place.root);
  const pathOf = ({ resource }: Pick<ComparedItem, 'resource'>) => pathIn(place, entryOf(resource));
  const { instance, overrides, tokens } = await openSides(folder, to, {}, run, true);
  return {
    both: `${nameOf(from)} and ${nameOf(to)}`,
    names: [nameOf(from), nameOf(to)],
    labels: [from.environment.name, to.environment.name],
    pathOf,
    shown: (path) => path,
    sources: comparedSources(
      instanceSource(connect(from, run), scope, {
        ...(overrides !== undefined && { overrides }),
        ...(tokens !== undefined && { tokens }),
      }),
      instanceSource(instance, scope),
      options,
      run,
    ),
    isWanted: (resource) => isChosen(pathOf({ resource }), paths),
    json: { from: instanceJson(from), to: instanceJson(to) },
  };
}

/** The two sides as they are, or as what runs at their scopes. */
function comparedSources(
  first: ResourceSource,
  second: ResourceSource,
  { effective }: DiffOptions,
  { environment }: Run,
): readonly [ResourceSource, ResourceSource] {
  if (effective !== true) return [first, second];
  return effectiveSources(first, second, { catalogue: new Catalogue(environment.catalogue) });
}

/** A part of what a side has. */
function only(source: ResourceSource, isWanted: (resource: Resource) => boolean): ResourceSource {
  return {
    read: (resource, call) => source.read(resource, call),
    displayNames: (workspace, call) => source.displayNames(workspace, call),
    async list(call) {
      const listed = await source.list(call);
      return listed.ok ? { ok: true, value: listed.value.filter(isWanted) } : listed;
    },
  };
}

function counts(difference: Difference, { text }: DiffOptions): boolean {
  return difference !== 'same' && (difference !== 'formatting' || text === true);
}
