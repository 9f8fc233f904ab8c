/**
 * The candidate that a mistyped name most likely means, or `undefined` when none is near enough: about one typing
 * error in three letters, and no more than three of them. Of equally near ones, the one that starts alike, then the one of the same length, then
 * the first in alphabetical order.
 */
export function closest(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  const limit = Math.min(3, Math.max(1, Math.floor(wanted.length / 3)));
  const letters = lettersOf(wanted);
  let best: { readonly candidate: string; readonly rank: readonly [number, number, number] } | undefined;
  for (const candidate of candidates) {
    if (candidate === name || Math.abs(candidate.length - name.length) > limit) continue;
    const lower = candidate.toLowerCase();
    // Each edit takes out one letter at most, and brings in one.
    const others = lettersOf(lower);
    if (bitsIn(letters & ~others) > limit || bitsIn(others & ~letters) > limit) continue;
    const distance = editDistance(wanted, lower, limit);
    // A name of one or two letters has nothing left in common with what is one letter away.
    if (distance > limit || distance >= wanted.length) continue;
    const rank = [distance, wanted[0] === lower[0] ? 0 : 1, Math.abs(lower.length - wanted.length)] as const;
    const order = best === undefined ? -1 : compareRanks(rank, best.rank);
    if (best === undefined || order < 0 || (order === 0 && candidate < best.candidate))
      best = { candidate, rank };
  }
  return best?.candidate;
}

/** Which letters there are, as bits: several share one. */
function lettersOf(text: string): number {
  let letters = 0;
  for (let i = 0; i < text.length; i++) letters |= 1 << (text.charCodeAt(i) & 31);
  return letters;
}

function bitsIn(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count++;
  return count;
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/**
 * Insertions, deletions, replacements and swaps of neighbours between two texts (optimal string alignment); beyond the
 * limit any number that is greater.
 */
function editDistance(a: string, b: string, limit: number): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, i) => i);
  let leastOfLast = 0;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
      row.push(cost);
      if (cost < least) least = cost;
    }
    // Whatever comes is built on one of two rows.
    if (least > limit && leastOfLast > limit) return least;
    leastOfLast = least;
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

/**
 * The candidate that a name of words most likely means: the closest, or else the only one that has all its words, or
 * that has no other words than it, as `container` means `container-name`. A word may be cut off behind its fourth letter.
 */
export function closestName(name: string, candidates: readonly string[]): string | undefined {
  const near = closest(name, candidates);
  if (near !== undefined) return near;
  const words = wordsOf(name);
  const alike = candidates.filter((candidate) => {
    const others = wordsOf(candidate);
    return (
      candidate.length >= shortestWord &&
      candidate !== name &&
      (holdsAll(others, words) || holdsAll(words, others))
    );
  });
  return alike.length === 1 ? alike[0] : undefined;
}

/** Shorter ones, such as `id`, are in too many names to tell them by. */
const shortestWord = 4;

function wordsOf(name: string): readonly string[] {
  return name.toLowerCase().split(/[-_.:]/);
}

function holdsAll(words: readonly string[], wanted: readonly string[]): boolean {
  return wanted.every((one) => words.some((word) => isSameWord(one, word)));
}

function isSameWord(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length >= shortestWord && long.startsWith(short);
}
