/**
 * The policies anywhere in the workspace, and those that mention a name. Their files are read anew each time somebody asks: keeping
 * thousands of them would cost more than reading does, and seldom serve.
 */
import type { Catalogue } from '../core/catalogue';
import type { TypeWorld } from '../core/expression';
import type { NameElsewhere } from '../core/features/references';
import type { ReferringDocument } from '../core/features/types';
import {
  type Analysis,
  analyse,
  documentKindOf,
  documentsSharing,
  type RelatedDocument,
} from '../core/model';
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
  /** Where it belongs, and its path from the folder with the artifacts; `undefined` outside of such a folder. */
  readonly located: Pick<RelatedDocument, 'address' | 'path'> | undefined;
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

  /** The other documents that may mean the same as the one at `uri` by the name. */
  async meaning(
    { kind, name }: NameElsewhere,
    uri: string,
    isWanted: () => boolean,
  ): Promise<readonly ReferringDocument[]> {
    if (kind === 'variable') return this.sharing([name], uri, isWanted);
    return (await this.mentioning(name, uri, isWanted)).filter((policy) => policy.uri !== uri);
  }

  /**
   * Those that mention the name and can mean the same by it as the document at `uri`: they stand in the same folder of
   * artifacts and the same API Management workspace, as far as it has any.
   */
  private async mentioning(
    name: string,
    uri: string,
    isWanted: () => boolean,
  ): Promise<readonly WorkspacePolicy[]> {
    const { paths } = this.parts;
    const own = paths.placeOf(uri);
    const folder = own?.rootUri ?? paths.folderOf(uri);
    if (folder === undefined) return [];
    return this.policiesIn(folder, [name], (other) => isBeside(own, paths.placeOf(other)), isWanted);
  }

  /**
   * The documents that may name the same context variable as the one at `uri` under one of the names, beside itself and those
   * around it. None where it stands in no folder of artifacts: what runs together is not known there.
   */
  async sharing(
    names: readonly string[],
    uri: string,
    isWanted: () => boolean,
  ): Promise<readonly RelatedDocument[]> {
    const { paths, surroundingDocuments } = this.parts;
    const root = paths.placeOf(uri)?.rootUri;
    const around = surroundingDocuments();
    const own = root === undefined ? undefined : asRelated(await this.policyAt(uri, [], around));
    if (root === undefined || own === undefined) return [];
    const isInRoot = (other: string): boolean => paths.placeOf(other)?.rootUri === root;
    const found = new Map([[own.path, own]]);
    // A fragment that names the variable shares it with all that include it, whether these name it or not.
    let mentioned = names.filter((name) => name !== '');
    if (own.address.kind === 'fragment') mentioned.push(own.address.fragment);
    while (mentioned.length > 0) {
      const policies = await this.policiesIn(root, mentioned, isInRoot, isWanted, around);
      const others = policies
        .flatMap((policy) => asRelated(policy) ?? [])
        .filter(({ path }) => !found.has(path));
      for (const other of others) found.set(other.path, other);
      mentioned = others.flatMap(({ address }) => (address.kind === 'fragment' ? [address.fragment] : []));
    }
    found.delete(own.path);
    return documentsSharing(own, [...found.values()], names);
  }

  private async policiesIn(
    folder: string,
    mentioned: readonly string[],
    isCandidate: (uri: string) => boolean,
    isWanted: () => boolean,
    around?: SurroundingDocuments,
  ): Promise<readonly WorkspacePolicy[]> {
    const found: WorkspacePolicy[] = [];
    const candidates = (await this.parts.files.find(folder, mayHoldPolicy)).filter(isCandidate);
    for (let at = 0; at < candidates.length && isWanted(); at += atOnce)
      for (const policy of await Promise.all(
        candidates.slice(at, at + atOnce).map((candidate) => this.policyAt(candidate, mentioned, around)),
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
        candidates.slice(at, at + atOnce).map((uri) => this.policyAt(uri, [], around)),
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
    mentioned: readonly string[],
    around?: SurroundingDocuments,
  ): Promise<WorkspacePolicy | undefined> {
    const { catalogue, types, facts, files, paths, related } = this.parts;
    const open = related.openAt(uri);
    const file = open?.getText() ?? (await files.read(uri));
    const place = paths.placeOf(uri);
    const isFile = place?.kind !== 'fragment-information';
    const text = file === undefined || isFile ? file : readFragmentPolicy(file);
    if (text === undefined || !mentionsOne(text, mentioned)) return undefined;
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
    return { uri: open?.uri ?? uri, isFile, located: related.locate(uri), analysis };
  }
}

function asRelated(policy: WorkspacePolicy | undefined): RelatedDocument | undefined {
  return policy?.located && { ...policy, ...policy.located };
}

/** Or nothing is looked for. */
function mentionsOne(text: string, names: readonly string[]): boolean {
  return names.length === 0 || names.some((name) => text.includes(name));
}

function mayHoldPolicy(baseName: string): boolean {
  return /\.xml$|^policyFragmentInformation\.json$/i.test(baseName);
}

function isBeside(own: Place | undefined, other: Place | undefined): boolean {
  if (own === undefined || other === undefined) return true;
  return own.rootUri === other.rootUri && workspaceOf(own) === workspaceOf(other);
}
