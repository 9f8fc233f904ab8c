import type { Diagnostic, Severity } from '../features/types';
import type { Analysis, ElementMeaning, PlacedElement } from '../model';
import type { Code } from './codes';

/** What a rule reports. Its severity is the code's unless the rule says otherwise. */
export interface Finding extends Omit<Diagnostic, 'code' | 'severity'> {
  readonly code: Code;
  readonly severity?: Severity;
}

export type Report = (finding: Finding) => void;

/** One rule: reads one document's analysis and reports what it finds. Rules know nothing of each other. */
export type Rule = DocumentRule | ElementRule;

/** Looks at the document as a whole. */
export interface DocumentRule {
  readonly name: string;
  check(analysis: Analysis, report: Report): void;
}

/** Looks at each element by itself: it is shown all that it concerns, in the document's order. */
export interface ElementRule {
  readonly name: string;
  /** Whether there may be anything to report of elements of that meaning: asked once of each meaning in a document. */
  concerns(meaning: ElementMeaning): boolean;
  checkElement(element: PlacedElement, analysis: Analysis, report: Report): void;
}
