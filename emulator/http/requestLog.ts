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

  add(method: string, path: string, status: number): void {
    this.requests.push({ at: new Date().toISOString(), method, path, status });
    if (this.requests.length > kept) this.requests.shift();
  }

  all(): readonly LoggedRequest[] {
    return this.requests;
  }
}
