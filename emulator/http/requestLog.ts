/** The last requests by method, path and status: no queries, headers or bodies, so no secrets. */

export interface LoggedRequest {
  readonly at: string;
  readonly method: string;
  readonly path: string;
  /** 0 where the connection was cut before an answer. */
  readonly status: number;
}

const kept = 500;

export class RequestLog {
  private readonly requests: LoggedRequest[] = [];
  private readonly byMethod = new Map<string, number>();

  add(method: string, path: string, status: number): void {
    this.requests.push({ at: new Date().toISOString(), method, path, status });
    if (this.requests.length > kept) this.requests.shift();
    this.byMethod.set(method, (this.byMethod.get(method) ?? 0) + 1);
  }

  all(): readonly LoggedRequest[] {
    return this.requests;
  }

  /** How many requests there were of each method, also of those that are no longer listed. */
  counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.byMethod);
  }

  clear(): void {
    this.requests.length = 0;
    this.byMethod.clear();
  }
}
