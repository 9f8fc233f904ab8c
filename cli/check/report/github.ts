/**
 * Findings as workflow commands, which GitHub Actions shows at the lines of a pull request:
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
import type { Severity } from '../../../server/src/core/features/types';
import type { CheckedFile, CheckResult, Finding } from '../types';
import { repositoryPath } from './paths';

const commands: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
};

export function githubReport({ files }: CheckResult, cwd: string): string {
  return files
    .flatMap((file) => file.findings.map((finding) => `${annotation(file, finding, cwd)}\n`))
    .join('');
}

function annotation(file: CheckedFile, { severity, code, message, range }: Finding, cwd: string): string {
  const { start, end } = range;
  const properties: readonly (readonly [string, string | number])[] = [
    ['file', repositoryPath(file, cwd)],
    ['line', start.line + 1],
    ['col', start.character + 1],
    ['endLine', end.line + 1],
    // A column of another line is refused.
    ...(end.line === start.line ? [['endColumn', end.character + 1] as const] : []),
    ['title', code],
  ];
  const list = properties.map(([name, value]) => `${name}=${escapeProperty(String(value))}`).join(',');
  return `::${commands[severity]} ${list}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
