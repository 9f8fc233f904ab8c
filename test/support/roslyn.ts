/** Asks the C# compiler of the .NET SDK what it says of expressions, where there is one. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const source = join(root, 'scripts/roslyn');
/** The SDK neither greets nor sends what it was used for. */
const env = { ...process.env, DOTNET_NOLOGO: '1', DOTNET_CLI_TELEMETRY_OPTOUT: '1' };

const project = 'expression-compiler';
const built = join(root, `out/roslyn/${project}.dll`);

export interface CompilerQuestion {
  readonly id: number;
  readonly form: 'single' | 'block';
  readonly code: string;
  /** `syntax` where it is left out: nothing is bound. */
  readonly mode?: 'syntax' | 'semantic';
  /** The C# type that the value is converted to; `object` where it is left out. Only for `semantic`. */
  readonly expected?: string;
  /** Names that may stand for any value. Only for `semantic`. */
  readonly unknown?: readonly string[];
}

export interface CompilerMessage {
  readonly code: string;
  readonly offset: number;
  readonly end: number;
  readonly message: string;
}

/** What a name, an operator, a bracket or `new` stands for. */
export interface CompilerSymbol {
  readonly offset: number;
  readonly end: number;
  /** Roslyn's kind of symbol in small letters, as `method`, `property`, `local` or `namedtype`. */
  readonly kind: string;
  /** As it was declared, with all namespaces: `string.IndexOf(char)`, see `symbolText`; of what is local, its name. */
  readonly symbol: string;
  /** The type of the value that stands there, where it has one. */
  readonly type: string | null;
}

export interface CompilerAnswer {
  readonly id: number;
  /** In the order of their places. As from the compiler, only syntax errors where there are some. */
  readonly errors: readonly CompilerMessage[];
  /** Only for `semantic`. */
  readonly warnings?: readonly CompilerMessage[];
  /** The type of the expression, or of each `return`; `null` for what has none, as `null` or a lambda. */
  readonly types?: readonly (string | null)[] | null;
  /** Of code that has no error. */
  readonly symbols?: readonly CompilerSymbol[] | null;
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
  return readdirSync(source).every((file) => statSync(join(source, file)).mtimeMs <= made);
}

/** Builds the program that asks, unless it is there already: that may take a minute. */
export function buildCompiler(): void {
  if (isBuilt()) return;
  // Two tests may build at the same time: each does so in a folder of its own, and the last one stays.
  const folder = join(root, `out/roslyn-${process.pid}`);
  const args = ['--configuration', 'Release', '--output', join(folder, 'bin'), '--nologo'];
  const { status, stdout, stderr } = spawnSync(
    'dotnet',
    ['build', join(source, `${project}.csproj`), ...args, `-p:BaseIntermediateOutputPath=${folder}/obj/`],
    { encoding: 'utf8', env },
  );
  if (status !== 0)
    throw new Error(`The program that asks the C# compiler can't be built:\n${stdout}${stderr}`);
  try {
    rmSync(join(root, 'out/roslyn'), { recursive: true, force: true });
    renameSync(join(folder, 'bin'), join(root, 'out/roslyn'));
  } catch (error) {
    if (!isBuilt()) throw error;
  }
  rmSync(folder, { recursive: true, force: true });
}

/** What the compiler says to each question, by its number; the program that asks has to be built before. */
export function askCompiler(questions: readonly CompilerQuestion[]): ReadonlyMap<number, CompilerAnswer> {
  return new Map(ask<CompilerAnswer>(questions).map((answer) => [answer.id, answer]));
}

export interface MemberUses {
  /** With its namespace, as in metadata: `System.Collections.Generic.List`1`. */
  readonly type: string;
  readonly uses: readonly Pick<CompilerQuestion, 'form' | 'code'>[];
}

/** Code that uses each public member of the types. */
export function askForMemberUses(types: readonly string[]): readonly MemberUses[] {
  type Answer = { readonly isKnown: boolean; readonly cases: MemberUses['uses'] };
  return ask<Answer>(types.map((members, id) => ({ id, members }))).map(({ isKnown, cases }, id) => {
    const type = types[id] ?? '';
    if (!isKnown) throw new Error(`The C# compiler knows no type ${type}.`);
    return { type, uses: cases };
  });
}

/** The same questions are answered from a file, which goes when the program is built again. */
function ask<Answer>(questions: readonly object[]): readonly Answer[] {
  const input = questions.map((question) => JSON.stringify(question)).join('\n');
  const known = join(dirname(built), `answers/${createHash('sha256').update(input).digest('hex')}.jsonl`);
  const answers = existsSync(known) ? readFileSync(known, 'utf8') : run(input);
  if (!existsSync(known)) {
    mkdirSync(dirname(known), { recursive: true });
    writeFileSync(`${known}.${process.pid}`, answers);
    renameSync(`${known}.${process.pid}`, known);
  }
  return answers
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer);
}

function run(input: string): string {
  const { status, stdout, stderr } = spawnSync('dotnet', [built], {
    input,
    encoding: 'utf8',
    env,
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`The C# compiler could not be asked:\n${stderr}`);
  return stdout;
}
