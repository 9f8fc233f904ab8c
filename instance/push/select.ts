/** Which files a push is about, and which of their resources are gone from the workspace. */
import { describePath } from '../../server/src/core/workspace/layout';
import type { GitFailure } from '../git';
import { mapLimited } from '../pool';
import { policyIn } from '../sync';
import { resourceId, resourceOf } from './resources';
import type { PushOptions, PushSelection, PushSides, Resource } from './types';

const readsAtATime = 16;

export interface SelectedFile {
  readonly path: string;
  readonly resource: Resource;
  readonly text: string;
  /** What the file held at the commit that was compared with. */
  readonly before?: string;
}

export interface GoneFile {
  readonly path: string;
  readonly resource: Resource;
  /** What it last held, where that is known. */
  readonly before: string | undefined;
}

export interface Selected {
  readonly files: readonly SelectedFile[];
  readonly gone: readonly GoneFile[];
  readonly ignored: readonly string[];
  /** Files that can't be read, with the reason. */
  readonly unreadable: readonly { readonly path: string; readonly message: string }[];
}

export type SelectOutcome =
  | { readonly ok: true; readonly value: Selected }
  | { readonly ok: false; readonly failure: GitFailure };

export async function select(
  sides: PushSides,
  selection: PushSelection,
  options: PushOptions,
): Promise<SelectOutcome> {
  if (selection.kind === 'since') return selectSince(sides, selection.ref, options);
  const { files, place } = sides;
  const all = await files.list();
  const chosen =
    selection.kind === 'everything'
      ? all.filter((path) => isBelow(path, place.root))
      : all.filter((path) => selection.paths.some((wanted) => isBelow(path, wanted)));
  const read = await readAll(sides, chosen, selection.kind === 'paths');
  if (options.deletions !== true) return { ok: true, value: { ...read, gone: [] } };
  const there = new Set(all);
  const gone: GoneFile[] = [];
  for (const [path, record] of await sides.state.all()) {
    const resource = resourceOf(record.entry);
    const asked =
      selection.kind === 'everything'
        ? isBelow(path, place.root)
        : selection.paths.some((wanted) => isBelow(path, wanted));
    if (resource !== undefined && asked && !there.has(path)) gone.push({ path, resource, before: undefined });
  }
  return { ok: true, value: { ...read, gone: await trulyGone(sides, gone, all) } };
}

async function selectSince(sides: PushSides, ref: string, options: PushOptions): Promise<SelectOutcome> {
  const { git } = sides;
  if (git === undefined)
    return {
      ok: false,
      failure: { kind: 'git-missing', message: 'Git is not at hand here; choose the files yourself.' },
    };
  const changes = await git.changedSince(ref, options.signal);
  if (!changes.ok) return changes;
  const { commit, changed, deleted } = changes.value;
  const overridden = changed.some((path) => sides.overridesFrom?.includes(path))
    ? (await readAll(sides, await sides.files.list(), false)).files.filter(({ resource }) =>
        isOverridden(sides, resource),
      )
    : [];
  const read = await readAll(sides, [...new Set([...changed, ...overridden.map(({ path }) => path)])], false);
  const files: SelectedFile[] = [];
  for (const file of read.files) {
    const before = await git.textAt(commit, file.path, options.signal);
    if (!before.ok) return before;
    files.push({ ...file, ...(before.value !== undefined && { before: before.value }) });
  }
  const gone: GoneFile[] = [];
  for (const path of options.deletions === true ? deleted : []) {
    const before = await git.textAt(commit, path, options.signal);
    if (!before.ok) return before;
    const resource = resourceAt(sides, path, before.value ?? '');
    if (resource !== undefined) gone.push({ path, resource, before: before.value });
  }
  return {
    ok: true,
    value: { ...read, files, gone: await trulyGone(sides, gone, await sides.files.list()) },
  };
}

/** All files of the artifacts that are of a resource. */
export async function artifactFiles(
  sides: Pick<PushSides, 'files' | 'place'>,
): Promise<Pick<Selected, 'files' | 'unreadable'>> {
  const all = await sides.files.list();
  return readAll(
    sides,
    all.filter((path) => isBelow(path, sides.place.root)),
    false,
  );
}

/** Overrides name what the service itself has, not what is in its workspaces. */
function isOverridden({ overrides }: PushSides, resource: Resource): boolean {
  if (resource.kind === 'policy' || resource.workspace !== undefined) return false;
  const list = resource.kind === 'backend' ? overrides?.backends : overrides?.namedValues;
  return list?.some(({ name }) => name === resource.name) === true;
}

/** Without resources that have a file elsewhere, as after a change of the layout. */
async function trulyGone(
  sides: PushSides,
  gone: readonly GoneFile[],
  all: readonly string[],
): Promise<readonly GoneFile[]> {
  if (gone.length === 0) return gone;
  const { files: present } = await readAll(sides, all, false);
  const ids = new Set(present.map(({ resource }) => resourceId(resource)));
  return gone.filter(({ resource }) => !ids.has(resourceId(resource)));
}

async function readAll(
  sides: Pick<PushSides, 'files' | 'place'>,
  paths: readonly string[],
  complain: boolean,
): Promise<Omit<Selected, 'gone'>> {
  const found: SelectedFile[] = [];
  const ignored: string[] = [];
  const unreadable: { path: string; message: string }[] = [];
  await mapLimited(paths, readsAtATime, async (path) => {
    const described = describePath(path, [sides.place.root]);
    if (described === undefined || described.root !== sides.place.root) {
      if (complain) ignored.push(path);
      return;
    }
    let text: string | undefined;
    try {
      text = await sides.files.read(path);
    } catch (error) {
      unreadable.push({ path, message: error instanceof Error ? error.message : String(error) });
    }
    if (text === undefined) return;
    const resource = resourceAt(sides, path, text);
    if (resource === undefined) ignored.push(path);
    else found.push({ path, resource, text });
  });
  found.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { files: found, ignored, unreadable };
}

/** What the file is a resource of: a fragment's policy may stand in its information file. */
function resourceAt({ place }: Pick<PushSides, 'place'>, path: string, text: string): Resource | undefined {
  const described = describePath(path, [place.root]);
  if (described === undefined || described.root !== place.root) return undefined;
  const policy = policyIn(path, text, [place.root]);
  return policy === undefined ? resourceOf(described) : { kind: 'policy', address: policy.address };
}

function isBelow(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder.replace(/\/+$/, '')}/`);
}
