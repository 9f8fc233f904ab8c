/**
 * Many damaged documents and expressions, one after the other, in threads that are watched: one that never comes to an
 * end is told of as well. Run by scripts/fuzz.mjs.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { repositoryRoot } from '../support/catalogue';
import { timeLimit } from './check';
import { minimised } from './minimise';
import { type SubjectName, subjects } from './subjects';

interface Work {
  readonly subject: SubjectName;
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  /** The number of the text at work, and how often it was tried again, for who watches. */
  readonly progress: Int32Array;
}

interface Failure {
  readonly index: number;
  readonly faults: readonly string[];
  readonly mutations: readonly string[];
  readonly text: string;
}

/** What a thread tells: a failure at once, the rest at its end. */
type Message =
  | ({ readonly kind: 'failure' } & Failure)
  | { readonly kind: 'end'; readonly characters: number; readonly slowest: readonly Slow[] };

interface Slow {
  readonly index: number;
  readonly time: number;
  readonly length: number;
}

/** After so many seconds with one document it counts as hanging. */
const patience = 30;

function work({ subject, seed, from, to, progress }: Work, tell: (message: Message) => void): void {
  const { sources, make } = subjects[subject];
  const all = sources();
  // The first texts would pay for the compiler.
  for (let i = 0; i < 50; i++) {
    const { text, check } = make(all, seed, from + i);
    check(text);
  }
  let characters = 0;
  let slowest: Slow[] = [];
  for (let index = from; index < to; index++) {
    Atomics.store(progress, 0, index);
    const { text, mutations, check } = make(all, seed, index);
    const { faults, time } = check(text, timeLimit);
    characters += text.length;
    if (time > (slowest[4]?.time ?? 0))
      slowest = [...slowest, { index, time, length: text.length }]
        .sort((a, b) => b.time - a.time)
        .slice(0, 5);
    const [first] = faults;
    if (first === undefined) continue;
    const kind = kindOf(first);
    const fails = (smaller: string) => {
      Atomics.add(progress, 1, 1);
      return check(smaller, timeLimit).faults.some((fault) => kindOf(fault) === kind);
    };
    // Texts that take too long take too long to make small as well.
    const small = minimised(text, fails, time > timeLimit ? 30 : 1000);
    tell({ kind: 'failure', index, faults, mutations, text: small });
  }
  tell({ kind: 'end', characters, slowest });
}

/** The same fault at another place is the same. */
function kindOf(fault: string): string {
  return fault.replaceAll(/\d+/g, 'N');
}

function save(subject: SubjectName, seed: number, { index, faults, mutations, text }: Failure): void {
  const folder = join(repositoryRoot, 'out/fuzz');
  mkdirSync(folder, { recursive: true });
  const name = `${seed}-${index}.${subjects[subject].extension}`;
  writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, `${name}.txt`), [...faults, '', ...mutations, ''].join('\n'));
  console.log(`${index}: ${faults.slice(0, 3).join('; ')} (out/fuzz/${name})`);
}

/** Runs one thread to its end, or to the text that hangs; answers where to go on. */
function runThread(
  subject: SubjectName,
  seed: number,
  from: number,
  to: number,
  onMessage: (message: Message) => void,
): Promise<number> {
  const progress = new Int32Array(new SharedArrayBuffer(8));
  Atomics.store(progress, 0, from);
  return new Promise((resolve, reject) => {
    const worker = new Worker(process.argv[1] ?? '', {
      workerData: { subject, seed, from, to, progress } satisfies Work,
    });
    let last = '';
    let since = performance.now();
    const watch = setInterval(() => {
      const index = Atomics.load(progress, 0);
      const now = `${index}, ${Atomics.load(progress, 1)}`;
      if (now !== last) since = performance.now();
      last = now;
      if (performance.now() - since < patience * 1000) return;
      clearInterval(watch);
      const { sources, make } = subjects[subject];
      const { text, mutations } = make(sources(), seed, index);
      onMessage({ kind: 'failure', index, faults: [`hangs for ${patience} s`], mutations, text });
      void worker.terminate().then(() => resolve(index + 1));
    }, 1000);
    worker.on('message', onMessage);
    worker.on('error', reject);
    worker.on('exit', (code) => {
      clearInterval(watch);
      if (code === 0) resolve(to);
    });
  });
}

/** How many of them failed. */
async function run(subject: SubjectName, seed: number, from: number, count: number): Promise<number> {
  if (count === 0) return 0;
  const to = from + count;
  const { plural, sources } = subjects[subject];
  console.log(`Seed ${seed}: ${count} ${plural} made of ${sources().length} real ones, from number ${from}.`);
  const started = performance.now();
  let failures = 0;
  let characters = 0;
  const slowest: Slow[] = [];
  const note = (message: Message) => {
    if (message.kind === 'failure') {
      failures++;
      save(subject, seed, message);
    } else {
      characters += message.characters;
      slowest.push(...message.slowest);
    }
  };
  const threads = Math.min(availableParallelism(), 4);
  const share = Math.ceil(count / threads);
  const runShare = async (start: number) => {
    const end = Math.min(to, start + share);
    for (let next = start; next < end; ) next = await runThread(subject, seed, next, end, note);
  };
  await Promise.all(Array.from({ length: threads }, (_, i) => runShare(from + i * share)));
  slowest.sort((a, b) => b.time - a.time);
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(`${count} ${plural}, ${(characters / 1e6).toFixed(0)} million characters, ${seconds} s.`);
  for (const { index, time, length } of slowest.slice(0, 5))
    console.log(`  slow: number ${index}, ${length} characters, ${time.toFixed(0)} ms`);
  console.log(
    failures === 0 ? 'Nothing failed.' : `${failures} failed. Again: npm run fuzz -- --seed ${seed}`,
  );
  return failures;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      documents: { type: 'string', default: '100000' },
      expressions: { type: 'string', default: '100000' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      from: { type: 'string', default: '0' },
    },
  });
  const [seed, from] = [Number(values.seed), Number(values.from)];
  const failures =
    (await run('document', seed, from, Number(values.documents))) +
    (await run('expression', seed, from, Number(values.expressions)));
  process.exitCode = failures === 0 ? 0 : 1;
}

if (isMainThread) await main();
else work(workerData as Work, (message) => parentPort?.postMessage(message));
