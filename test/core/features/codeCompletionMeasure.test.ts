/**
 * Measures completion in code: behind every dot of the expressions of real policies, with the rest of the line deleted,
 * it has to offer the member that the author wrote, near the top of the list. A test run asks at every fifth of these
 * places; `APIM_MEASURE_EVERY=1` asks at all of them.
 */
import { describe, expect, it } from 'vitest';
import { lex } from '../../../server/src/core/expression';
import { completions } from '../../../server/src/core/features/completion';
import { isCompiled, isUncertainCode } from '../../../server/src/core/model';
import { analysed } from '../../support/features';
import { corpus } from '../../support/shared';
import { snippets } from '../../support/snippets';

interface Place {
  readonly file: string;
  readonly text: string;
  readonly offset: number;
  readonly wanted: string;
}

function placesIn(file: string, text: string): readonly Place[] {
  const analysis = analysed(text);
  return analysis.expressions.flatMap((region) => {
    if (!region.part.closed || !isCompiled(analysis, region) || isUncertainCode(region.code)) return [];
    const tokens = lex(region.code);
    return tokens.flatMap(({ kind, end }, index) => {
      const next = tokens[index + 1];
      if (kind !== '.' || next?.kind !== 'identifier') return [];
      const offset = region.toDocument(end);
      const lineEnd = /[\r\n]|$/.exec(text.slice(offset))?.index ?? 0;
      return [
        { file, offset, wanted: next.text, text: text.slice(0, offset) + text.slice(offset + lineEnd) },
      ];
    });
  });
}

/** The place in the list, from 1; `undefined` where it isn't in it. */
function rankOf({ text, offset, wanted }: Place): number | undefined {
  const list = completions(analysed(text), offset, { snippets: true, patterns: snippets, trigger: '.' });
  const sorted = [...list].sort((a, b) => {
    const [left, right] = [a.sortText ?? a.label, b.sortText ?? b.label];
    return left < right ? -1 : left > right ? 1 : 0;
  });
  const index = sorted.findIndex(({ label }) => label === wanted);
  return index < 0 ? undefined : index + 1;
}

const documents = corpus().filter(({ kind }) => kind !== 'broken');

describe.runIf(documents.length > 0)('completion behind the dots of real expressions', () => {
  it('offers what the author wrote, near the top', { timeout: 240_000 }, () => {
    const every = Number(process.env.APIM_MEASURE_EVERY ?? 5);
    const places = documents
      .flatMap(({ file, text }) => placesIn(file, text))
      .filter((_, index) => index % every === 0);
    const missing: string[] = [];
    const ranks = places.flatMap((place) => {
      const rank = rankOf(place);
      if (rank === undefined)
        missing.push(
          `${place.wanted} (${place.file}) …${place.text.slice(Math.max(0, place.offset - 80), place.offset)}`,
        );
      return rank === undefined ? [] : [rank];
    });
    ranks.sort((a, b) => a - b);
    const at = (share: number) => ranks[Math.floor(ranks.length * share)] ?? 0;
    console.info(
      `${places.length} places, ${((100 * ranks.length) / places.length).toFixed(2)}% offered, median rank ${at(0.5)}, nine of ten within ${at(0.9)}\n`,
      missing.join('\n '),
    );
    expect(places.length).toBeGreaterThan(500);
    expect(ranks.length / places.length).toBeGreaterThan(0.99);
    expect(at(0.5)).toBeLessThanOrEqual(5);
  });
});
