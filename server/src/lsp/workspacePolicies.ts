/**
 * The policies anywhere in the workspace, and those that mention a name. Their files are read anew each time somebody asks: keeping
 * thousands of them would cost more than reading does, and seldom serve.
 */
import type { Catalogue } from '../core/catalogue';
import type { TypeWorld } from '../core/expression';
import { type Analysis, analyse, documentKindOf } from '../core/model';
import { looksLikePolicy, policyHeadLength } from '../core/model/policyDetection';
import { readFragmentPolicy } from '../core/workspace';
import { scopeOf } from '../core/workspace/types';
import type { KnownFacts } from './knownFacts';
import { addressOf, type SurroundingDocuments, workspaceOf } from './surroundingDocuments';
import type { WorkspaceFiles } from './workspaceFiles';
import type { Place, WorkspacePaths } from './workspacePaths';

export interface WorkspacePolicyParts {
  readonly catalogue: Catalogue;
  readonly types: () => TypeWorld;
  readonly facts: KnownFacts;
  readonly files: WorkspaceFiles;
  readonly paths: WorkspacePaths;
  readonly related: SurroundingDocuments;
  /** Others like `related`, with nothing read yet. */
  readonly surroundingDocuments: () => SurroundingDocuments;
}

/** A document somewhere in the workspace. */
export interface WorkspacePolicy {
  readonly uri: string;
  /** Whether places in the text are places in the file; a fragment's policy may stand inside a JSON file. */
  readonly isFile: boolean;
  readonly analysis: Analysis;
}

/** How many files are read at the same time. */
const atOnce = 32;
/** For how many policies, a multiple of `atOnce`, it is remembered what runs together with them. */
const keptAround = 1024;

export class WorkspacePolicies {
  private readonly resolverRoots: readonly string[];

  constructor(private readonly parts: WorkspacePolicyParts) {
    this.resolverRoots = parts.catalogue.policies.flatMap(({ name, resolverRoot }) =>
      resolverRoot ? [name] : [],
    );
  }

  /**
   * Those that mention the name and can mean the same by it as the document at `uri`: they stand in the same folder of
   * artifacts and the same API Management workspace, as far as it has any.
   */
  async mentioning(
    name: string,
    uri: string,
    isWanted: () => boolean = () => true,
  ): Promise<readonly WorkspacePolicy[]> {
    const { files, paths } = this.parts;
    const own = paths.placeOf(uri);
    const folder = own?.rootUri ?? paths.folderOf(uri);
    if (folder === undefined) return [];
    const found: WorkspacePolicy[] = [];
    const candidates = (await files.find(folder, mayHoldPolicy)).filter((other) =>
      isBeside(own, paths.placeOf(other)),
    );
    for (let at = 0; at < candidates.length && isWanted(); at += atOnce)
      for (const policy of await Promise.all(
        candidates.slice(at, at + atOnce).map((candidate) => this.policyAt(candidate, name)),
      ))
        if (policy !== undefined) found.push(policy);
    return found;
  }

  /**
   * Calls `take` with each policy of the folders that is a file of its own and not open, in no order, and answers how
   * many there are. What runs together with each of them is known.
   */
  async eachClosed(
    folders: readonly string[],
    take: (policy: WorkspacePolicy) => void,
    isWanted: () => boolean,
  ): Promise<number> {
    const { files, related, surroundingDocuments } = this.parts;
    const found = await Promise.all(folders.map((folder) => files.find(folder, mayHoldPolicy)));
    // What stands beside each other runs together.
    const candidates = [...new Set(found.flat())].sort().filter((uri) => related.openAt(uri) === undefined);
    let count = 0;
    let around = surroundingDocuments();
    for (let at = 0; at < candidates.length && isWanted(); at += atOnce) {
      // What is known of documents around would grow with the workspace.
      if (at % keptAround === 0) around = surroundingDocuments();
      const policies = await Promise.all(
        candidates.slice(at, at + atOnce).map((uri) => this.policyAt(uri, '', around)),
      );
      for (const policy of policies) {
        if (!policy?.isFile) continue;
        count++;
        take(policy);
      }
    }
    return count;
  }

  private async policyAt(
    uri: string,
    mentioned: string,
    around?: SurroundingDocuments,
  ): Promise<WorkspacePolicy | undefined> {
    const { catalogue, types, facts, files, paths, related } = this.parts;
    const open = related.openAt(uri);
    const file = open?.getText() ?? (await files.read(uri));
    const place = paths.placeOf(uri);
    const isFile = place?.kind !== 'fragment-information';
    const text = file === undefined || isFile ? file : readFragmentPolicy(file);
    if (text === undefined || !text.includes(mentioned)) return undefined;
    const address = place && addressOf(place);
    if (address === undefined && !looksLikePolicy(text.slice(0, policyHeadLength), this.resolverRoots))
      return undefined;
    const analysis = analyse(text, {
      catalogue,
      types,
      facts: facts.for(uri),
      address,
      surroundings: await around?.readSurroundings(uri),
      ...(address !== undefined && { scope: scopeOf(address), kindHint: documentKindOf(address) }),
    });
    return { uri: open?.uri ?? uri, isFile, analysis };
  }
}

function mayHoldPolicy(baseName: string): boolean {
  return /\.xml$|^policyFragmentInformation\.json$/i.test(baseName);
}

function isBeside(own: Place | undefined, other: Place | undefined): boolean {
  if (own === undefined || other === undefined) return true;
  return own.rootUri === other.rootUri && workspaceOf(own) === workspaceOf(other);
}
