/** Checks of diagnostics: policy text with `<|…|>` around what is reported, and the codes beside it. */
import { expect } from 'vitest';
import { diagnostics } from '../../server/src/core/features/diagnostics';
import type { Diagnostic, Fix } from '../../server/src/core/features/types';
import { type AnalysisOptions, analyse } from '../../server/src/core/model';
import { applyEdits, textOf } from '../../server/src/core/text';
import { noFacts, type WorkspaceFacts } from '../../server/src/core/workspace';
import { testCatalogue } from './catalogue';
import { parseMarks } from './markedText';
import { testTypes } from './types';

export type FindingOptions = Partial<AnalysisOptions>;

export function diagnosticsOf(text: string, options: FindingOptions = {}): readonly Diagnostic[] {
  const analysis = analyse(text, {
    catalogue: testCatalogue(),
    facts: noFacts,
    types: testTypes,
    ...options,
  });
  return diagnostics(analysis, {
    onBug: (rule, error) => {
      throw new Error(`The rule ${rule} threw.`, { cause: error });
    },
  });
}

/**
 * Expects exactly these findings: one for each range mark, of the code at the same place in the list; a code may
 * end in `:warning`, `:information` or `:hint`, else it is an error. Answers the diagnostics, for what else there is to check.
 */
export function expectFindings(
  marked: string,
  codes: readonly string[] = [],
  options: FindingOptions = {},
): readonly Diagnostic[] {
  const { text, ranges } = parseMarks(marked);
  const found = diagnosticsOf(text, options);
  const shown = (code: string | undefined, span: { readonly start: number; readonly end: number }): string =>
    `${code ?? '(no code)'} at ${span.start}: ${textOf(text, span)}`;
  expect(
    found.map(({ code, severity, span }) => shown(severity === 'error' ? code : `${code}:${severity}`, span)),
  ).toEqual(ranges.map((range, i) => shown(codes[i], range)));
  expect(codes).toHaveLength(ranges.length);
  return found;
}

/** The text after the first fix of the only finding, or after the one of that title. */
export function fixed(text: string, title?: string, options: FindingOptions = {}): string {
  const found = diagnosticsOf(text, options);
  const fixes = found.flatMap((diagnostic): readonly Fix[] => diagnostic.fixes?.() ?? []);
  const fix = title === undefined ? fixes[0] : fixes.find((candidate) => candidate.title === title);
  if (fix?.action.kind !== 'edits')
    throw new Error(`No such fix among: ${fixes.map((candidate) => candidate.title).join(' | ')}`);
  return applyEdits(text, fix.action.edits);
}

/** A policy with that in its inbound section. */
export function inbound(content: string): string {
  return `<policies><inbound>${content}</inbound></policies>`;
}

/** Facts that hold every named value and fragment there is: these. */
export function allFacts(namedValues: readonly string[], fragments: readonly string[] = []): WorkspaceFacts {
  const source = { kind: 'file', uri: 'file:///shop' } as const;
  return {
    namedValues: namedValues.map((displayName) => ({
      displayName,
      resourceName: `id-of-${displayName}`,
      source,
      kind: 'plain',
      value: 'x',
    })),
    fragments: fragments.map((id) => ({ id, source })),
    backends: [],
    complete: new Set(['namedValues', 'fragments']),
  };
}
