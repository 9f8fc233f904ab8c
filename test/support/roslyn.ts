/** Asks the C# compiler of the .NET SDK what it says of expressions, where there is one. */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const source = join(root, 'scripts/roslyn');
/** The SDK neither greets nor sends what it was used for. */
const env = { ...process.env, DOTNET_NOLOGO: '1', DOTNET_CLI_TELEMETRY_OPTOUT: '1' };

const built = join(root, 'out/roslyn/syntax-errors.dll');

export interface CompilerQuestion {
  readonly id: number;
  readonly form: 'single' | 'block';
  readonly code: string;
}

export interface CompilerAnswer {
  readonly id: number;
  readonly errors: readonly {
    readonly code: string;
    readonly offset: number;
    readonly end: number;
    readonly message: string;
  }[];
}

/** Whether the compiler can be asked; said once on the console where it can't. */
export function hasCompiler(): boolean {
  const { status, stdout } = spawnSync('dotnet', ['--list-sdks'], { encoding: 'utf8', env });
  if (status === 0 && stdout.trim() !== '') return true;
  console.info('There is no .NET SDK here: the comparison with the C# compiler is skipped.');
  return false;
}

function isBuilt(): boolean {
  if (!existsSync(built)) return false;
  const made = statSync(built).mtimeMs;
  return ['Program.cs', 'syntax-errors.csproj'].every((file) => statSync(join(source, file)).mtimeMs <= made);
}

/** Builds the program that asks, unless it is there already: that may take a minute. */
export function buildCompiler(): void {
  if (isBuilt()) return;
  const { status, stdout, stderr } = spawnSync(
    'dotnet',
    [
      'build',
      join(source, 'syntax-errors.csproj'),
      '--configuration',
      'Release',
      '--output',
      join(root, 'out/roslyn'),
      `-p:BaseIntermediateOutputPath=${join(root, 'out/roslyn-obj')}/`,
      '--nologo',
      '--verbosity',
      'quiet',
    ],
    { encoding: 'utf8', env },
  );
  if (status !== 0)
    throw new Error(`The program that asks the C# compiler can't be built:\n${stdout}${stderr}`);
}

/** The compiler's syntax errors, question by question, in the order of their places; it has to be built before. */
export function askCompiler(questions: readonly CompilerQuestion[]): ReadonlyMap<number, CompilerAnswer> {
  const { status, stdout, stderr } = spawnSync('dotnet', [built], {
    input: questions.map((question) => JSON.stringify(question)).join('\n'),
    encoding: 'utf8',
    env,
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`The C# compiler could not be asked:\n${stderr}`);
  const answers = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as CompilerAnswer);
  return new Map(answers.map((answer) => [answer.id, answer]));
}
