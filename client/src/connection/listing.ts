/** A list of an instance on its way: its rows can be shown page by page, and count when it is whole. */
import type { ListOptions, Outcome } from '../../../instance';

export class Listing<T> {
  /** Ends as the question does; a failure tells that the rows so far are not the list. */
  readonly whole: Promise<Outcome<readonly T[]>>;
  private arrived: readonly T[] = [];
  private ended: Outcome<readonly T[]> | undefined;
  private news = signal();

  constructor(ask: (options: ListOptions<T>) => Promise<Outcome<readonly T[]>>) {
    this.whole = ask({
      onPage: (rows) => {
        this.arrived = [...this.arrived, ...rows];
        this.announce();
      },
    }).then((outcome) => {
      this.ended = outcome;
      this.announce();
      return outcome;
    });
  }

  /** The rows that have arrived so far. */
  get rows(): readonly T[] {
    return this.ended?.ok === true ? this.ended.value : this.arrived;
  }

  /** How it ended; `undefined` while it is on its way. */
  get outcome(): Outcome<readonly T[]> | undefined {
    return this.ended;
  }

  /** Resolves with the next page, or with the end. */
  next(): Promise<void> {
    return this.ended === undefined ? this.news.promise : Promise.resolve();
  }

  private announce(): void {
    const { fire } = this.news;
    this.news = signal();
    fire();
  }
}

function signal(): { readonly promise: Promise<void>; readonly fire: () => void } {
  let fire = (): void => undefined;
  const promise = new Promise<void>((resolve) => {
    fire = resolve;
  });
  return { promise, fire };
}
