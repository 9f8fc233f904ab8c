/** Sample instances for tests, and requests to them as any HTTP client would send them. */
import { type Emulator, type EmulatorOptions, startEmulator } from '../../emulator';
import { testCatalogue } from './catalogue';

export const apiVersion = '2024-05-01';

/** Starts an instance with the repository's facts on any free port, in memory unless told otherwise. */
export function startTestEmulator(options: Partial<EmulatorOptions> = {}): Promise<Emulator> {
  return startEmulator({ port: 0, catalogue: testCatalogue().data, ...options });
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape and fail where they differ.
  readonly json: any;
}

export interface RequestOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
}

/** Sends a request to a path below the service (`/policies/policy`, names already percent-encoded). */
export function send(
  emulator: Emulator,
  method: string,
  path: string,
  options: RequestOptions = {},
): Promise<Answer> {
  const query = new URLSearchParams({ 'api-version': apiVersion, ...options.query });
  return sendTo(`${emulator.url}${emulator.resourceId}${path}?${query}`, method, options);
}

/** Sends a request to an absolute address, e.g. a next link or a poll address. */
export async function sendTo(address: string, method = 'GET', options: RequestOptions = {}): Promise<Answer> {
  const response = await fetch(address, {
    method,
    headers: {
      authorization: 'Bearer test',
      ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...options.headers,
    },
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json');
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson ? JSON.parse(text) : undefined,
  };
}

/** PUTs a policy or fragment. */
export function putDocument(
  emulator: Emulator,
  path: string,
  value: string,
  options: { readonly format?: string; readonly ifMatch?: string } = {},
): Promise<Answer> {
  return send(emulator, 'PUT', path, {
    body: { properties: { format: options.format ?? 'rawxml', value } },
    ...(options.ifMatch === undefined ? {} : { headers: { 'if-match': options.ifMatch } }),
  });
}

/** The messages of a validation error's entries. */
export function faultMessages(answer: Answer): readonly string[] {
  return answer.json.error.details.map((detail: { message: string }) => detail.message);
}
