/** Makes the next requests go wrong on purpose, for tests and for trying out what a client does then. */
import { isObject, type Json } from '../json';

export type FaultEffect =
  /** Answers as usual, later. */
  | { readonly kind: 'latency'; readonly ms: number }
  /** An error in ARM's form; 429 and 503 may carry `Retry-After` (seconds). */
  | {
      readonly kind: 'status';
      readonly status: number;
      /** Whether the request took effect all the same; not where absent. */
      readonly when?: 'before' | 'after';
      readonly retryAfter?: number;
      readonly code?: string;
      readonly message?: string;
    }
  /** A web page where JSON is expected, as a proxy or a sign-in page would send. */
  | { readonly kind: 'html'; readonly status: 200 | 502 }
  /**
   * Ends the connection without an answer, before or after the request took effect, or, after it did, in the middle of a
   * compressed answer.
   */
  | { readonly kind: 'cut'; readonly when: 'before' | 'after' | 'during' }
  /** Begins to answer and then says nothing more, the connection left open. */
  | { readonly kind: 'stall' }
  /** 401 that asks for another token (conditional access). */
  | { readonly kind: 'claims-challenge' }
  /** The long-running operation that the request starts says "in progress" for that many polls. */
  | { readonly kind: 'slow-operation'; readonly polls: number }
  /** `Azure-AsyncOperation` says "Succeeded" though the operation failed; only `Location` tells. */
  | { readonly kind: 'hidden-failure' }
  /** Someone else writes to the addressed resource just before the request arrives: a policy, fragment or named value becomes `value`. */
  | { readonly kind: 'other-writer'; readonly value?: string };

export interface Fault {
  /** Any method where absent. */
  readonly method?: string;
  /** The decoded path, without regard to case; `*` stands for any characters. */
  readonly path: string;
  /** Requests it meets before it is used up; 1 where absent, 0 for all. */
  readonly times?: number;
  /** The share of the requests it meets, 0 to 1; all of them where absent. */
  readonly share?: number;
  readonly effect: FaultEffect;
}

export type FaultPlan = readonly Fault[];

interface ActiveFault {
  readonly fault: Fault;
  readonly pattern: RegExp;
  left: number;
}

export class Faults {
  private active: ActiveFault[] = [];
  private metCount = 0;

  /** `random` decides on shares: 0 to 1, exclusive of 1. */
  constructor(
    plan: FaultPlan = [],
    private readonly random: () => number = Math.random,
  ) {
    this.add(...plan);
  }

  add(...faults: readonly Fault[]): void {
    for (const fault of faults) {
      const times = fault.times ?? 1;
      this.active.push({
        fault,
        pattern: patternOf(fault.path),
        left: times === 0 ? Number.POSITIVE_INFINITY : times,
      });
    }
  }

  /** Requests that a fault other than latency has met so far. */
  get met(): number {
    return this.metCount;
  }

  clear(): void {
    this.active = [];
  }

  /**
   * What happens to the request: all latency, and the first other effect that meets it. Meeting a fault uses it up
   * by one.
   */
  take(method: string, path: string): readonly FaultEffect[] {
    const taken: ActiveFault[] = [];
    let decided = false;
    for (const active of this.active) {
      const { fault, pattern } = active;
      if (decided && fault.effect.kind !== 'latency') continue;
      if (fault.method !== undefined && fault.method.toUpperCase() !== method) continue;
      if (!pattern.test(path)) continue;
      if (fault.share !== undefined && this.random() >= fault.share) continue;
      taken.push(active);
      decided ||= fault.effect.kind !== 'latency';
    }
    if (decided) this.metCount++;
    for (const active of taken) active.left--;
    this.active = this.active.filter(({ left }) => left > 0);
    return taken.map(({ fault }) => fault.effect);
  }
}

function patternOf(path: string): RegExp {
  const escaped = path.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${escaped.join('.*')}$`, 'is');
}

const usualErrors: Readonly<Record<number, readonly [code: string, message: string]>> = {
  401: ['InvalidAuthenticationToken', 'The access token is invalid.'],
  403: [
    'AuthorizationFailed',
    'The client does not have authorization to perform the action over the scope.',
  ],
  404: ['ResourceNotFound', 'Resource not found.'],
  409: ['PessimisticConcurrencyConflict', 'Operation on the API is in progress'],
  412: ['ValidationError', 'Resource was modified since last retrieval.'],
  429: ['TooManyRequests', 'The request is being throttled.'],
  500: ['InternalServerError', 'Encountered internal server error.'],
  503: ['ServiceUnavailable', 'The service is temporarily unavailable.'],
};

/** Code and message of an error that a fault brings about. */
export function errorOf(effect: Extract<FaultEffect, { kind: 'status' }>): { code: string; message: string } {
  const [code, message] = usualErrors[effect.status] ?? ['BadRequest', 'The request failed.'];
  return { code: effect.code ?? code, message: effect.message ?? message };
}

/** A fault sent over HTTP, or a sentence on what is wrong with it. */
export function parseFault(value: Json | undefined): Fault | string {
  if (!isObject(value) || typeof value.path !== 'string') return 'A fault needs a path.';
  if (value.method !== undefined && typeof value.method !== 'string') return 'The method must be text.';
  if (value.times !== undefined && typeof value.times !== 'number') return 'times must be a number.';
  const { share } = value;
  if (share !== undefined && (typeof share !== 'number' || share < 0 || share > 1))
    return 'share must be a number from 0 to 1.';
  const effect = parseEffect(value.effect);
  if (typeof effect === 'string') return effect;
  return {
    path: value.path,
    effect,
    ...(value.method === undefined ? {} : { method: value.method }),
    ...(value.times === undefined ? {} : { times: value.times }),
    ...(share === undefined ? {} : { share }),
  };
}

function parseEffect(value: Json | undefined): FaultEffect | string {
  if (!isObject(value)) return 'A fault needs an effect.';
  const { kind, ms, status, retryAfter, code, message, when, polls, value: text } = value;
  if (kind === 'latency' && typeof ms === 'number' && ms >= 0) return { kind, ms };
  if (kind === 'html' && (status === 200 || status === 502)) return { kind, status };
  if (kind === 'cut' && (when === 'before' || when === 'after' || when === 'during')) return { kind, when };
  if (kind === 'slow-operation' && typeof polls === 'number') return { kind, polls };
  if (kind === 'other-writer' && (text === undefined || typeof text === 'string'))
    return text === undefined ? { kind } : { kind, value: text };
  if (kind === 'claims-challenge' || kind === 'hidden-failure' || kind === 'stall') return { kind };
  if (
    kind === 'status' &&
    typeof status === 'number' &&
    Number.isInteger(status) &&
    status >= 400 &&
    status < 600
  ) {
    return {
      kind,
      status,
      ...(when === 'before' || when === 'after' ? { when } : {}),
      ...(typeof retryAfter === 'number' ? { retryAfter } : {}),
      ...(typeof code === 'string' ? { code } : {}),
      ...(typeof message === 'string' ? { message } : {}),
    };
  }
  return 'The effect is not one of latency, status, html, cut, stall, claims-challenge, slow-operation, hidden-failure, other-writer.';
}
