/** Where a policy stands in an extract of an instance, and what the extract's other files tell about names. */
import { type Dirent, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse as parseYaml } from 'yaml';
import { mapLimited } from '../../instance/pool';
import {
  type AnalysisOptions,
  documentKindOf,
  type PolicyText,
  RelatedDocuments,
} from '../../server/src/core/model';
import {
  type FileFacts,
  factsOfFiles,
  informationFileNames,
  type LayoutName,
  mergeFacts,
  noFacts,
  type OperationAddress,
  type OperationFact,
  OperationReader,
  operationFiles,
  type PolicyAddress,
  readFileFacts,
  readFragmentPolicy,
  scopeOf,
  type WorkspaceFacts,
} from '../../server/src/core/workspace';
import {
  type DescribedPath,
  describePath,
  informationFolders,
  pathOf,
} from '../../server/src/core/workspace/layout';

/** What a policy's place says. */
export interface PolicyPlace {
  /** Whether the layout has a policy at this place. */
  readonly isPolicy: boolean;
  readonly analysisOptions: Omit<AnalysisOptions, 'catalogue' | 'types'>;
}

/** The most files read at a time. */
const parallelReads = 16;

export class Artifacts {
  /** Folders that hold artifacts, told from the policies in them. */
  private readonly roots = new Set<string>();
  private readonly facts = new Map<string, Promise<WorkspaceFacts>>();
  private readonly related = new Map<string, RelatedDocuments>();
  private readonly operations = new OperationReader((text) => parseYaml(text));

  /**
   * Learns from the paths (absolute) of all files of a run where artifacts are. `given` is known of every policy,
   * whatever its place.
   */
  constructor(
    paths: Iterable<string>,
    private readonly known: Pick<AnalysisOptions, 'catalogue' | 'types'>,
    private readonly given: WorkspaceFacts,
  ) {
    for (const path of paths) {
      const found = describe(path);
      if (found !== undefined) this.roots.add(found.rootPath);
    }
  }

  /** What the layouts say about the file; facts are read once for each folder with artifacts. */
  async placeOf(path: string): Promise<PolicyPlace> {
    const folder = dirname(path);
    const found =
      describe(path, this.roots.has(folder)) ??
      // A policy right beside the folders of named values, fragments or backends is the global one.
      (basename(path) === 'policy.xml' && (await this.factsOf(folder)) !== noFacts
        ? describe(path, true)
        : undefined);
    if (found === undefined || found.kind !== 'policy')
      return { isPolicy: false, analysisOptions: { facts: this.given } };
    const { address, rootPath, layout } = found;
    const facts = mergeFacts(await this.factsOf(rootPath), this.given);
    const related =
      this.related.get(rootPath) ??
      new RelatedDocuments(
        (other) => readPolicy(rootPath, other, layout),
        { ...this.known, facts },
        (operation) => this.operationOf(rootPath, operation),
      );
    this.related.set(rootPath, related);
    return {
      isPolicy: true,
      analysisOptions: {
        facts,
        address,
        scope: scopeOf(address),
        kindHint: documentKindOf(address),
        surroundings: related.surroundingsOf(address),
      },
    };
  }

  /** Read where a rule asks only: specifications are long. */
  private operationOf(root: string, operation: OperationAddress): OperationFact | undefined {
    for (const path of operationFiles(operation)) {
      const file = join(root, path);
      const text = textOf(file);
      const source = { kind: 'file', uri: pathToFileURL(file).href } as const;
      const fact = text === undefined ? undefined : this.operations.read(path, text, operation, source);
      if (fact !== undefined) return fact;
    }
    return undefined;
  }

  private factsOf(root: string): Promise<WorkspaceFacts> {
    const known = this.facts.get(root) ?? readFacts(root);
    this.facts.set(root, known);
    return known;
  }
}

/**
 * Paths are looked at from behind the last hidden folder in them, so that where a checkout stands doesn't matter.
 * `inRoot` says that the file's folder is known to hold artifacts.
 */
function describe(path: string, inRoot = false): (DescribedPath & { readonly rootPath: string }) | undefined {
  const segments = path.split(sep);
  const from = Math.max(1, segments.findLastIndex((segment) => segment.startsWith('.')) + 1);
  const inside = segments.slice(from);
  const found = describePath(inside.join('/'), inRoot ? [inside.slice(0, -1).join('/')] : []);
  if (found === undefined) return undefined;
  const root = found.root === '' ? [] : found.root.split('/');
  return { ...found, rootPath: [...segments.slice(0, from), ...root].join(sep) || sep };
}

/** `noFacts` itself where no file tells anything. */
async function readFacts(root: string): Promise<WorkspaceFacts> {
  const workspaces = await entriesOf(join(root, 'workspaces'));
  const bases = [
    root,
    ...workspaces.filter((entry) => entry.isDirectory()).map(({ name }) => join(root, 'workspaces', name)),
  ];
  const folders = bases.flatMap((base) => informationFolders.map((folder) => join(base, folder)));
  const entries = (await mapLimited(folders, parallelReads, (folder) => entriesOf(folder, true))).flatMap(
    (found) => found ?? [],
  );
  const files = entries.filter((entry) => entry.isFile() && informationFileNames.has(entry.name));
  const facts = await mapLimited(files, parallelReads, ({ parentPath, name }) =>
    readFactsOfFile(root, join(parentPath, name)),
  );
  const told = facts.filter((one) => one !== undefined);
  return told.length === 0 ? noFacts : factsOfFiles(told);
}

async function readFactsOfFile(root: string, path: string): Promise<FileFacts | undefined> {
  const entry = describePath(relative(root, path).split(sep).join('/'));
  if (entry === undefined) return undefined;
  const text = await readFile(path, 'utf8').catch(() => undefined);
  return text === undefined
    ? undefined
    : readFileFacts(entry, text, { kind: 'file', uri: pathToFileURL(path).href });
}

/** Empty where there is no such folder, or it can't be read. */
async function entriesOf(folder: string, recursive = false): Promise<readonly Dirent[]> {
  return readdir(folder, { withFileTypes: true, recursive }).catch(() => []);
}

/** The text of the policy at an address, in the extract's layout or in the other one. */
function readPolicy(root: string, address: PolicyAddress, layout: LayoutName): PolicyText | undefined {
  const others = (['apiops', 'apiops-cli'] as const).filter((other) => other !== layout);
  for (const path of new Set([layout, ...others].map((one) => pathOf({ kind: 'policy', address }, one)))) {
    const file = join(root, path);
    const content = textOf(file);
    if (content === undefined) continue;
    const isFile = !path.endsWith('.json');
    const text = isFile ? content : readFragmentPolicy(content);
    if (text !== undefined) return { uri: pathToFileURL(file).href, path, isFile, text };
  }
  return undefined;
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch {
    return undefined;
  }
}
