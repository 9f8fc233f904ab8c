/** Makes a text smaller as long as it stays what it is: the usual way, by leaving out ever smaller pieces. */

/** `fails` is asked about `budget` texts at most. */
export function minimised(text: string, fails: (smaller: string) => boolean, budget = 2000): string {
  let smallest = text;
  let left = budget;
  for (let size = Math.ceil(text.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let start = 0; start < smallest.length && left > 0; left--) {
      const smaller = smallest.slice(0, start) + smallest.slice(start + size);
      if (fails(smaller)) smallest = smaller;
      else start += size;
    }
  }
  return smallest;
}
