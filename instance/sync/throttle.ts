/** Patience with an instance that throttles: when one request is told to wait, all of them wait. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Outcome } from '../types';
import type { RunOptions } from './types';

const tries = 6;
const firstWaitMs = 5_000;
const longestWaitMs = 120_000;

export class Throttle {
  private resumeAt = 0;
  private readonly sleep: NonNullable<RunOptions['sleep']>;

  constructor(private readonly options: RunOptions) {
    this.sleep =
      options.sleep ?? ((ms, signal) => wait(ms, undefined, signal === undefined ? {} : { signal }));
  }

  /** The outcome, asked for again after a wait while it is `throttled`. */
  async run<T>(request: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
    for (let attempt = 1; ; attempt++) {
      await this.pause();
      const outcome = await request();
      if (outcome.ok || outcome.failure.kind !== 'throttled' || attempt === tries) return outcome;
      const asked = outcome.failure.retryAfterMs ?? firstWaitMs * 2 ** (attempt - 1);
      this.resumeAt = Math.max(this.resumeAt, Date.now() + Math.min(asked, longestWaitMs));
    }
  }

  private async pause(): Promise<void> {
    const ms = this.resumeAt - Date.now();
    if (ms <= 0 || this.options.signal?.aborted) return;
    try {
      await this.sleep(ms, this.options.signal);
    } catch (error) {
      // The request that follows answers "cancelled".
      if (!this.options.signal?.aborted) throw error;
    }
  }
}
