/** Findings for people: place, severity, code and message, the line, and a sum. */
import type { Severity } from '../../../server/src/core/features/types';
import { harmless, type Paint, type Style } from '../../terminal';
import { type CheckedFile, type CheckResult, type Finding, severities } from '../types';
import { excerptOf } from './excerpt';

const styles: Readonly<Record<Severity, Style>> = {
  error: 'red',
  warning: 'yellow',
  information: 'blue',
  hint: 'gray',
};

/** Columns of excerpts where the output's width isn't known, as in a file. */
const defaultWidth = 120;

export function textReport({ files }: CheckResult, paint: Paint, width: number = defaultWidth): string {
  const parts = files.flatMap((file) =>
    file.findings.map((finding) => findingText(file, finding, paint, width)),
  );
  return `${[...parts, summary(files, paint)].join('\n\n')}\n`;
}

function findingText(file: CheckedFile, finding: Finding, paint: Paint, width: number): string {
  const { severity, code, message, range } = finding;
  const style = styles[severity];
  const number = String(range.start.line + 1);
  const gutter = ' '.repeat(number.length);
  const place = `${harmless(file.name)}:${number}:${range.start.character + 1}`;
  const { line, padding, carets } = excerptOf(file, finding, width - number.length - 5);
  return [
    `${paint('bold', place)} ${paint(style, severity)} ${code} ${harmless(message)}`,
    `  ${paint('gray', `${number} |`)} ${line}`,
    `  ${paint('gray', `${gutter} |`)} ${padding}${paint(style, carets)}`,
  ].join('\n');
}

/** `3 errors, 1 warning in 2 of 12 policies.` */
function summary(files: readonly CheckedFile[], paint: Paint): string {
  const policies = files.length === 1 ? '1 policy' : `${files.length} policies`;
  const findings = files.flatMap((file) => file.findings);
  if (findings.length === 0) return `No findings in ${policies}.`;
  const counts = severities.flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [paint(styles[severity], counted(count, severity))];
  });
  const affected = files.filter((file) => file.findings.length > 0).length;
  return `${counts.join(', ')} in ${files.length === 1 ? policies : `${affected} of ${policies}`}.`;
}

function counted(count: number, severity: Severity): string {
  const plural = severity === 'information' ? 'notices' : `${severity}s`;
  const singular = severity === 'information' ? 'notice' : severity;
  return `${count} ${count === 1 ? singular : plural}`;
}
