/** Reads a request's body, up to a limit. */
import type { IncomingMessage } from 'node:http';
import type { Json } from '../json';

/** Bytes; several times the largest policy that a service takes, with room for JSON's escapes. */
const largestBody = 4 * 1024 * 1024;

export type Body =
  | { readonly kind: 'none' }
  | { readonly kind: 'json'; readonly value: Json }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'too-large' };

export async function readBody(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > largestBody) return { kind: 'too-large' };
    chunks.push(chunk);
  }
  if (size === 0) return { kind: 'none' };
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
    return { kind: 'json', value: JSON.parse(text) as Json };
  } catch {
    return { kind: 'malformed' };
  }
}
