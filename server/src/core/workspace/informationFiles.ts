/** What a workspace's files tell beyond the policies in them: one file's facts, and those of all files together. */
import {
  readBackendInformation,
  readFragmentInformation,
  readNamedInformation,
  readNamedValueInformation,
} from './information';
import type {
  BackendFact,
  FactSource,
  FragmentFact,
  LayoutEntry,
  NamedFact,
  NamedValueFact,
  WorkspaceFacts,
} from './types';

/** What one file tells. */
export interface FileFacts {
  /** The API Management workspace that has it; `undefined` for the service itself. */
  readonly workspace?: string;
  readonly namedValue?: NamedValueFact;
  readonly fragment?: FragmentFact;
  readonly backend?: BackendFact;
  readonly logger?: NamedFact;
}

/** The base names of all files that may tell facts; a fragment's `policy.xml` tells that the fragment exists. */
export const informationFileNames: ReadonlySet<string> = new Set([
  'namedValueInformation.json',
  'policyFragmentInformation.json',
  'backendInformation.json',
  'loggerInformation.json',
  'policy.xml',
]);

/** What the file at that place of a layout tells; `undefined` where that is nothing. */
export function readFileFacts(entry: LayoutEntry, text: string, source: FactSource): FileFacts | undefined {
  const facts = readOwnFacts(entry, text, source);
  const place = entry.kind === 'policy' ? entry.address : entry;
  const workspace = 'workspace' in place ? place.workspace : undefined;
  return facts && workspace !== undefined ? { ...facts, workspace } : facts;
}

function readOwnFacts(entry: LayoutEntry, text: string, source: FactSource): FileFacts | undefined {
  switch (entry.kind) {
    case 'policy':
      return entry.address.kind === 'fragment'
        ? { fragment: { id: entry.address.fragment, source } }
        : undefined;
    case 'named-value-information': {
      const namedValue = readNamedValueInformation(text, source, entry.namedValue);
      return namedValue && { namedValue };
    }
    case 'fragment-information': {
      const fragment = readFragmentInformation(text, source, entry.fragment);
      return fragment && { fragment };
    }
    case 'backend-information': {
      const backend = readBackendInformation(text, source, entry.backend);
      return backend && { backend };
    }
    case 'logger-information': {
      const logger = readNamedInformation(text, source, entry.logger);
      return logger && { logger };
    }
  }
}

/** The facts of all files. A workspace that keeps one kind of entity in files is taken to keep all of that kind there. */
export function factsOfFiles(files: Iterable<FileFacts>): WorkspaceFacts {
  const byPlace = new Map<string | undefined, FileFacts[]>();
  for (const facts of files) {
    const beside = byPlace.get(facts.workspace);
    if (beside === undefined) byPlace.set(facts.workspace, [facts]);
    else beside.push(facts);
  }
  const workspaces = new Map<string, WorkspaceFacts>();
  for (const [workspace, own] of byPlace)
    if (workspace !== undefined) workspaces.set(workspace, factsOfPlace(own));
  return { ...factsOfPlace(byPlace.get(undefined) ?? []), ...(workspaces.size > 0 && { workspaces }) };
}

/** The facts of the files of the service, or of one workspace. */
function factsOfPlace(files: readonly FileFacts[]): WorkspaceFacts {
  const namedValues: NamedValueFact[] = [];
  const fragments: FragmentFact[] = [];
  const backends: BackendFact[] = [];
  const loggers: NamedFact[] = [];
  for (const facts of files) {
    if (facts.namedValue !== undefined) namedValues.push(facts.namedValue);
    if (facts.fragment !== undefined) fragments.push(facts.fragment);
    if (facts.backend !== undefined) backends.push(facts.backend);
    if (facts.logger !== undefined) loggers.push(facts.logger);
  }
  const complete = new Set<'namedValues' | 'fragments' | 'backends'>();
  if (namedValues.length > 0) complete.add('namedValues');
  if (fragments.length > 0) complete.add('fragments');
  return {
    namedValues,
    fragments,
    backends,
    ...(loggers.length > 0 && { named: { logger: loggers } }),
    complete,
  };
}
