/**
 * Patience with an instance that throttles or is busy: when one request is told to wait, all of them wait; an
 * operation in progress (409) is waited for by the request that met it. The SDK repeats neither by itself where the
 * answer names no time.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Outcome } from '../types';
import type { RunOptions } from './types';

const tries = 6;
const firstWaitMs = 5_000;
const longestWaitMs = 120_000;
const busyWaitMs = 2_000;

export class Throttle {
  private resumeAt = 0;
  private readonly sleep: NonNullable<RunOptions['sleep']>;

  constructor(private readonly options: RunOptions) {
    this.sleep =
      options.sleep ?? ((ms, signal) => wait(ms, undefined, signal === undefined ? {} : { signal }));
  }

  /** The outcome, asked for again after a wait while it is `throttled` or `busy`. Neither has taken effect. */
  async run<T>(request: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
    for (let attempt = 1; ; attempt++) {
      await this.pause();
      const outcome = await request();
      if (outcome.ok || attempt === tries) return outcome;
      if (outcome.failure.kind === 'busy') await this.wait(busyWaitMs * 2 ** (attempt - 1));
      else if (outcome.failure.kind === 'throttled') {
        const asked = outcome.failure.retryAfterMs ?? firstWaitMs * 2 ** (attempt - 1);
        this.resumeAt = Math.max(this.resumeAt, Date.now() + Math.min(asked, longestWaitMs));
      } else return outcome;
    }
  }

  private pause(): Promise<void> {
    return this.wait(this.resumeAt - Date.now());
  }

  private async wait(ms: number): Promise<void> {
    if (ms <= 0 || this.options.signal?.aborted) return;
    try {
      await this.sleep(ms, this.options.signal);
    } catch (error) {
      // The request that follows answers "cancelled".
      if (!this.options.signal?.aborted) throw error;
    }
  }
}
