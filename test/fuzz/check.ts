/** Everything a document can be asked, and what has to hold of the answers whatever the document is. */
import type { SemanticModel } from '../../server/src/core/expression';
import { codeActions } from '../../server/src/core/features/codeActions';
import { completions } from '../../server/src/core/features/completion';
import { definition } from '../../server/src/core/features/definition';
import { diagnostics } from '../../server/src/core/features/diagnostics';
import { type DocumentSymbol, documentSymbols } from '../../server/src/core/features/documentSymbols';
import { effectivePolicy } from '../../server/src/core/features/effectivePolicy';
import { foldingRanges } from '../../server/src/core/features/foldingRanges';
import { formatting } from '../../server/src/core/features/formatting';
import { hover } from '../../server/src/core/features/hover';
import { linkedTags } from '../../server/src/core/features/linkedTags';
import { documentHighlights, references } from '../../server/src/core/features/references';
import { rename, renameTarget } from '../../server/src/core/features/rename';
import { selectionRanges } from '../../server/src/core/features/selectionRanges';
import { type SemanticToken, semanticTokens } from '../../server/src/core/features/semanticTokens';
import { type SignatureHelp, signatureHelp } from '../../server/src/core/features/signatureHelp';
import type { CodeActionEffect, Diagnostic } from '../../server/src/core/features/types';
import {
  type Analysis,
  type AnalysisOptions,
  analyse,
  type ExpressionRegion,
  type RelatedDocument,
  semanticsOf,
} from '../../server/src/core/model';
import { looksLikePolicy } from '../../server/src/core/model/policyDetection';
import { tokensOf } from '../../server/src/core/syntax';
import { applyEdits, type Span, type TextEdit, textOf } from '../../server/src/core/text';
import { noFacts, type PolicyAddress, scopeOf, type WorkspaceFacts } from '../../server/src/core/workspace';
import type { Random } from '../core/mutants/random';
import { brokenInvariants } from '../core/syntax/render';
import { testCatalogue } from '../support/catalogue';
import { exampleFacts } from '../support/features';
import { formattingFaults } from '../support/formattingFaults';
import { snippets } from '../support/snippets';
import { testTypes } from '../support/types';

/** Milliseconds of work that one document may take: read, diagnosed with fixes, and asked at `asked` places. */
export const timeLimit = 200;
const asked = 4;
/** How often a document that took too long is tried again before that counts. */
const retries = 3;

export interface FuzzResult {
  /** What does not hold; empty for a good document. */
  readonly faults: readonly string[];
  /** Of the fastest run, in milliseconds. */
  readonly time: number;
}

/** What is known beside the document, and where it is asked. */
export interface Questions {
  readonly options: Omit<AnalysisOptions, 'catalogue'>;
  /** From 0 to 1, of the text's length: a text that is made smaller is asked at the same places, by and large. */
  readonly places: readonly number[];
}

const addresses: readonly (PolicyAddress | undefined)[] = [
  undefined,
  { kind: 'global' },
  { kind: 'product', product: 'starter' },
  { kind: 'api', api: 'orders' },
  { kind: 'operation', api: 'orders', operation: 'create' },
  { kind: 'fragment', fragment: 'add-tracing' },
  { kind: 'resolver', api: 'graph', resolver: 'orders' },
];
const everything: WorkspaceFacts = {
  ...exampleFacts,
  complete: new Set(['namedValues', 'fragments', 'backends']),
  tier: 'Consumption',
};
const factsToChooseFrom = [noFacts, exampleFacts, everything];
const kindHints = [undefined, undefined, 'policies', 'fragment', 'resolver'] as const;

