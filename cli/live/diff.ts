/** A workspace compared with an instance, or two instances: by meaning, shown as text. */
import {
  type ComparedItem,
  compareSources,
  type Difference,
  instanceSource,
  type ResourceSource,
  workspaceSource,
} from '../../instance/promotion';
import { entryOf, type Resource } from '../../instance/push';
import { type ArtifactsPlace, pathIn } from '../../instance/sync';
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
}

/** What is compared with what. */
interface Comparing extends DiffNaming {
  readonly sources: readonly [ResourceSource, ResourceSource];
  readonly json: Readonly<Record<string, unknown>>;
}

export async function diff(paths: readonly string[], options: DiffOptions, run: Run): Promise<void> {
  const { environment, progress, signal, paint } = run;
  const folder = await findWorkspaceFolder(environment);
  const comparing =
    options.from === undefined && options.to === undefined
      ? await withInstance(paths, folder, options, run)
      : await ofInstances(paths, folder, options, run);
  const { sources, names, json } = comparing;
  progress.begin(`Comparing ${names[0]} with ${names[1]}`);
  const outcome = await compareSources(sources[0], sources[1], { signal, onProgress: progress.step });
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
    sources: [
      only(workspaceSource(sides), wanted, sides.place),
      only(instanceSource(sides.instance, scopeOf(wanted, sides.place.root)), wanted, sides.place),
    ],
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
  const { instance, overrides, tokens } = await openSides(folder, to, {}, run, true);
  return {
    both: `${nameOf(from)} and ${nameOf(to)}`,
    names: [nameOf(from), nameOf(to)],
    labels: [from.environment.name, to.environment.name],
    pathOf: ({ resource }) => pathIn(place, entryOf(resource)),
    shown: (path) => path,
    sources: [
      only(
        instanceSource(connect(from, run), scope, {
          ...(overrides !== undefined && { overrides }),
          ...(tokens !== undefined && { tokens }),
        }),
        paths,
        place,
      ),
      only(instanceSource(instance, scope), paths, place),
    ],
    json: { from: instanceJson(from), to: instanceJson(to) },
  };
}

/** A part of what a side has. */
function only(source: ResourceSource, wanted: readonly string[], place: ArtifactsPlace): ResourceSource {
  const isWanted = (resource: Resource) => isChosen(pathIn(place, entryOf(resource)), wanted);
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
