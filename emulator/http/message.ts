/** A request and its answer, free of sockets: what the routes see and give. */
import type { Json } from '../json';

export interface Call {
  readonly method: string;
  /** Decoded after splitting, so a name may hold `/`. */
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Json | undefined;
  /** `http://host:port` as the caller wrote it: addresses in answers start with it. */
  readonly origin: string;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Json;
}

export function ok(body: Json, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status: 200, headers, body };
}