export function questions(random: Random, sources: readonly string[]): Questions {
  const address = random.pick(addresses);
  const related = (of: PolicyAddress): RelatedDocument => ({
    address: of,
    uri: 'file:///w/policy.xml',
    path: 'policy.xml',
    isFile: true,
    analysis: analyse(random.pick(sources) ?? '', { catalogue: testCatalogue(), facts: noFacts }),
  });
  const parents = [related({ kind: 'api', api: 'orders' }), related({ kind: 'global' })];
  const known = related({ kind: 'fragment', fragment: 'add-tracing' });
  const around = { parents, fragment: (id: string) => (id.length % 2 === 0 ? known : undefined) };
  return {
    options: {
      facts: random.pick(factsToChooseFrom) ?? noFacts,
      address,
      scope: address && scopeOf(address),
      kindHint: random.pick(kindHints),
      surroundings: random.below(3) === 0 ? around : undefined,
    },
    places: Array.from({ length: asked }, () => random.below(10_001) / 10_000),
  };
}

/** Asks everything, and again where it took too long. `limit` is in milliseconds. */
export function checkDocument(text: string, asking: Questions, limit = Number.POSITIVE_INFINITY): FuzzResult {
  const faults: string[] = [];
  let time = timed(text, asking, faults);
  for (let i = 0; i < retries && time > limit; i++) time = Math.min(time, timed(text, asking, []));
  if (time > limit) faults.push(`takes longer than ${limit} ms`);
  faults.push(...brokenInvariants(text));
  const read = (other: string) =>
    analyse(other, { catalogue: testCatalogue(), types: testTypes, ...asking.options });
  faults.push(...formattingFaults(read(text), read));
  return { faults, time };
}

