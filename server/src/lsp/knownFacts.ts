/** What is known beyond one document, kept up to date: the workspace's information files and the instance's lists. */

import {
  type FileFacts,
  factsOfFiles,
  informationFileNames,
  mergeFacts,
  readFileFacts,
} from '../core/workspace';
import { type NamedKind, noFacts, type WorkspaceFacts } from '../core/workspace/types';
import type { InstanceFacts, PlaceFacts } from '../protocol';
import { liveUriOf } from './liveDocuments';
import type { WorkspaceFiles } from './workspaceFiles';
import { baseName, type WorkspacePaths } from './workspacePaths';

export class KnownFacts {
  private readonly byFile = new Map<string, FileFacts>();
  private instance: InstanceFacts | null = null;
  private merged: WorkspaceFacts | undefined;
  private ofInstance: WorkspaceFacts | undefined;
  private currentRevision = 0;
  private scanning: Promise<void> = Promise.resolve();

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

  /**
   * What is known of the surroundings of a document: of an instance's own what that instance has, of a file's what
   * the workspace and the connected instance have.
   */
  for(uri: string): WorkspaceFacts {
    const live = liveUriOf(uri);
    if (live === undefined) return this.current;
    if (this.instance === null || this.instance.authority !== live.authority) return noFacts;
    this.ofInstance ??= factsOfInstance(this.instance);
    return this.ofInstance;
  }

  /** Resolves when the scan that is under way is done. */
  get scanned(): Promise<void> {
    return this.scanning;
  }

  /** Reads every information file under the folders anew. */
  scan(folderUris: readonly string[]): Promise<void> {
    this.scanning = this.scanFolders(folderUris);
    return this.scanning;
  }

  private async scanFolders(folderUris: readonly string[]): Promise<void> {
    const lists = await Promise.all(
      folderUris.map((uri) => this.files.find(uri, (name) => informationFileNames.has(name))),
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
    const relevant = uris.filter((uri) => informationFileNames.has(baseName(uri)));
    if (relevant.length === 0) return false;
    await Promise.all(relevant.map((uri) => this.readFile(uri)));
    this.changed();
    return true;
  }

  /** Of the files that tell facts. */
  get fileUris(): Iterable<string> {
    return this.byFile.keys();
  }

  setInstance(instance: InstanceFacts | null): void {
    this.instance = instance;
    this.changed();
  }

  private changed(): void {
    this.merged = undefined;
    this.ofInstance = undefined;
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
    // Only a fragment's policy tells something: the others needn't be read.
    if (entry.kind === 'policy' && entry.address.kind !== 'fragment') return undefined;
    const text = await this.files.read(uri);
    return text === undefined ? undefined : readFileFacts(entry, text, { kind: 'file', uri });
  }

  private merge(): WorkspaceFacts {
    const ofFiles = factsOfFiles(this.byFile.values());
    if (this.instance === null) return ofFiles;
    return mergeFacts(ofFiles, factsOfInstance(this.instance));
  }
}

function factsOfInstance({ tier, workspaces, ...service }: InstanceFacts): WorkspaceFacts {
  const inside = Object.entries(workspaces ?? {});
  return {
    ...factsOfPlace(service),
    ...(tier !== undefined && { tier }),
    ...(inside.length > 0 && {
      workspaces: new Map(inside.map(([name, place]) => [name, factsOfPlace(place)])),
    }),
  };
}

function factsOfPlace({ namedValues, fragments, backends, named }: PlaceFacts): WorkspaceFacts {
  return {
    namedValues,
    fragments,
    backends,
    ...(named !== undefined && { named }),
    complete: new Set(['namedValues', 'fragments', 'backends', ...(Object.keys(named ?? {}) as NamedKind[])]),
  };
}
