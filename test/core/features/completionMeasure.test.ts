/**
 * Measures completion: at every element and attribute of real policies, with the rest of the line deleted, it has to
 * offer what the author wrote, near the top of the list. A test run asks at every fifth of these places;
 * `APIM_MEASURE_EVERY=1` asks at all of them.
 */
import { describe, expect, it } from 'vitest';
import { completions } from '../../../server/src/core/features/completion';
import { analyse, elementsOf } from '../../../server/src/core/model';
import { noFacts } from '../../../server/src/core/workspace';
import { testCatalogue } from '../../support/catalogue';
import { corpus } from '../../support/shared';
import { snippets } from '../../support/snippets';

interface Place {
  readonly kind: string;
  readonly file: string;
  readonly text: string;
  readonly offset: number;
  readonly wanted: string;
}

/** What there is to be asked of one document: behind each `<`, and at each attribute's start. */
function placesIn(file: string, text: string): readonly Place[] {
  const analysis = analyse(text, { catalogue: testCatalogue(), facts: noFacts });
  const places: Place[] = [];
  const add = (kind: string, offset: number, wanted: string) => {
    const lineEnd = /[\r\n]|$/.exec(text.slice(offset))?.index ?? 0;
    const rest = text.slice(offset + lineEnd);
    places.push({ kind, file, text: text.slice(0, offset) + rest, offset, wanted });
  };
  for (const element of elementsOf(analysis.tree.document)) {
    const meaning = analysis.meaningOf(element);
    // Markup that is no policy is nobody's to complete.
    if (meaning.kind === 'ignored') continue;
    add(`element: ${meaning.kind}`, element.nameSpan.start, element.name);
    for (const { name, nameSpan } of element.attributes)
      if ('element' in meaning) add(`attribute of a ${meaning.kind}`, nameSpan.start, name);
  }
  return places;
}

/** The place in the list, from 1; `undefined` where it isn't in it. */
function rankOf({ text, offset, wanted }: Place): number | undefined {
  const analysis = analyse(text, { catalogue: testCatalogue(), facts: noFacts });
  const list = completions(analysis, offset, { snippets: true, patterns: snippets });
  const sorted = [...list].sort((a, b) => {
    const [left, right] = [a.sortText ?? a.label, b.sortText ?? b.label];
    return left < right ? -1 : left > right ? 1 : 0;
  });
  const index = sorted.findIndex(({ label }) => label === wanted);
  return index < 0 ? undefined : index + 1;
}

function median(ranks: readonly number[]): number {
  return [...ranks].sort((a, b) => a - b)[Math.floor(ranks.length / 2)] ?? 0;
}

const documents = corpus().filter(({ kind }) => kind !== 'broken');

describe.runIf(documents.length > 0)('completion in real policies', () => {
  it('offers what the author wrote, near the top', { timeout: 120_000 }, () => {
    const every = Number(process.env.APIM_MEASURE_EVERY ?? 5);
    const places = documents
      .flatMap(({ file, text }) => placesIn(file, text))
      .filter((_, index) => index % every === 0);
    const ranks = new Map<string, (number | undefined)[]>();
    const missing = new Map<string, { count: number; files: Set<string> }>();
    for (const place of places) {
      const rank = rankOf(place);
      for (const kind of [place.kind, 'all']) ranks.set(kind, [...(ranks.get(kind) ?? []), rank]);
      if (rank !== undefined) continue;
      const key = `${place.kind} ${place.wanted}`;
      const entry = missing.get(key) ?? { count: 0, files: new Set() };
      entry.count++;
      entry.files.add(place.file);
      missing.set(key, entry);
    }
    const rows = [...ranks].map(([kind, all]) => {
      const offered = all.filter((rank) => rank !== undefined);
      const share = ((100 * offered.length) / all.length).toFixed(2);
      const tenth = [...offered].sort((a, b) => a - b)[Math.floor(offered.length * 0.9)] ?? 0;
      return `${kind.padEnd(28)} ${String(all.length).padStart(7)} ${share.padStart(8)} % ${String(median(offered)).padStart(7)} ${String(tenth).padStart(10)}`;
    });
    console.info(
      [`${'place'.padEnd(28)}  places  offered    median  9 of 10 in`, ...rows].join('\n'),
      '\nNot offered:\n',
      [...missing]
        .sort(([, a], [, b]) => b.count - a.count)
        .slice(0, 60)
        .map(([key, { count, files }]) => `${count} ${key} (${[...files].slice(0, 2).join(', ')})`)
        .join('\n '),
    );
    const all = ranks.get('all') ?? [];
    const offered = all.filter((rank) => rank !== undefined);
    expect(offered.length / all.length).toBeGreaterThan(0.99);
    expect(median(offered)).toBeLessThanOrEqual(5);
  });
});
