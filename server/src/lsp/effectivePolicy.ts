/** Answers the request for the effective policy of a document's scope. */
import type { Catalogue } from '../core/catalogue';
import { effectiveOfTexts, effectivePolicy } from '../core/features/effectivePolicy';
import type { RelatedDocument } from '../core/model';
import { LineIndex, type Span } from '../core/text';
import type { PolicyAddress } from '../core/workspace/types';
import type {
  EffectiveOfTextsParams,
  EffectivePolicy,
  EffectivePolicyParams,
  LspLocation,
} from '../protocol';
import type { KnownFacts } from './knownFacts';
import type { SurroundingDocuments } from './surroundingDocuments';
import { toRange } from './toLsp';
import type { WorkspaceFiles } from './workspaceFiles';
import type { WorkspacePaths } from './workspacePaths';

export interface EffectivePolicyParts {
  readonly related: SurroundingDocuments;
  readonly facts: KnownFacts;
  readonly paths: WorkspacePaths;
  readonly files: WorkspaceFiles;
}

export async function effectivePolicyOf(
  { related, facts, paths, files }: EffectivePolicyParts,
  { textDocument: { uri }, product }: EffectivePolicyParams,
): Promise<EffectivePolicy | null> {
  await facts.scanned;
  const [, products] = await Promise.all([related.read(uri, product), productsFor(uri, paths, files)]);
  const { own, surroundings } = related.chainOf(uri, product);
  if (own === undefined || own.analysis.scope === undefined) return null;
  const { text, links, warnings } = effectivePolicy([own, ...surroundings.parents], surroundings);
  const lines = new LineIndex(text);
  return {
    text,
    links: links.map(({ span, document, target }) => ({
      range: toRange(lines, span),
      target: locationOf(document, target),
    })),
    warnings: warnings.map(({ message, document, span }) => ({
      message,
      target: locationOf(document, span),
    })),
    sources: related.neededBy(uri, product),
    products,
  };
}

/** What runs at a scope, of the policies that the client gives. */
export function effectiveOf(
  { address, product, policies }: EffectiveOfTextsParams,
  catalogue: Catalogue,
): string | null {
  const texts = new Map(policies.map((each) => [keyOf(each.address), each.text]));
  return effectiveOfTexts(address, (place) => texts.get(keyOf(place)), { catalogue }, product) ?? null;
}

function keyOf(address: PolicyAddress): string {
  return JSON.stringify(Object.entries(address).sort());
}

/** A policy inside another file is only known to be in that file. */
function locationOf({ uri, isFile, analysis }: RelatedDocument, place: Span): LspLocation {
  const zero = { line: 0, character: 0 };
  return { uri, range: isFile ? toRange(analysis.lines, place) : { start: zero, end: zero } };
}

/** The products whose policies stand beside the document and may come in at its scope. */
async function productsFor(
  uri: string,
  paths: WorkspacePaths,
  files: WorkspaceFiles,
): Promise<readonly string[]> {
  const place = paths.placeOf(uri);
  if (place?.kind !== 'policy') return [];
  const { address } = place;
  if (address.kind !== 'api' && address.kind !== 'operation') return [];
  const found = await files.find(place.rootUri, (name) => name === 'policy.xml');
  const products = found.flatMap((file) => {
    const other = paths.placeOf(file);
    if (other?.kind !== 'policy' || other.rootUri !== place.rootUri) return [];
    const isBeside = other.address.kind === 'product' && other.address.workspace === address.workspace;
    return isBeside ? [other.address.product] : [];
  });
  return [...new Set(products)].sort();
}
