/**
 * The documents that run together with an open one: the broader scopes' policies and the fragments. Their files
 * are read when first needed and kept until they change; what is open in the editor wins over its file.
 */
import type { Catalogue } from '../core/catalogue';
import type { TypeWorld } from '../core/expression';
import {
  type Analysis,
  analyse,
  documentKindOf,
  type RelatedDocument,
  type Surroundings,
} from '../core/model';
import { broaderScopes, readFragmentPolicy } from '../core/workspace';
import { pathOf } from '../core/workspace/layout';
import { type PolicyAddress, scopeOf } from '../core/workspace/types';
import { liveSchemes } from '../protocol';
import type { KnownFacts } from './knownFacts';
import { liveUriOf } from './liveDocuments';
import type { KnownOperations } from './operations';
import type { WorkspaceFiles } from './workspaceFiles';
import { decoded, encoded, type Place, type WorkspacePaths } from './workspacePaths';

/** A document that the editor has open. */
export interface OpenDocument {
  readonly uri: string;
  readonly version: number;
  getText(): string;
}

export interface SurroundingParts {
  readonly catalogue: Catalogue;
  readonly types: () => TypeWorld;
  readonly facts: KnownFacts;
  readonly paths: WorkspacePaths;
  readonly files: WorkspaceFiles;
  readonly operations: KnownOperations;
}

interface KeptAnalysis {
  readonly text: string;
  readonly factsRevision: number;
  readonly analysis: Analysis;
}

/** Where a policy stands. */
type Located = Pick<RelatedDocument, 'address' | 'uri' | 'path' | 'isFile'>;

export class SurroundingDocuments {
  /** The texts of files by `keyOf`; `undefined` for files that aren't there. */
  private readonly texts = new Map<string, string | undefined>();
  private readonly reading = new Map<string, Promise<void>>();
  private readonly open = new Map<string, OpenDocument>();
  private readonly analyses = new Map<string, KeptAnalysis>();
  /** Fragments' files by the folder with the artifacts, for one revision of the facts. */
  private fragments: {
    readonly revision: number;
    readonly byRoot: ReadonlyMap<string, ReadonlyMap<string, string>>;
  } = { revision: -1, byRoot: new Map() };
  private revision = 0;
  /** Called when files have been read that an answer had to do without. */
  onRead: () => void = () => undefined;

  constructor(private readonly parts: SurroundingParts) {}

  /** Takes in that a document was opened or changed. */
  opened(document: OpenDocument): void {
    this.open.set(keyOf(document.uri), document);
    const place = this.parts.paths.placeOf(document.uri);
    if (place !== undefined && addressOf(place)?.kind === 'fragment') this.revision++;
  }

  closed(uri: string): void {
    this.open.delete(keyOf(uri));
    this.forget([uri]);
  }

  /** The document as the editor has it, whatever way the URI is written; `undefined` where it isn't open. */
  openAt(uri: string): OpenDocument | undefined {
    return this.open.get(keyOf(uri));
  }

  /** Forgets what was read of these files, or of all. */
  forget(uris?: readonly string[]): void {
    if (uris === undefined) {
      this.texts.clear();
      this.analyses.clear();
    } else
      for (const uri of uris) {
        this.texts.delete(keyOf(uri));
        this.analyses.delete(keyOf(uri));
      }
    this.revision++;
  }

  /** Of the files that were read or looked for, decoded. */
  get fileUris(): Iterable<string> {
    return this.texts.keys();
  }

  /** Changes whenever `surroundingsOf` the document may answer something else. */
  stampOf(uri: string): string {
    const versions = this.parentsOf(uri).map((parent) => this.open.get(keyOf(parent.uri))?.version ?? '');
    return [this.revision, this.parts.operations.revision, ...versions].join(' ');
  }

  /**
   * What runs together with the document. `undefined` where it is in no folder of the workspace and on no instance, and while the
   * files are still being read: `onRead` tells when to ask again.
   */
  surroundingsOf(uri: string): Surroundings | undefined {
    const { paths } = this.parts;
    const isLive = liveUriOf(uri)?.scheme === liveSchemes.policy;
    if (!(isLive || paths.folderOf(uri) !== undefined) || paths.placeOf(uri)?.kind !== 'policy')
      return undefined;
    if (this.neededBy(uri).some((needed) => !this.isKnown(needed))) {
      void this.read(uri).then(() => this.onRead());
      return undefined;
    }
    return this.surroundings(uri, this.parentsOf(uri));
  }

  /** As `surroundingsOf`, with all of it read before, but not the document itself. Never rejects. */
  async readSurroundings(uri: string): Promise<Surroundings | undefined> {
    const { paths } = this.parts;
    if (paths.folderOf(uri) === undefined || paths.placeOf(uri)?.kind !== 'policy') return undefined;
    const missing = this.neededBy(uri).filter((needed) => needed !== uri && !this.isKnown(needed));
    await Promise.all(missing.map((needed) => this.readFile(needed)));
    return this.surroundings(uri, this.parentsOf(uri));
  }

  /** Reads all that runs together with the document. Never rejects. */
  async read(uri: string, product?: string): Promise<void> {
    const missing = this.neededBy(uri, product).filter((needed) => !this.isKnown(needed));
    await Promise.all(missing.map((needed) => this.readFile(needed)));
  }

