import { describe, expect, it } from 'vitest';
import { mostSevere } from '../../../server/src/core/features/mostSevere';
import type { Diagnostic, Severity } from '../../../server/src/core/features/types';

/** One finding a letter, at its place: `e` for an error and so on. */
function findings(letters: string): readonly Diagnostic[] {
  const severities: Readonly<Record<string, Severity>> = {
    e: 'error',
    w: 'warning',
    i: 'information',
    h: 'hint',
  };
  return [...letters].map((letter, start) => ({
    code: 'some-code',
    severity: severities[letter] ?? 'hint',
    span: { start, end: start + 1 },
    message: letter,
  }));
}

const places = (found: readonly Diagnostic[]) =>
  found
    .map(({ code, span }) => (code === 'some-code' ? String(span.start) : `${code}@${span.start}`))
    .join(' ');

describe('the most severe findings', () => {
  it.each([
    // All of them, where there are no more.
    ['hew', 3, '0 1 2'],
    ['', 0, ''],
    // The worst, in the order of their places.
    ['hweiw', 3, '1 2 4 more-findings@3'],
    ['hhe', 1, '2 more-findings@0'],
    // The first ones of those that are equally bad.
    ['eeee', 2, '0 1 more-findings@2'],
  ])('of %s, %i at most', (letters, most, expected) => {
    expect(places(mostSevere(findings(letters), most))).toBe(expected);
  });

  it.each([
    ['ew', 1, '1 more finding is not shown (none of them an error)'],
    ['e'.repeat(2501), 1000, '1,501 more findings are not shown (errors among them: 1,501)'],
    ['eewh', 1, '3 more findings are not shown (errors among them: 1)'],
  ])('say how many more there are: %#', (letters, most, expected) => {
    const last = mostSevere(findings(letters), most).at(-1);
    expect(last?.severity).toBe('information');
    expect(last?.message).toContain(expected);
  });

  it('are found among very many', () => {
    const found = mostSevere(findings(`${'h'.repeat(200_000)}e`), 1000);
    expect(found).toHaveLength(1001);
    expect(found.filter(({ severity }) => severity === 'error')).toHaveLength(1);
  });
});
