/** `apim-policy format`: lays policies out as the editor does. */
import { chmod, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { mapLimited } from '../../instance/pool';
import { Catalogue } from '../../server/src/core/catalogue';
import { type FormattingOptions, formatted } from '../../server/src/core/features/formatting';
import { analyse, looksLikePolicy } from '../../server/src/core/model';
import { noFacts } from '../../server/src/core/workspace';
import { type Candidate, findFiles, reason } from '../check/files';
import { decodePolicy, type ReadOutcome, readCandidate } from '../check/reading';
import { CommandExit, type Environment, exitCodes } from '../environment';
import { harmless } from '../terminal';

interface Options {
  readonly check?: true;
  readonly indent: FormattingOptions;
}

/** What became of a policy; nothing of other files. */
type Result =
  | { readonly kind: 'same' | 'changed'; readonly text: string }
  /** `message` is the end of a sentence that begins with the file's name. */
  | { readonly kind: 'failed' | 'passed-over'; readonly message: string };

const parallelFiles = 16;
const mostSpaces = 16;

export function formatCommand(environment: Environment): Command {
  return new Command('format')
    .description('Lays policies out: white space between and in tags, and the indentation of code.')
    .argument(
      '[paths...]',
      'files, folders and glob patterns; - formats standard input to standard output (default: the working folder)',
    )
    .option('--check', 'write nothing, print what would be changed, and fail where anything would')
    .addOption(
      new Option('--indent <step>', 'how many spaces a step is, or "tab"')
        .argParser(indentation)
        .default({ insertSpaces: true, tabSize: 4 }, '4'),
    )
    .addHelpText(
      'after',
      `
Prints the files that it changes. Exit codes: 0 done, 1 something is to be changed (with --check), 2 a wrong command
line, or a policy that could not be formatted (it is too broken, can't be read or written, or isn't UTF-8).`,
    )
    .action(async (paths: readonly string[], options: Options) => {
      const isInput = paths.length === 1 && paths[0] === '-';
      await (isInput
        ? formatInput(options, environment)
        : formatFiles(paths.length === 0 ? ['.'] : paths, options, environment));
    });
}

function indentation(step: string): FormattingOptions {
  if (step === 'tab') return { insertSpaces: false, tabSize: 4 };
  const tabSize = Number(step);
  if (!/^\d+$/.test(step) || tabSize < 1 || tabSize > mostSpaces)
    throw new InvalidArgumentError(`It must be "tab" or a number from 1 to ${mostSpaces}.`);
  return { insertSpaces: true, tabSize };
}

async function formatInput({ check, indent }: Options, environment: Environment): Promise<void> {
  const outcome = decodePolicy(await environment.readInput());
  const result = resultOf(outcome, indent, new Catalogue(environment.catalogue));
  if (result !== undefined && 'message' in result) {
    environment.complain(`<stdin> ${result.message}\n`);
    throw new CommandExit(exitCodes.failed);
  }
  if (check !== true) environment.print(result?.text ?? '');
  else if (result?.kind === 'changed') throw new CommandExit(exitCodes.findings);
}

async function formatFiles(
  paths: readonly string[],
  { check, indent }: Options,
  environment: Environment,
): Promise<void> {
  const catalogue = new Catalogue(environment.catalogue);
  const roots = catalogue.policies.flatMap(({ name, resolverRoot }) => (resolverRoot ? [name] : []));
  const found = await findFiles(
    paths.filter((path) => path !== '-'),
    environment.cwd,
  );
  const failures = found.notices.map(({ name, message }) => `${harmless(name)} ${harmless(message)}`);
  const format = async (file: Candidate): Promise<{ file: Candidate; result: Result | undefined }> => {
    const result = await formatFile(file, indent, catalogue, (head) => looksLikePolicy(head, roots));
    if (result?.kind !== 'changed' || check === true) return { file, result };
    const failure = await replaceFile(file.path, result.text);
    return { file, result: failure === undefined ? result : { kind: 'failed', message: failure } };
  };
  let policies = 0;
  let changed = 0;
  for (const done of await mapLimited(found.files, parallelFiles, format)) {
    if (done?.result === undefined) continue;
    const { file, result } = done;
    policies++;
    if (result.kind === 'changed') {
      changed++;
      environment.print(`${harmless(file.name)}\n`);
    } else if (result.kind === 'failed') failures.push(`${harmless(file.name)} ${result.message}`);
    else if (result.kind === 'passed-over')
      environment.complain(`${harmless(file.name)} ${result.message}\n`);
  }
  if (policies === 0 && failures.length === 0) environment.complain('There is no policy to format.\n');
  for (const failure of failures) environment.complain(`${failure}\n`);
  if (failures.length > 0) throw new CommandExit(exitCodes.failed);
  if (check === true && changed > 0) throw new CommandExit(exitCodes.findings);
}

/** `undefined` for a file that is no policy. */
async function formatFile(
  { name, path, named }: Candidate,
  indent: FormattingOptions,
  catalogue: Catalogue,
  looksRight: (head: string) => boolean,
): Promise<Result | undefined> {
  const outcome = await readCandidate({ path, named: named || name.endsWith('.policy.xml') }, looksRight);
  if (outcome.kind === 'text' && !looksRight(outcome.text))
    return named ? { kind: 'passed-over', message: "isn't a policy." } : undefined;
  return resultOf(outcome, indent, catalogue);
}

function resultOf(outcome: ReadOutcome, indent: FormattingOptions, catalogue: Catalogue): Result | undefined {
  if (outcome.kind === 'other') return undefined;
  if (outcome.kind === 'failed') return outcome;
  const before = outcome.mark + outcome.text;
  const text = formatted(analyse(before, { catalogue, facts: noFacts }), indent);
  if (text === undefined)
    return { kind: 'failed', message: 'is too broken to be formatted: "apim-policy check" says where.' };
  return { kind: text === before ? 'same' : 'changed', text };
}

/** Writes beside and renames, so that a file is never half written. Answers what went wrong. */
async function replaceFile(path: string, text: string): Promise<string | undefined> {
  let temporary: string | undefined;
  try {
    // Behind a link stands the file.
    const file = await realpath(path);
    const { mode } = await stat(file);
    temporary = `${file}.${process.pid}.tmp`;
    await writeFile(temporary, text, { flag: 'wx' });
    await chmod(temporary, mode);
    await rename(temporary, file);
    return undefined;
  } catch (error) {
    if (temporary !== undefined) await rm(temporary, { force: true });
    return reason(error).replace("can't be read", "can't be written");
  }
}
