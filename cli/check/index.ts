/** `apim-policy check`: finds mistakes in policies, for terminals and pipelines. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Command, InvalidArgumentError, Option } from 'commander';
import { Catalogue } from '../../server/src/core/catalogue';
import { lazyTypeWorld } from '../../server/src/core/expression';
import type { Severity } from '../../server/src/core/features/types';
import { codes, isCode } from '../../server/src/core/rules';
import { closest } from '../../server/src/core/text';
import { noFacts, type WorkspaceFacts } from '../../server/src/core/workspace';
import { CommandError, CommandExit, type Environment, exitCodes } from '../environment';
import { harmless, inColour, plain } from '../terminal';
import { checkFiles } from './checkFiles';
import { type Candidate, findFiles, reason } from './files';
import { NamedValuesFileError, readNamedValues } from './namedValuesFile';
import { githubReport } from './report/github';
import { jsonReport } from './report/json';
import { sarifReport } from './report/sarif';
import { textReport } from './report/text';
import { type CheckResult, isAtLeast, severities } from './types';

const formats = ['text', 'json', 'sarif', 'github'] as const;

type Severities = Readonly<Record<string, Severity | 'off'>>;

interface Options {
  readonly format: (typeof formats)[number];
  readonly maxSeverity?: Severity;
  readonly namedValues?: string;
  readonly severity?: Severities;
  readonly stdinFilename?: string;
}

/** The findings that fail a check when nothing else is asked for. */
const failingSeverity: Severity = 'warning';

export function checkCommand(environment: Environment): Command {
  return new Command('check')
    .description('Finds mistakes in policies.')
    .argument(
      '[paths...]',
      'files, folders and glob patterns; - for standard input (default: the working folder)',
    )
    .addOption(
      new Option('-f, --format <format>', 'how findings are printed').choices(formats).default('text'),
    )
    .addOption(
      new Option(
        '--max-severity <level>',
        'print findings of this severity or worse only, and fail on each of them (without it: print all, fail on warnings and errors)',
      ).choices(severities),
    )
    .option(
      '--named-values <file>',
      'JSON or YAML file with all named values that there are: references to others are reported',
    )
    .option(
      '--severity <code=level>',
      'give a finding another severity, or "off"; may be repeated',
      addSeverity,
    )
    .option('--stdin-filename <file>', 'the place in the repository that standard input is checked for')
    .addHelpText(
      'after',
      `
Exit codes: 0 nothing found that fails the check, 1 something found, 2 a wrong command line, or nothing found but a
policy could not be checked (it does not exist, can't be read or isn't UTF-8).

Policies are told by their content. Other files in folders and patterns are passed over.`,
    )
    .action(async (paths: readonly string[], options: Options) => {
      await check(paths.length === 0 ? ['.'] : paths, options, environment);
    });
}

async function check(paths: readonly string[], options: Options, environment: Environment): Promise<void> {
  const checkOptions = {
    catalogue: new Catalogue(environment.catalogue),
    types: lazyTypeWorld(environment.expressionTypes),
    severities: options.severity ?? {},
    facts: await givenFacts(options, environment),
  };
  const found = await findFiles(
    paths.filter((path) => path !== '-'),
    environment.cwd,
  );
  const standardInput = paths.includes('-') ? await readStandardInput(options, environment) : undefined;
  const candidates =
    standardInput === undefined
      ? found.files
      : [...found.files.filter(({ path }) => path !== standardInput.path), standardInput];
  const checked = await checkFiles(candidates, checkOptions, standardInput);
  const result: CheckResult = {
    files: checked.files.map((file) => ({
      ...file,
      findings: file.findings.filter(({ severity }) => isAtLeast(severity, options.maxSeverity ?? 'hint')),
    })),
    notices: [...found.notices, ...checked.notices],
  };
  for (const { name, message } of result.notices)
    environment.complain(`${harmless(name)} ${harmless(message)}\n`);
  if (result.files.length === 0 && result.notices.length === 0)
    environment.complain('There is no policy to check.\n');
  environment.print(report(result, options, environment));
  fail(result, options);
}

/** Ends the command with the exit code for what was found, without a further word. */
function fail({ files, notices }: CheckResult, options: Options): void {
  const level = options.maxSeverity ?? failingSeverity;
  if (files.some(({ findings }) => findings.some(({ severity }) => isAtLeast(severity, level))))
    throw new CommandExit(exitCodes.findings);
  if (notices.some(({ kind }) => kind === 'failed')) throw new CommandExit(exitCodes.failed);
}

function report(result: CheckResult, { format }: Options, environment: Environment): string {
  switch (format) {
    case 'text':
      return textReport(result, environment.output.colour ? inColour : plain, environment.output.columns);
    case 'json':
      return jsonReport(result);
    case 'sarif':
      return sarifReport(result, environment.version, environment.cwd);
    case 'github':
      return githubReport(result, environment.cwd);
  }
}

async function givenFacts({ namedValues: file }: Options, { cwd }: Environment): Promise<WorkspaceFacts> {
  if (file === undefined) return noFacts;
  const path = resolve(cwd, file);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new CommandError(`${harmless(file)} ${reason(error)}`, exitCodes.usage);
  });
  try {
    return readNamedValues(text, { kind: 'file', uri: pathToFileURL(path).href });
  } catch (error) {
    if (error instanceof NamedValuesFileError)
      throw new CommandError(`${harmless(file)} ${harmless(error.message)}`, exitCodes.usage);
    throw error;
  }
}

async function readStandardInput(
  { stdinFilename }: Options,
  { cwd, readInput }: Environment,
): Promise<Candidate & { readonly bytes: Uint8Array }> {
  const name = stdinFilename ?? '<stdin>';
  return { name, path: resolve(cwd, name), named: true, bytes: await readInput() };
}

function addSeverity(text: string, before: Severities = {}): Severities {
  const [code = '', level = ''] = text.split('=', 2);
  const known = [...severities, 'off' as const].find((one) => one === level);
  if (known === undefined)
    throw new InvalidArgumentError(`It must be code=level, the level one of ${severities.join(', ')}, off.`);
  if (!isCode(code)) {
    const suggestion = closest(code, Object.keys(codes));
    throw new InvalidArgumentError(
      `There is no code "${code}".${suggestion === undefined ? '' : ` Did you mean ${suggestion}?`}`,
    );
  }
  return { ...before, [code]: known };
}
