/** Findings in the Static Analysis Results Interchange Format, version 2.1.0 (OASIS), for code scanning. */
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Severity } from '../../../server/src/core/features/types';
import { codes, isCode } from '../../../server/src/core/rules';
import type { CheckedFile, CheckResult, Finding } from '../types';
import { repositoryPath } from './paths';

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

export function sarifReport({ files, notices }: CheckResult, version: string, cwd: string): string {
  const ruleIds = Object.keys(codes);
  const failures = notices.filter(({ kind }) => kind === 'failed');
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'apim-policy', semanticVersion: version, rules: ruleIds.map(rule) } },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: failures.length === 0,
            toolExecutionNotifications: failures.map(({ name, message }) => ({
              level: 'error',
              message: { text: `${name} ${message}` },
            })),
          },
        ],
        results: files.flatMap((file) =>
          file.findings.map((finding) => result(file, finding, ruleIds.indexOf(finding.code), cwd)),
        ),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function rule(id: string): object {
  const { title, severity } = isCode(id) ? codes[id] : { title: id, severity: 'warning' as const };
  const silence = `<!-- apim-policy-disable-next-line ${id} -->`;
  return {
    id,
    shortDescription: { text: title },
    help: {
      text: `${title}. The comment ${silence} on the line before silences one finding; --severity ${id}=off silences all.`,
      markdown: `**${title}.** The comment \`${silence}\` on the line before silences one finding; \`--severity ${id}=off\` silences all.`,
    },
    defaultConfiguration: { level: levels[severity] },
  };
}

function result(
  file: CheckedFile,
  { code, severity, message, range }: Finding,
  ruleIndex: number,
  cwd: string,
): object {
  return {
    ruleId: code,
    ...(ruleIndex < 0 ? {} : { ruleIndex }),
    level: levels[severity],
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: artifactLocation(repositoryPath(file, cwd)),
          region: {
            startLine: range.start.line + 1,
            startColumn: range.start.character + 1,
            endLine: range.end.line + 1,
            endColumn: range.end.character + 1,
          },
        },
      },
    ],
  };
}

/** A relative path counts from the repository's root, which is where the command is run. */
function artifactLocation(path: string): object {
  if (isAbsolute(path)) return { uri: pathToFileURL(path).href };
  const segments = path
    .split('/')
    .map((segment) => encodeURIComponent(segment.replace(/\p{Cs}/gu, '\ufffd')));
  return { uri: segments.join('/'), uriBaseId: '%SRCROOT%' };
}
