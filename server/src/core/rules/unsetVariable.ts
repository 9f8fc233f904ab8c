/** Context variables have to be set before they are read. Reported only where nothing unseen can set them. */
import type { Analysis, ExpressionRegion } from '../model';
import { variablesSetIn } from '../model';
import type { ElementNode } from '../syntax';
import { closest, type Span } from '../text';
import { didYouMean, replace } from './fixes';
import type { DocumentRule } from './types';

export const unsetVariable: DocumentRule = {
  name: 'unset-variable',
  check(analysis, report) {
    const { reads, asked } = readsOf(analysis);
    if (reads.length === 0) return;
    const own = variablesSetIn(analysis);
    if (own.open) return;
    const unset = reads.filter(({ name }) => !own.names.has(name) && !asked.has(name));
    if (unset.length === 0) return;
    const others = inherited(analysis);
    const used = new Set([...reads.map(({ name }) => name), ...asked]);
    const meantBy = new Map<string, string | undefined>();
    for (const read of unset) {
      const { name } = read;
      if (others?.names.has(name)) continue;
      if (!meantBy.has(name) && meantBy.size < mostCompared)
        meantBy.set(name, idleNear(analysis, name, own.names.keys(), used));
      const meant = meantBy.get(name);
      if (meant === undefined && (others === undefined || others.open)) continue;
      const span = placeOf(read);
      report({
        code: 'unset-variable',
        span,
        message: `The variable "${name}" is never set.${didYouMean(meant)}`,
        ...(meant !== undefined && { fixes: () => [replace(`Change to ${meant}`, span, meant)] }),
      });
    }
  },
};

/** How many names are compared with how many: what people write by hand has fewer of them. */
const mostCompared = 100;

/** The variable that was probably meant: one that is set under nearly that name and not mentioned again. */
function idleNear(
  { text }: Analysis,
  name: string,
  set: Iterable<string>,
  used: ReadonlySet<string>,
): string | undefined {
  const unused = [...set].filter((one) => !used.has(one));
  if (unused.length > mostCompared) return undefined;
  const near = closest(name, unused);
  return near !== undefined && isMentionedOnce(text, near) ? near : undefined;
}

/** Whether the name stands in the text once only, counting it where it isn't part of a longer one. */
function isMentionedOnce(text: string, name: string): boolean {
  let mentions = 0;
  for (let at = text.indexOf(name); at >= 0 && mentions < 2; at = text.indexOf(name, at + name.length))
    if (!/[\w.-]/.test(`${text[at - 1] ?? ''}${text[at + name.length] ?? ''}`)) mentions++;
  return mentions === 1;
}

interface Read {
  readonly name: string;
  /** In the expression's code, or in the document where it is in none. */
  readonly span: Span;
  readonly region?: ExpressionRegion;
}

/**
 * Comments and strings of C#, to pass over them, and then the ways to get at a variable: its name is in the group
 * `read` where the variable has to be there, in `asked` where it need not.
 */
const uses =
  /\/\/[^\n]*|\/\*(?:[\s\S]*?\*\/|[\s\S]*)|\bVariables\s*(?:\[\s*"(?<read>[^"\\{}]{1,300})"\s*\]|\.\s*(?:GetValueOrDefault|ContainsKey|TryGetValue)\s*(?:<[^()"]{0,300}>)?\s*\(\s*"(?<asked>[^"\\{}]{1,300})")|@"(?:""|[^"])*"?|"(?:\\.|[^"\\\n])*"?/g;

/** The variables that code mentions; spans are in the code. */
interface Uses {
  readonly reads: readonly Read[];
  readonly asked: readonly string[];
}

const noUses: Uses = { reads: [], asked: [] };

function usesIn(code: string): Uses {
  if (!code.includes('Variables')) return noUses;
  const reads: Read[] = [];
  const asked: string[] = [];
  for (const match of code.matchAll(uses)) {
    const { read, asked: name } = match.groups ?? {};
    if (name !== undefined) asked.push(name);
    if (read === undefined) continue;
    const start = match.index + match[0].indexOf(`"${read}"`) + 1;
    reads.push({ name: read, span: { start, end: start + read.length } });
  }
  return { reads, asked };
}

function readsOf(analysis: Analysis): {
  readonly reads: readonly Read[];
  readonly asked: ReadonlySet<string>;
} {
  const reads: Read[] = [];
  const asked = new Set<string>();
  for (const region of analysis.expressions) {
    const found = region.once(usesIn);
    for (const name of found.asked) asked.add(name);
    for (const { name, span } of found.reads) reads.push({ name, span, region });
  }
  for (const read of namedReads(analysis)) reads.push(read);
  return { reads, asked };
}

function placeOf({ region, span }: Read): Span {
  return region ? { start: region.toDocument(span.start), end: region.toDocument(span.end) } : span;
}

/** The attributes that name a variable to read. */
function* namedReads(analysis: Analysis): Generator<Read> {
  for (const { values } of analysis.elements)
    for (const value of values) {
      if (value.attribute === undefined || value.facts?.refersTo !== 'variable' || !value.isLiteral) continue;
      if (value.written !== '' && !value.isFilledInLater) yield { name: value.written, span: value.span };
    }
}

interface Inherited {
  readonly names: ReadonlySet<string>;
  /** Whether there may be more of them. */
  readonly open: boolean;
}

/**
 * The variables that other documents set before or around this one; `undefined` where that can't be known. Only
 * an operation's policy has nothing around it: what is narrower may set variables before its `base`.
 */
function inherited(analysis: Analysis): Inherited | undefined {
  if (analysis.scope !== 'operation' || analysis.kind !== 'policies') return undefined;
  if (hasBase(analysis)) return undefined;
  const all = { names: new Set<string>(), open: false };
  const seen = new Set<string>();
  const pending: Analysis[] = [analysis];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { names, open } = variablesSetIn(next);
    for (const name of names.keys()) all.names.add(name);
    if (open || includesUnknown(next)) all.open = true;
    for (const { id } of next.fragmentReferences) {
      if (seen.has(id)) continue;
      seen.add(id);
      const fragment = analysis.surroundings?.fragment(id);
      if (fragment) pending.push(fragment.analysis);
      else all.open = true;
    }
  }
  return all;
}

function hasBase(analysis: Analysis): boolean {
  return analysis.elements.some(({ meaning }) => meaning.kind === 'base');
}

/** Whether a fragment is included whose id isn't known yet. */
function includesUnknown(analysis: Analysis): boolean {
  const known = new Set<ElementNode>(analysis.fragmentReferences.map(({ element }) => element));
  return analysis.elements.some(
    ({ node, facts }) =>
      !known.has(node) && facts?.attributes.some(({ refersTo }) => refersTo === 'fragment') === true,
  );
}
