/** Measures several things beside each other. */

const warmUps = 8;
const runs = 40;

/** Lower quartiles in milliseconds, by the names of what was measured: what else the machine does counts for little. */
export type Measured = Readonly<Record<string, number | undefined>>;

/** All take turns, so that what else the machine does meets each of them alike. */
export function measure(works: Readonly<Record<string, () => unknown>>): Measured {
  const times = Object.entries(works).map(([name, work]) => ({ name, work, taken: [] as number[] }));
  for (let run = -warmUps; run < runs; run++)
    for (const { work, taken } of times) {
      const start = performance.now();
      work();
      if (run >= 0) taken.push(performance.now() - start);
    }
  return Object.fromEntries(times.map(({ name, taken }) => [name, lowerQuartile(taken)]));
}

/** In milliseconds, of one thing by itself. */
export function median(work: () => unknown): number {
  const times: number[] = [];
  for (let run = -warmUps; run < runs; run++) {
    const start = performance.now();
    work();
    if (run >= 0) times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[runs >> 1] ?? Number.NaN;
}

function lowerQuartile(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[numbers.length >> 2] ?? Number.NaN;
}
