/**
 * How many of the things come before a place, where all that do stand in front of all that don't: a binary search.
 *
 * @param isBefore asked with a thing's index, from 0 to `length`
 */
export function countBefore(length: number, isBefore: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
