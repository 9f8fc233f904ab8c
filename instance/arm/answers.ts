/** ARM's answers as they came over the wire, and careful readers for the JSON in them. */

/** The parts of an HTTP answer that are read here; the SDK's raw response has this shape. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: { get(name: string): string | undefined };
  readonly bodyAsText?: string | null;
  readonly request: object;
}

/** An answer that the contract does not know, e.g. a proxy's web page with status 200. */
export class UnexpectedAnswer extends Error {
  constructor(
    readonly answer: RawAnswer | undefined,
    /** What came instead, to follow "the answer was". */
    readonly found: string,
  ) {
    super(`The answer was ${found}.`);
  }
}

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The JSON object of an answer; throws `UnexpectedAnswer` where it is none. */
export function jsonObject(answer: RawAnswer | undefined): JsonObject {
  const parsed = parseJson(answer?.bodyAsText);
  if (isObject(parsed)) return parsed;
  throw new UnexpectedAnswer(answer, describeBody(answer));
}

/** The JSON object of an answer, or `undefined` where it is none. */
export function jsonObjectOrNone(answer: RawAnswer | undefined): JsonObject | undefined {
  const parsed = parseJson(answer?.bodyAsText);
  return isObject(parsed) ? parsed : undefined;
}

export function parseJson(text: string | null | undefined): unknown {
  if (typeof text !== 'string') return undefined;
  try {
    return JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text);
  } catch {
    return undefined;
  }
}

/** The member if it is a string. */
export function stringIn(object: JsonObject | undefined, name: string): string | undefined {
  const value = object?.[name];
  return typeof value === 'string' ? value : undefined;
}

/** The member if it is an object, else an empty one. */
export function objectIn(object: JsonObject | undefined, name: string): JsonObject {
  const value = object?.[name];
  return isObject(value) ? value : {};
}

/** The strings of a member that is a list. */
export function stringsIn(object: JsonObject, name: string): readonly string[] {
  const value = object[name];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

/** ARM's id of the request, to be given to support. */
export function requestIdOf(answer: RawAnswer | undefined): string | undefined {
  const id = answer?.headers.get('x-ms-request-id') ?? answer?.headers.get('x-ms-correlation-request-id');
  return id === undefined || id === '' ? undefined : id.slice(0, 100);
}

function describeBody(answer: RawAnswer | undefined): string {
  const body = answer?.bodyAsText ?? '';
  if (body.trim() === '') return 'empty';
  if (/^\s*<(?:!doctype html|html)/i.test(body)) return 'a web page';
  return /^\s*[[{]/.test(body) ? 'JSON of another shape or cut off' : 'not JSON';
}
