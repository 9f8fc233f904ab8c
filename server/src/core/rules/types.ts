import type { Diagnostic, Severity } from '../features/types';
import type { Analysis } from '../model';
import type { Code } from './codes';

/** What a rule reports. Its severity is the code's unless the rule says otherwise. */
export interface Finding extends Omit<Diagnostic, 'code' | 'severity'> {
  readonly code: Code;
  readonly severity?: Severity;
}

export type Report = (finding: Finding) => void;

/** One rule: reads one document's analysis and reports what it finds. Rules know nothing of each other. */
export interface Rule {
  readonly name: string;
  check(analysis: Analysis, report: Report): void;
}