  /**
   * The document itself and what runs together with it, in a product where one is given. Whatever hasn't been
   * read yet is taken to be missing.
   */
  chainOf(
    uri: string,
    product: string | undefined,
  ): { readonly own: RelatedDocument | undefined; readonly surroundings: Surroundings } {
    const located = this.locate(uri);
    return {
      own: located && this.document(located),
      surroundings: this.surroundings(uri, this.parentsOf(uri, product)),
    };
  }

  /** The URIs of every file that has a part in the document's effective policy, or would if it were there. */
  neededBy(uri: string, product?: string): readonly string[] {
    const rootUri = this.parts.paths.placeOf(uri)?.rootUri;
    const parents = this.parentsOf(uri, product).map((parent) => parent.uri);
    return [uri, ...parents, ...this.fragmentFiles(rootUri).values()];
  }

  private surroundings(uri: string, parents: readonly Located[]): Surroundings {
    const place = this.parts.paths.placeOf(uri);
    const files = this.fragmentFiles(place?.rootUri);
    const workspace = place && workspaceOf(place);
    return {
      operation: () => this.parts.operations.of(uri),
      parents: parents.flatMap((parent) => this.document(parent) ?? []),
      fragment: (id) => {
        const file = files.get(fragmentKey(workspace, id)) ?? files.get(fragmentKey(undefined, id));
        const located = file === undefined ? undefined : this.locate(file);
        return located && this.document(located);
      },
    };
  }

  private parentsOf(uri: string, product?: string): readonly Located[] {
    const place = this.parts.paths.placeOf(uri);
    if (place?.kind !== 'policy') return [];
    return broaderScopes(place.address, product).map((address) => {
      const path = pathOf({ kind: 'policy', address }, place.layout);
      return { address, path, uri: `${place.rootUri}/${encoded(path)}`, isFile: true };
    });
  }

  /** The files below the folder that hold fragments' policies, by `fragmentKey`. */
  private fragmentFiles(rootUri: string | undefined): ReadonlyMap<string, string> {
    const { facts, paths } = this.parts;
    if (this.fragments.revision !== facts.revision) {
      const byRoot = new Map<string, Map<string, string>>();
      for (const { id, source } of facts.current.fragments) {
        const place = source.kind === 'file' ? paths.placeOf(source.uri) : undefined;
        if (source.kind !== 'file' || place === undefined) continue;
        const files = byRoot.get(place.rootUri) ?? new Map<string, string>();
        byRoot.set(place.rootUri, files);
        const key = fragmentKey(workspaceOf(place), id);
        // A policy of its own wins over an information file, which may hold none.
        if (place.kind === 'policy' || !files.has(key)) files.set(key, source.uri);
      }
      this.fragments = { revision: facts.revision, byRoot };
    }
    return this.fragments.byRoot.get(rootUri ?? '') ?? new Map();
  }

  /** Where the policy stands, as a file of its own or inside an information file; `undefined` outside of artifacts. */
  locate(uri: string): Located | undefined {
    const place = this.parts.paths.placeOf(uri);
    const address = place && addressOf(place);
    if (place === undefined || address === undefined) return undefined;
    const path = keyOf(uri).slice(keyOf(place.rootUri).length + 1);
    return { address, uri, path, isFile: place.kind === 'policy' };
  }

  private document({ address, uri, path, isFile }: Located): RelatedDocument | undefined {
    const key = keyOf(uri);
    const open = this.open.get(key);
    const file = open?.getText() ?? this.texts.get(key);
    const text = file === undefined || isFile ? file : readFragmentPolicy(file);
    if (text === undefined) return undefined;
    const analysis = this.analysis(uri, text, address);
    return { address, uri: open?.uri ?? uri, path, isFile, analysis };
  }

  private analysis(uri: string, text: string, address: PolicyAddress): Analysis {
    const key = keyOf(uri);
    const { catalogue, facts, types } = this.parts;
    const kept = this.analyses.get(key);
    if (kept?.text === text && kept.factsRevision === facts.revision) return kept.analysis;
    const analysis = analyse(text, {
      catalogue,
      types,
      facts: facts.for(uri),
      address,
      scope: scopeOf(address),
      kindHint: documentKindOf(address),
    });
    this.analyses.set(key, { text, factsRevision: facts.revision, analysis });
    return analysis;
  }

  private isKnown(uri: string): boolean {
    const key = keyOf(uri);
    return this.open.has(key) || this.texts.has(key);
  }

  private readFile(uri: string): Promise<void> {
    const key = keyOf(uri);
    const known = this.reading.get(key);
    if (known !== undefined) return known;
    const reading = this.parts.files
      .read(uri)
      .catch(() => undefined)
      .then((text) => {
        this.reading.delete(key);
        this.texts.set(key, text);
        this.revision++;
      });
    this.reading.set(key, reading);
    return reading;
  }
}

/** The API Management workspace that a file belongs to. */
export function workspaceOf(place: Place): string | undefined {
  if (place.kind !== 'policy') return place.workspace;
  return 'workspace' in place.address ? place.address.workspace : undefined;
}

function fragmentKey(workspace: string | undefined, id: string): string {
  return `${workspace ?? ''}/${id}`;
}

/** The policy that a file holds, as a file of its own or inside an information file. */
export function addressOf(place: Place): PolicyAddress | undefined {
  if (place.kind === 'policy') return place.address;
  if (place.kind !== 'fragment-information') return undefined;
  const { fragment, workspace } = place;
  return { kind: 'fragment', fragment, ...(workspace === undefined ? {} : { workspace }) };
}

/** The same for all ways to write a URI: clients escape more or less. */
const keyOf = decoded;
