/** What the instance holds, told apart by path. */
import type { JsonObject } from '../json';

/**
 * A resource below the service. `path` alternates collections and names, each name percent-encoded, e.g.
 * `apis/orders/operations/get-order`; names are compared without regard to case.
 */
export interface Resource {
  readonly path: string;
  /** Opaque, quotes included. */
  readonly etag: string;
  readonly properties: JsonObject;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A path of alternating collections and names. */
export function pathOf(segments: readonly string[]): string {
  return segments.map((segment) => encodeURIComponent(segment)).join('/');
}

export function segmentsOf(path: string): string[] {
  return path.split('/').map(decodeURIComponent);
}

/** The last name of a path. */
export function nameOf(path: string): string {
  return segmentsOf(path).at(-1) ?? '';
}

/** `apis/operations` of `apis/orders/operations/get-order`. */
export function collectionsOf(segments: readonly string[]): string[] {
  return segments.filter((_, index) => index % 2 === 0);
}
