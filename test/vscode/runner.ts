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

/** `onFailure` may save what the screen showed. `only` keeps the tests whose name contains it. */
export async function runTests<Fixture>(
  tests: readonly TestCase<Fixture>[],
  fixture: Fixture,
  options: { readonly only?: string | undefined; readonly onFailure?: (name: string) => Promise<void> } = {},
): Promise<readonly TestResult[]> {
  const results: TestResult[] = [];
  for (const { name, run, timeout = defaultTimeout } of tests) {
    if (options.only !== undefined && !name.includes(options.only)) continue;
    const started = performance.now();
    const took = () => Math.round(performance.now() - started);
    try {
      await withTimeout(run(fixture), timeout);
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
