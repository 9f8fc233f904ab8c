/** ARM's limits on requests: a bucket of tokens each for reads and for writes, refilled every second. */
import { armError, failure } from '../http/errors';
import type { Reply } from '../http/message';
import { isObject, type Json } from '../json';

export interface Bucket {
  readonly size: number;
  /** Tokens a second. */
  readonly refill: number;
}

export interface ThrottleLimits {
  readonly reads: Bucket;
  readonly writes: Bucket;
}

/** What ARM grants one principal in one subscription. */
export const armLimits: ThrottleLimits = {
  reads: { size: 250, refill: 25 },
  writes: { size: 200, refill: 10 },
};

type Kind = keyof ThrottleLimits;

export class Throttle {
  private limits: ThrottleLimits | undefined;
  private left: Record<Kind, number> = { reads: 0, writes: 0 };
  private filledAt = 0;

  /** `now` in ms. */
  constructor(
    limits: ThrottleLimits | undefined,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.limit(limits);
  }

  /** Sets limits, with full buckets; `undefined` for none. */
  limit(limits: ThrottleLimits | undefined): void {
    this.limits = limits;
    const { reads, writes } = limits ?? armLimits;
    this.left = { reads: reads.size, writes: writes.size };
    this.filledAt = this.now();
  }

  /** Takes a token; 429 with the seconds to wait where there is none. */
  refusal(method: string): Reply | undefined {
    const { limits } = this;
    if (limits === undefined) return undefined;
    this.fill(limits);
    const kind: Kind = method === 'GET' || method === 'HEAD' ? 'reads' : 'writes';
    if (this.left[kind] >= 1) {
      this.left[kind]--;
      return undefined;
    }
    const seconds = Math.max(1, Math.ceil((1 - this.left[kind]) / limits[kind].refill));
    return failure(429, armError('TooManyRequests', 'The request is being throttled.'), {
      'retry-after': String(seconds),
    });
  }

  headers(): readonly (readonly [name: string, value: string])[] {
    return [
      ['x-ms-ratelimit-remaining-subscription-reads', String(Math.floor(this.left.reads))],
      ['x-ms-ratelimit-remaining-subscription-writes', String(Math.floor(this.left.writes))],
    ];
  }

  private fill(limits: ThrottleLimits): void {
    const seconds = (this.now() - this.filledAt) / 1000;
    this.filledAt = this.now();
    for (const kind of ['reads', 'writes'] as const) {
      const { size, refill } = limits[kind];
      this.left[kind] = Math.min(size, this.left[kind] + seconds * refill);
    }
  }
}

/** `{"reads": {"size", "refill"}, "writes": {…}}`, `"arm"` for ARM's own limits, `null` for none. */
export function parseLimits(value: Json): ThrottleLimits | null | string {
  if (value === null) return null;
  if (value === 'arm') return armLimits;
  const [reads, writes] = isObject(value) ? [bucketOf(value.reads), bucketOf(value.writes)] : [];
  return reads === undefined || writes === undefined
    ? 'throttle must be null, "arm", or reads and writes with a size and a refill above 0.'
    : { reads, writes };
}

function bucketOf(value: Json | undefined): Bucket | undefined {
  if (!isObject(value)) return undefined;
  const { size, refill } = value;
  return typeof size === 'number' && size >= 1 && typeof refill === 'number' && refill > 0
    ? { size, refill }
    : undefined;
}
