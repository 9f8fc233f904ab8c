/** Runs test functions one after the other, inside an extension host or beside a browser, and says how each ended. */

export interface TestResult {
  readonly name: string;
  readonly outcome: 'passed' | 'failed';
  /** Wall time. */
  readonly ms: number;
  /** Why it failed. */
  readonly message?: string;
}

export interface TestCase<Fixture> {
  readonly name: string;
  readonly run: (fixture: Fixture) => Promise<void>;
  /** Milliseconds after which it counts as failed. */
  readonly timeout?: number;
  /** Runs before the others in any order: it is about how things begin. */
  readonly first?: boolean;
}

const defaultTimeout = 120_000;

async function withTimeout(run: Promise<void>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Not done after ${ms / 1000} seconds.`)), ms);
  });
  try {
    await Promise.race([run, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

export interface RunOptions {
  /** Keeps the tests whose name contains it. */
  readonly only?: string | undefined;
  /** The tests run in an order that follows from it: none may need what another leaves behind. */
  readonly shuffle?: number | undefined;
}

/** The same order for the same seed, by a linear congruential generator. */
function shuffled<T>(items: readonly T[], seed: number): readonly T[] {
  let state = seed >>> 0;
  const keys = items.map((item) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return { item, key: state };
  });
  return keys.sort((a, b) => a.key - b.key).map(({ item }) => item);
}

/** `prepare` makes what one test works with; `onFailure` may save what the screen showed. */
export async function runTests<Fixture>(
  tests: readonly TestCase<Fixture>[],
  prepare: () => Promise<Fixture>,
  options: RunOptions & { readonly onFailure?: (name: string) => Promise<void> } = {},
): Promise<readonly TestResult[]> {
  const results: TestResult[] = [];
  const { shuffle } = options;
  const ordered =
    shuffle === undefined
      ? tests
      : [
          ...tests.filter(({ first }) => first),
          ...shuffled(
            tests.filter(({ first }) => !first),
            shuffle,
          ),
        ];
  for (const { name, run, timeout = defaultTimeout } of ordered) {
    if (options.only !== undefined && !name.includes(options.only)) continue;
    const started = performance.now();
    const took = () => Math.round(performance.now() - started);
    try {
      await withTimeout(prepare().then(run), timeout);
      results.push({ name, outcome: 'passed', ms: took() });
    } catch (error) {
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      results.push({ name, outcome: 'failed', ms: took(), message });
      await options.onFailure?.(name);
    }
  }
  return results;
}

/** Calls `probe` until it answers something, and answers that; fails with `what` after `timeout` ms. */
export async function eventually<T>(
  what: string,
  probe: () => Promise<T | undefined | false> | T | undefined | false,
  timeout = 15_000,
): Promise<T> {
  const end = performance.now() + timeout;
  for (;;) {
    const found = await probe();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > end) throw new Error(`Waited ${timeout / 1000} seconds for ${what}.`);
    await new Promise((settle) => setTimeout(settle, 50));
  }
}
