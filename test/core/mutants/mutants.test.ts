/**
 * Documents without a fault get one each: it has to be found, at its place, and nothing else. With
 * `APIM_SHOW_MISSES=1` the ones that aren't are printed.
 */
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../server/src/core/features/types';
import { touches } from '../../../server/src/core/text';
import { diagnosticsOf } from '../../support/findings';
import * as code from './code';
import * as markup from './markup';
import { type MistakeKind, type Mutant, mutant } from './mutation';
import * as names from './names';
import * as places from './places';
import { seededRandom } from './random';
import { corpusSources, ownSources, type Source } from './sources';
import * as values from './values';

const kinds: Readonly<Record<string, MistakeKind>> = {
  'element misspelled': names.elementMisspelled,
  'opening tag misspelled': names.openingTagMisspelled,
  'closing tag misspelled': names.closingTagMisspelled,
  'attribute misspelled': names.attributeMisspelled,
  'unknown policy': names.unknownPolicy,
  'named value renamed': names.namedValueRenamed,
  'fragment unknown': names.fragmentUnknown,
  'required attribute removed': values.requiredAttributeRemoved,
  'value out of its set': values.valueOutOfItsSet,
  'moved to a section': places.movedToSection,
  'moved to a parent': places.movedToParent,
  'order broken': places.orderBroken,
  'opening quote dropped': markup.openingQuoteDropped,
  'closing quote dropped': markup.closingQuoteDropped,
  'end tag dropped': markup.endTagDropped,
  'bracket of a tag dropped': markup.tagBracketDropped,
  'slash of a tag dropped': markup.slashDropped,
  'bracket of a closing tag dropped': markup.closingTagBracketDropped,
  'last bracket of an expression dropped': markup.expressionBracketDropped,
  'bracket in an expression dropped': markup.innerBracketDropped,
  'quote in an expression dropped': markup.innerQuoteDropped,
  'member in an expression misspelled': code.memberOfCodeMisspelled,
  'cast in an expression dropped': code.castDropped,
};

/** About that many of a kind, from as many documents as there are. */
function* mutants(sources: readonly Source[], perKind: number, seed: number): Generator<Mutant> {
  for (const [kind, sitesIn] of Object.entries(kinds)) {
    const random = seededRandom(seed);
    const pools = random.shuffled(sources).flatMap((source) => {
      const sites = random.shuffled(sitesIn(source));
      return sites.length === 0 ? [] : [{ source, sites: [...sites] }];
    });
    let made = 0;
    // Round after round, one from each document.
    for (
      let left = pools;
      left.length > 0 && made < perKind;
      left = left.filter(({ sites }) => sites.length > 0)
    )
      for (const { source, sites } of left) {
        const mistake = sites.pop()?.(random);
        if (!mistake || made >= perKind) continue;
        made++;
        yield mutant(kind, source, mistake);
      }
  }
}

interface Verdict {
  readonly mutant: Mutant;
  readonly there: readonly Diagnostic[];
  readonly elsewhere: readonly Diagnostic[];
}

function judged(mutant: Mutant): Verdict {
  const found = diagnosticsOf(mutant.text, { facts: mutant.source.facts });
  const isThere = ({ span }: Diagnostic) =>
    mutant.places.some((place) => touches(place, span.start) || touches(span, place.start));
  return {
    mutant,
    there: found.filter(isThere),
    elsewhere: found.filter((diagnostic) => !isThere(diagnostic)),
  };
}

interface Row {
  mutants: number;
  missed: number;
  more: number;
  /** Found twice at its place. */
  twice: number;
}

function tableOf(verdicts: readonly Verdict[]): Readonly<Record<string, Row>> {
  const table: Record<string, Row> = {};
  for (const name of [...verdicts.map(({ mutant: { kind } }) => kind), 'all'])
    table[name] ??= { mutants: 0, missed: 0, more: 0, twice: 0 };
  for (const { mutant, there, elsewhere } of verdicts)
    for (const row of [table[mutant.kind], table.all]) {
      if (!row) continue;
      row.mutants++;
      if (there.length === 0) row.missed++;
      if (elsewhere.length > 0) row.more++;
      if (there.length > 1) row.twice++;
    }
  return table;
}

function shown(table: Readonly<Record<string, Row>>): string {
  const lines = Object.entries(table).map(([name, { mutants, missed, more, twice }]) =>
    [name.padEnd(40), ...[mutants, missed, more, twice].map((count) => String(count).padStart(9))].join(''),
  );
  return [`${'mistake'.padEnd(40)}  mutants   missed elsewhere    twice`, ...lines].join('\n');
}

/** The mistake between « and », and what is found of it beside what belongs there. */
function described({ mutant: { kind, source, text, places }, there, elsewhere }: Verdict): string {
  const { start, end } = places[0] ?? { start: 0, end: 0 };
  const shown = [
    text.slice(Math.max(0, start - 80), start),
    text.slice(start, end),
    text.slice(end, end + 60),
  ];
  const [before, mistake, behind] = shown.map((part) => JSON.stringify(part).slice(1, -1));
  const codes = elsewhere.map(
    ({ code, span }) => `${code} ${JSON.stringify(text.slice(span.start, span.end).slice(0, 40))}`,
  );
  const found = there.length === 0 ? 'MISSED' : 'found';
  return `${kind} in ${source.name}: ${before}«${mistake}»${behind}\n    ${found}; elsewhere: ${codes.join(', ') || '-'}`;
}

const corpus = corpusSources();

describe.each([
  { of: 'the sample instance and the snippets', sources: ownSources(), perKind: 60, atLeast: 700 },
  { of: 'real policies', sources: corpus, perKind: 200, atLeast: 2000 },
])('mistakes in $of', ({ of, sources, perKind, atLeast }) => {
  it.runIf(sources.length > 0)('are found, each at its place and once', () => {
    const verdicts = [...mutants(sources, perKind, 20_26)].map(judged);
    const table = tableOf(verdicts);
    console.info(`Mistakes put into ${of} (${sources.length} documents):\n${shown(table)}`);
    const wrong = verdicts.filter(({ there, elsewhere }) => there.length === 0 || elsewhere.length > 0);
    if (process.env.APIM_SHOW_MISSES) console.info(wrong.map(described).join('\n'));
    const { mutants: all = 0, missed = 0, more = 0 } = table.all ?? {};
    expect(all).toBeGreaterThanOrEqual(atLeast);
    expect((all - missed) / all).toBeGreaterThanOrEqual(0.99);
    expect((all - more) / all).toBeGreaterThanOrEqual(0.97);
  });
});