/** Milliseconds that this thread has worked: what else the machine does is none of the document's fault. */
export function cpuTime(): number {
  // Node 20, which tests run on as well, can't tell; the fuzz run has the Node that is installed with the project.
  if (!('threadCpuUsage' in process)) return performance.now();
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** The milliseconds that answers took, without the time to look at them. */
function timed(text: string, asking: Questions, faults: string[]): number {
  let time = 0;
  const check = new Checker(text, faults);
  const ask = <T>(what: string, question: () => T): T | undefined => {
    const start = cpuTime();
    try {
      return question();
    } catch (error) {
      const place = error instanceof Error ? /at .*/.exec(error.stack ?? '')?.[0] : undefined;
      faults.push(`${what} throws: ${String(error).slice(0, 200)} ${place ?? ''}`);
      return undefined;
    } finally {
      time += cpuTime() - start;
    }
  };
  const analysis = ask('analyse', () =>
    analyse(text, { catalogue: testCatalogue(), types: testTypes, ...asking.options }),
  );
  if (analysis === undefined) return time;
  const tokens = ask('tokens', () => tokensOf(analysis.tree));
  if (tokens?.map(({ span }) => text.slice(span.start, span.end)).join('') !== text)
    faults.push('the tokens do not join to the text');
  ask('policy detection', () => looksLikePolicy(text));
  const found =
    ask('diagnostics', () =>
      diagnostics(analysis, { onBug: (rule, error) => faults.push(`rule ${rule} throws: ${String(error)}`) }),
    ) ?? [];
  check.diagnostics(found);
  // Of a document with a thousand mistakes, the fixes of some: an editor asks for those at the cursor.
  for (const { code, fixes } of spread(found, 50))
    for (const { action } of ask(`fixes of ${code}`, () => fixes?.() ?? []) ?? [])
      check.effect(`fix of ${code}`, action);
  check.model(analysis);
  for (const region of analysis.expressions)
    check.meaning(
      region,
      ask('the meaning of code', () => semanticsOf(analysis, region)),
    );
  for (const symbol of ask('symbols', () => documentSymbols(analysis)) ?? []) check.symbol(symbol);
  check.folding(analysis, ask('folding', () => foldingRanges(analysis)) ?? []);
  check.tokens(ask('semantic tokens', () => semanticTokens(analysis)) ?? []);
  askEffectivePolicy(analysis, ask, faults);
  const edits = ask('formatting', () => formatting(analysis, { insertSpaces: true, tabSize: 2 }));
  check.edits('formatting', edits ?? []);
  for (const share of asking.places) {
    const offset = Math.round(share * text.length);
    const at = `at ${offset}`;
    const completed = ask(`completion ${at}`, () =>
      completions(analysis, offset, { snippets: offset % 2 === 0, patterns: snippets }),
    );
    for (const { edit, label } of completed ?? []) {
      check.edits(`completion "${label}" ${at}`, [edit]);
      if (edit.span.start > offset || edit.span.end < offset)
        faults.push(`completion ${at} replaces ${edit.span.start}-${edit.span.end}`);
    }
    for (const { documentation } of spread(completed ?? [], 5)) ask('documentation', () => documentation?.());
    const shown = ask(`hover ${at}`, () => hover(analysis, offset));
    if (shown) check.span(`hover ${at}`, shown.span);
    for (const { origin, target } of ask(`definition ${at}`, () => definition(analysis, offset)) ?? []) {
      check.span(`definition ${at}`, origin);
      if (target.kind === 'document') check.span(`definition ${at}`, target.span);
      if (target.kind === 'around' && !isInside(target.span, target.document.analysis.text))
        faults.push(`definition ${at} leads to ${target.span.start} of another document`);
    }
    for (const { document, span } of ask(`references ${at}`, () => references(analysis, offset)) ?? [])
      if (!isInside(span, document?.analysis.text ?? text))
        faults.push(`a reference ${at} is at ${span.start}-${span.end}`);
    for (const { span } of ask(`highlights ${at}`, () => documentHighlights(analysis, offset)) ?? [])
      check.span(`highlight ${at}`, span);
    askRename(analysis, offset, ask, check);
    const help = ask(`signature help ${at}`, () => signatureHelp(analysis, offset));
    if (help) check.signatures(at, help);
    for (const span of ask(`linked tags ${at}`, () => linkedTags(analysis, offset)) ?? [])
      check.span(`linked tags ${at}`, span);
    const grown = ask(`selection ranges ${at}`, () => selectionRanges(analysis, offset)) ?? [];
    for (const span of grown) check.span(`selection ranges ${at}`, span);
    if (
      grown.some(
        ({ start, end }, i) => start > offset || end < offset || start > (grown[i - 1]?.start ?? start),
      )
    )
      faults.push(`selection ranges ${at} aren't one in the other`);
    const selected = { start: offset, end: Math.min(text.length, offset + (offset % 3) * 20) };
    const actions = ask(`actions ${at}`, () => codeActions(analysis, selected, found, { snippets }));
    for (const { action, title } of actions ?? []) check.effect(`action "${title}" ${at}`, action);
  }
  return time;
}

function askRename(
  analysis: Analysis,
  offset: number,
  ask: <T>(what: string, question: () => T) => T | undefined,
  check: Checker,
): void {
  const at = `at ${offset}`;
  const target = ask(`what is renamed ${at}`, () => renameTarget(analysis, offset));
  if (target?.kind !== 'target') return;
  check.span(`what is renamed ${at}`, target.span);
  const renaming = ask(`rename ${at}`, () => rename(analysis, offset, 'renamed'));
  if (renaming?.kind !== 'edits') return;
  for (const { document, edits } of renaming.documents)
    if (document === undefined) check.edits(`rename ${at}`, edits);
}

function askEffectivePolicy(
  analysis: Analysis,
  ask: <T>(what: string, question: () => T) => T | undefined,
  faults: string[],
): void {
  const { surroundings } = analysis;
  if (surroundings === undefined || analysis.address === undefined) return;
  const self = {
    address: analysis.address,
    uri: 'file:///w/this.xml',
    path: 'this.xml',
    isFile: true,
    analysis,
  };
  const effective = ask('effective policy', () =>
    effectivePolicy([self, ...surroundings.parents], surroundings),
  );
  if (effective === undefined) return;
  for (const { span, document, target } of [...effective.links, ...effective.copies])
    if (!isInside(span, effective.text) || !isInside(target, document.analysis.text))
      faults.push(`the effective policy links ${span.start}-${span.end} to ${target.start}-${target.end}`);
}

function isInside({ start, end }: Span, text: string): boolean {
  return 0 <= start && start <= end && end <= text.length;
}

/** At most so many of them, from the whole of the list. */
function spread<T>(items: readonly T[], count: number): readonly T[] {
  const step = Math.max(1, Math.ceil(items.length / count));
  return items.filter((_, i) => i % step === 0);
}

class Checker {
  constructor(
    private readonly text: string,
    private readonly faults: string[],
  ) {}

  span(what: string, span: Span): void {
    if (!isInside(span, this.text)) this.faults.push(`${what} is at ${span.start}-${span.end}`);
  }

  edits(what: string, edits: readonly TextEdit[]): void {
    let end = 0;
    for (const { span } of [...edits].sort(
      (a, b) => a.span.start - b.span.start || a.span.end - b.span.end,
    )) {
      this.span(what, span);
      if (span.start < end) this.faults.push(`${what} has edits that overlap`);
      end = span.end;
    }
  }

  effect(what: string, effect: CodeActionEffect): void {
    const edits = effect.edits ?? [];
    this.edits(what, edits);
    if (effect.kind !== 'template') return;
    const after = applyEdits(this.text, edits);
    for (const place of effect.placeholders.flat())
      if (!isInside(place, after)) this.faults.push(`${what} has a placeholder at ${place.start}`);
  }

  diagnostics(found: readonly Diagnostic[]): void {
    for (const { code, span, message, related } of found) {
      this.span(code, span);
      if (message === '') this.faults.push(`${code} says nothing`);
      for (const other of related ?? []) this.span(`what belongs to ${code}`, other.span);
    }
  }

  tokens(tokens: readonly SemanticToken[]): void {
    let end = 0;
    for (const { span } of tokens) {
      this.span('a semantic token', span);
      if (span.start < end || span.end <= span.start || textOf(this.text, span).includes('\n'))
        this.faults.push(`a semantic token is at ${span.start}-${span.end}`);
      end = span.end;
    }
  }

  signatures(at: string, { signatures, active }: SignatureHelp): void {
    if (signatures[active] === undefined) this.faults.push(`signature help ${at} means none`);
    for (const { label, parameters } of signatures)
      for (const span of parameters)
        if (!isInside(span, label) || span.start === 0)
          this.faults.push(`signature help ${at}: a parameter of ${label} is at ${span.start}`);
  }

  model({ namedValueReferences, fragmentReferences, expressions, lines }: Analysis): void {
    for (const { span, nameSpan } of namedValueReferences) {
      this.span('named value', span);
      this.span('named value', nameSpan);
    }
    for (const { span } of fragmentReferences) this.span('fragment', span);
    for (const region of expressions) {
      const { code, part } = region;
      for (const at of [0, code.length >> 1, code.length]) {
        const there = region.toDocument(at);
        if (there < part.codeSpan.start || there > part.codeSpan.end)
          this.faults.push(`offset ${at} of an expression is outside it: ${there}`);
        const back = region.toCode(there);
        if (back < 0 || back > code.length) this.faults.push(`offset ${there} leads outside its expression`);
      }
    }
    const last = lines.positionAt(this.text.length);
    if (lines.offsetAt(last) !== this.text.length) this.faults.push('the last position is not the text end');
  }

  meaning({ code }: ExpressionRegion, model: SemanticModel | undefined): void {
    for (const { span } of [...(model?.problems ?? []), ...(model?.uses ?? [])])
      if (!isInside(span, code)) this.faults.push(`the code's ${span.start}-${span.end} is outside it`);
  }

  symbol({ name, span, nameSpan, children }: DocumentSymbol, outer?: Span): void {
    this.span(`symbol ${name}`, span);
    if (nameSpan.start < span.start || nameSpan.end > span.end)
      this.faults.push(`symbol ${name} has its name outside`);
    if (outer && (span.start < outer.start || span.end > outer.end))
      this.faults.push(`symbol ${name} sticks out`);
    for (const child of children) this.symbol(child, span);
  }

  folding(
    { lines }: Analysis,
    ranges: readonly { readonly startLine: number; readonly endLine: number }[],
  ): void {
    for (const { startLine, endLine } of ranges)
      if (startLine < 0 || endLine <= startLine || endLine >= lines.lineCount)
        this.faults.push(`lines ${startLine} to ${endLine} fold`);
  }
}
