/** Findings for programs: a list of plain objects, `[]` where there are none. */
import type { CheckResult } from '../types';

/** Lines and characters are zero-based, characters in UTF-16 code units, as the Language Server Protocol has them. */
export function jsonReport({ files }: CheckResult): string {
  const findings = files.flatMap(({ name, findings: own }) =>
    own.map(({ code, severity, message, range }) => ({ file: name, code, severity, message, range })),
  );
  return `${JSON.stringify(findings, undefined, 2)}\n`;
}
