/** What a check finds, before anything is printed. */
import type { Severity } from '../../server/src/core/features/types';
import type { LineIndex, LinePosition } from '../../server/src/core/text';

export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** Zero-based lines and UTF-16 columns. */
  readonly range: { readonly start: LinePosition; readonly end: LinePosition };
}

export interface CheckedFile {
  /** As named on the command line or below a folder named there, with forward slashes. */
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  readonly text: string;
  readonly lines: LineIndex;
  readonly findings: readonly Finding[];
}

/** A file, folder or pattern that something has to be said about beside findings. */
export interface Notice {
  readonly name: string;
  /** A sentence's end: the name stands before it. */
  readonly message: string;
  /** `failed`: it could not be checked. `passed-over`: it is no policy. */
  readonly kind: 'failed' | 'passed-over';
}

export interface CheckResult {
  readonly files: readonly CheckedFile[];
  readonly notices: readonly Notice[];
}

/** The worst first. */
export const severities = ['error', 'warning', 'information', 'hint'] as const satisfies readonly Severity[];

/** Whether the severity is that bad or worse. */
export function isAtLeast(severity: Severity, level: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(level);
}
