/** What is known beyond one document, kept up to date: the workspace's information files and the instance's lists. */

import {
  mergeFacts,
  readBackendInformation,
  readFragmentInformation,
  readNamedValueInformation,
} from '../core/workspace';
import type { BackendFact, FragmentFact, NamedValueFact, WorkspaceFacts } from '../core/workspace/types';
import type { InstanceFacts } from '../protocol';
import type { WorkspaceFiles } from './workspaceFiles';
import { baseName, type WorkspacePaths } from './workspacePaths';

/** What one file tells. */
interface FileFacts {
  readonly namedValue?: NamedValueFact;
  readonly fragment?: FragmentFact;
  readonly backend?: BackendFact;
}

const informationFiles: ReadonlySet<string> = new Set([
  'namedValueInformation.json',
  'policyFragmentInformation.json',
  'backendInformation.json',
  'policy.xml',
]);

export class KnownFacts {
  private readonly byFile = new Map<string, FileFacts>();
  private instance: InstanceFacts | null = null;
  private merged: WorkspaceFacts | undefined;
  private currentRevision = 0;

  constructor(
    private readonly files: WorkspaceFiles,
    private readonly paths: WorkspacePaths,
  ) {}

  /** Grows whenever `current` answers something else. */
  get revision(): number {
    return this.currentRevision;
  }

  get current(): WorkspaceFacts {
    this.merged ??= this.merge();
    return this.merged;
  }

  /** Reads every information file under the folders anew. */
  async scan(folderUris: readonly string[]): Promise<void> {
    const lists = await Promise.all(
      folderUris.map((uri) => this.files.find(uri, (name) => informationFiles.has(name))),
    );
    const uris = new Set(lists.flat());
    this.paths.setFolders(folderUris);
    this.paths.learn([...uris]);
    for (const known of this.byFile.keys()) if (!uris.has(known)) this.byFile.delete(known);
    await Promise.all([...uris].map((uri) => this.readFile(uri)));
    this.changed();
  }

  /** Takes in that files were created, changed or deleted; answers whether any of them tells facts. */
  async filesChanged(uris: readonly string[]): Promise<boolean> {
    const relevant = uris.filter((uri) => informationFiles.has(baseName(uri)));
    if (relevant.length === 0) return false;
    await Promise.all(relevant.map((uri) => this.readFile(uri)));
    this.changed();
    return true;
  }

  setInstance(instance: InstanceFacts | null): void {
    this.instance = instance;
    this.changed();
  }

  private changed(): void {
    this.merged = undefined;
    this.currentRevision++;
  }

  private async readFile(uri: string): Promise<void> {
    const facts = await this.factsOf(uri);
    if (facts === undefined) this.byFile.delete(uri);
    else this.byFile.set(uri, facts);
  }

  private async factsOf(uri: string): Promise<FileFacts | undefined> {
    const entry = this.paths.placeOf(uri);
    if (entry === undefined) return undefined;
    if (entry.kind === 'policy') {
      if (entry.address.kind !== 'fragment') return undefined;
      const exists = (await this.files.read(uri)) !== undefined;
      return exists ? { fragment: { id: entry.address.fragment, source: { kind: 'file', uri } } } : undefined;
    }
    const text = await this.files.read(uri);
    if (text === undefined) return undefined;
    const source = { kind: 'file', uri } as const;
    switch (entry.kind) {
      case 'named-value-information': {
        const namedValue = readNamedValueInformation(text, source, entry.namedValue);
        return namedValue === undefined ? undefined : { namedValue };
      }
      case 'fragment-information': {
        const fragment = readFragmentInformation(text, source, entry.fragment);
        return fragment === undefined ? undefined : { fragment };
      }
      case 'backend-information': {
        const backend = readBackendInformation(text, source, entry.backend);
        return backend === undefined ? undefined : { backend };
      }
    }
  }

  private merge(): WorkspaceFacts {
    const namedValues: NamedValueFact[] = [];
    const fragments: FragmentFact[] = [];
    const backends: BackendFact[] = [];
    for (const facts of this.byFile.values()) {
      if (facts.namedValue !== undefined) namedValues.push(facts.namedValue);
      if (facts.fragment !== undefined) fragments.push(facts.fragment);
      if (facts.backend !== undefined) backends.push(facts.backend);
    }
    const complete = new Set<'namedValues' | 'fragments' | 'backends'>();
    // A workspace that keeps one kind of entity in files is taken to keep all of that kind there.
    if (namedValues.length > 0) complete.add('namedValues');
    if (fragments.length > 0) complete.add('fragments');
    const ofFiles: WorkspaceFacts = { namedValues, fragments, backends, complete };
    if (this.instance === null) return ofFiles;
    return mergeFacts(ofFiles, {
      namedValues: this.instance.namedValues,
      fragments: this.instance.fragments,
      backends: this.instance.backends,
      complete: new Set(['namedValues', 'fragments', 'backends']),
    });
  }
}
