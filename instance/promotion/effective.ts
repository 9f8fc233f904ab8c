/**
 * Two sides compared by what the gateway runs: each scope's policy with every `<base />` and every fragment replaced by
 * its content. What only one side has may then be no difference, as where a fragment was taken apart.
 */
import { effectivePolicy } from '../../server/src/core/features/effectivePolicy';
import { type AnalysisOptions, RelatedDocuments } from '../../server/src/core/model';
import { type DocumentNode, type ElementNode, parsePolicy, walkElements } from '../../server/src/core/syntax';
import { broaderScopes, noFacts, type PolicyAddress } from '../../server/src/core/workspace';
import { describeAddress } from '../../server/src/core/workspace/describeAddress';
import { includedFragments } from '../includedFragments';
import { type Resource, resourceId } from '../push';
import type { CallOptions, Failure, Outcome } from '../types';
import type { ResourceSource } from './types';

type PolicyResource = Extract<Resource, { readonly kind: 'policy' }>;

/**
 * Both sides as what runs at the scopes that have a policy on either side; a scope without one only inherits. Under which
 * product a call is made is not known: products' policies are compared by themselves. Comments don't count.
 */
export function effectiveSources(
  first: ResourceSource,
  second: ResourceSource,
  options: Pick<AnalysisOptions, 'catalogue'>,
): readonly [ResourceSource, ResourceSource] {
  let listed: Promise<Outcome<readonly Resource[]>> | undefined;
  const list = (call: CallOptions) => {
    listed ??= scopesOf(first, second, call);
    return listed;
  };
  const side = (source: ResourceSource): ResourceSource => {
    const texts = new PolicyTexts(source);
    return {
      list,
      read: (resource, call) => readEffective(resource, texts, options, call),
      displayNames: (workspace, call) => source.displayNames(workspace, call),
    };
  };
  return [side(first), side(second)];
}

/** The scopes with a policy on either side. Fragments run where they are included, and nowhere else. */
async function scopesOf(
  first: ResourceSource,
  second: ResourceSource,
  call: CallOptions,
): Promise<Outcome<readonly Resource[]>> {
  const [a, b] = await Promise.all([first.list(call), second.list(call)]);
  if (!a.ok) return a;
  if (!b.ok) return b;
  const scopes = [...a.value, ...b.value].filter(
    (resource) => resource.kind === 'policy' && resource.address.kind !== 'fragment',
  );
  return { ok: true, value: [...new Map(scopes.map((each) => [resourceId(each), each])).values()] };
}

/** The policies of one side, each read once. */
class PolicyTexts {
  private readonly known = new Map<string, Promise<Outcome<string | undefined>>>();

  constructor(private readonly source: ResourceSource) {}

  read(address: PolicyAddress, call: CallOptions): Promise<Outcome<string | undefined>> {
    const resource: PolicyResource = { kind: 'policy', address };
    const id = resourceId(resource);
    const known = this.known.get(id);
    if (known !== undefined) return known;
    const read = this.source
      .read(resource, call)
      .then((outcome) => (outcome.ok ? { ok: true as const, value: outcome.value?.text } : outcome));
    this.known.set(id, read);
    return read;
  }
}

async function readEffective(
  resource: Resource,
  texts: PolicyTexts,
  options: Pick<AnalysisOptions, 'catalogue'>,
  call: CallOptions,
): ReturnType<ResourceSource['read']> {
  if (resource.kind !== 'policy') return { ok: true, value: undefined };
  const { address } = resource;
  const gathered = await gather(address, texts, call);
  if (!gathered.ok) return gathered;
  const own = gathered.value.get(keyOf(address));
  // A resolver's policy inherits nothing, and has no sections.
  const text = address.kind === 'resolver' ? own : expanded(address, gathered.value, options);
  return { ok: true, value: text === undefined ? undefined : { text, shown: text } };
}

/** The texts that run together with a scope's policy, by `keyOf`. */
async function gather(
  address: PolicyAddress,
  texts: PolicyTexts,
  call: CallOptions,
): Promise<Outcome<ReadonlyMap<string, string>>> {
  const found = new Map<string, string>();
  const asked = new Set<string>();
  const pending: PolicyAddress[] = [address, ...broaderScopes(address)];
  const workspace = 'workspace' in address ? address.workspace : undefined;
  let failure: Failure | undefined;
  for (let next = pending.shift(); next !== undefined && failure === undefined; next = pending.shift()) {
    if (asked.has(keyOf(next))) continue;
    asked.add(keyOf(next));
    const read = await texts.read(next, call);
    if (!read.ok) failure = read.failure;
    else if (read.value !== undefined) {
      found.set(keyOf(next), read.value);
      for (const fragment of includedFragments(read.value)) {
        if (isFilledInLater(fragment)) continue;
        if (workspace !== undefined) pending.push({ kind: 'fragment', fragment, workspace });
        pending.push({ kind: 'fragment', fragment });
      }
    }
  }
  return failure === undefined ? { ok: true, value: found } : { ok: false, failure };
}

/** What runs at the scope, without comments and without sections in which nothing runs. */
function expanded(
  address: PolicyAddress,
  texts: ReadonlyMap<string, string>,
  { catalogue }: Pick<AnalysisOptions, 'catalogue'>,
): string {
  const documents = new RelatedDocuments(
    (place) => {
      const text = texts.get(keyOf(place));
      const path = describeAddress(place);
      return text === undefined ? undefined : { text, path, uri: `policy:${keyOf(place)}`, isFile: false };
    },
    { catalogue, facts: noFacts },
  );
  const surroundings = documents.surroundingsOf(address);
  const own = documents.documentAt(address);
  const [narrowest, ...broader] = [...(own === undefined ? [] : [own]), ...surroundings.parents];
  if (narrowest === undefined) return '<policies>\n</policies>\n';
  const { text } = effectivePolicy([narrowest, ...broader], surroundings);
  return withoutComments(text).replace(/^ {4}<([\w-]+)>\n {4}<\/\1>\n/gm, '');
}

/** The text without its comments, and without the lines that held nothing else. */
function withoutComments(text: string): string {
  const tree = parsePolicy(text);
  const holders: readonly (DocumentNode | ElementNode)[] = [tree.document, ...walkElements(tree)];
  const spans = holders
    .flatMap(({ children }) => children.filter(({ kind }) => kind === 'comment'))
    .map(({ span }) => span)
    .sort((a, b) => a.start - b.start);
  let kept = '';
  let from = 0;
  for (const { start, end } of spans) {
    const line = text.lastIndexOf('\n', start - 1) + 1;
    const after = text.indexOf('\n', end);
    const alone = text.slice(line, start).trim() === '' && after >= 0 && text.slice(end, after).trim() === '';
    kept += text.slice(from, alone ? Math.max(from, line) : start);
    from = alone ? after + 1 : end;
  }
  return kept + text.slice(from);
}

/** A name with a reference in it, or an expression: nobody can tell here which fragment it is. */
function isFilledInLater(fragment: string): boolean {
  return /\{\{|^@[({]/.test(fragment);
}

function keyOf(address: PolicyAddress): string {
  return resourceId({ kind: 'policy', address });
}
