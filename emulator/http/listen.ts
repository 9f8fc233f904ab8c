/** The HTTP server: loopback only, one request in, one answer out, faults in between. */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { errorOf, type FaultEffect, type Faults } from '../faults/faults';
import type { Throttle } from '../faults/throttle';
import { DataFolderError } from '../store/file';
import { readBody } from './body';
import { armError, badRequest, failure } from './errors';
import type { Call, Reply } from './message';
import type { RequestLog } from './requestLog';

export interface Handlers {
  readonly route: (call: Call) => Reply;
  /** Requests below `/_emulator`, which are not ARM's. */
  readonly control: (call: Call) => Reply;
  /** Before a request is routed, a fault may change how its operation will go, or what it finds. */
  readonly prepare: (effect: FaultEffect, call: Call) => void;
  readonly faults: Faults;
  readonly throttle: Throttle;
  readonly requests: RequestLog;
  readonly log: (line: string) => void;
}

export interface Listener {
  readonly host: string;
  readonly port: number;
  close(): Promise<void>;
}

export class PortInUseError extends Error {
  override readonly name = 'PortInUseError';
  constructor(readonly port: number) {
    super(
      `Port ${port} is already in use: stop what uses it, or choose another one (0 takes any free port).`,
    );
  }
}

export async function listen(host: '127.0.0.1', port: number, handlers: Handlers): Promise<Listener> {
  const server = createServer((request, response) => {
    serve(request, response, handlers).catch((error: unknown) => {
      handlers.log(
        `A request failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
      if (response.headersSent) response.destroy();
      else
        send(
          response,
          failure(
            500,
            armError(
              'InternalServerError',
              error instanceof DataFolderError
                ? error.message
                : 'The sample instance failed; its log says why.',
            ),
          ),
        );
    });
  });
  // Also for clients that hold a connection open without a word.
  server.requestTimeout = 30_000;
  await bound(server, host, port);
  const address = server.address() as AddressInfo;
  return { host, port: address.port, close: () => closed(server) };
}

function bound(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new PortInUseError(port) : error);
    });
    server.listen(port, host, resolve);
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function serve(request: IncomingMessage, response: ServerResponse, handlers: Handlers): Promise<void> {
  const read = await readCall(request);
  if ('status' in read) {
    // What was not read in full must not be taken for the next request.
    response.setHeader('connection', 'close');
    send(response, read);
    return;
  }
  const control = read.segments[0] === '_emulator';
  const path = `/${read.segments.join('/')}`;
  const effects = control ? [] : handlers.faults.take(read.method, path);
  const effect = effects.find(({ kind }) => kind !== 'latency');
  for (const { ms } of effects.filter(isLatency)) await delay(ms);
  if (effect?.kind === 'cut' && effect.when === 'before') {
    handlers.requests.add(read.method, path, 0);
    request.socket.destroy();
    return;
  }
  if (effect !== undefined) handlers.prepare(effect, read);
  const instead =
    (effect && replyOf(effect)) ?? (control ? undefined : handlers.throttle.refusal(read.method));
  if (effect?.kind === 'status' && effect.when === 'after') handlers.route(read);
  const reply = instead ?? (control ? handlers.control(read) : handlers.route(read));
  if (!control) for (const [name, value] of handlers.throttle.headers()) response.setHeader(name, value);
  if (!control) handlers.requests.add(read.method, path, reply.status);
  handlers.log(`${read.method} ${path} ${reply.status}`);
  if (effect?.kind === 'stall' || (effect?.kind === 'cut' && effect.when === 'during'))
    sendBeginning(response, reply, effect.kind === 'cut');
  else if (effect?.kind === 'cut') request.socket.destroy();
  else send(response, reply, effect?.kind === 'html');
}

async function readCall(request: IncomingMessage): Promise<Call | Reply> {
  const { headers } = request;
  const host = headers.host ?? '';
  // A web page must not reach the instance by a name that it has pointed here.
  if (!/^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/i.test(host) || headers.origin !== undefined) {
    return failure(403, armError('Forbidden', 'The sample instance answers local programs only.'));
  }
  const body = await readBody(request);
  if (body.kind === 'too-large') {
    return failure(413, armError('RequestEntityTooLarge', 'The request is too large.'));
  }
  if (body.kind === 'malformed')
    return badRequest('InvalidRequestContent', 'The request content was invalid: it is not JSON.');
  const url = request.url ?? '/';
  const mark = url.indexOf('?');
  const path = mark === -1 ? url : url.slice(0, mark);
  let segments: string[];
  try {
    segments = path
      .split('/')
      .filter((segment) => segment !== '')
      .map(decodeURIComponent);
  } catch {
    return badRequest('InvalidRequestUri', 'The request address is not well-formed.');
  }
  return {
    method: (request.method ?? 'GET').toUpperCase(),
    segments,
    query: new URLSearchParams(mark === -1 ? '' : url.slice(mark)),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
    ),
    body: body.kind === 'json' ? body.value : undefined,
    origin: `http://${host}`,
  };
}

function isLatency(effect: FaultEffect): effect is Extract<FaultEffect, { kind: 'latency' }> {
  return effect.kind === 'latency';
}

function replyOf(effect: FaultEffect): Reply | undefined {
  switch (effect.kind) {
    case 'status': {
      const { code, message } = errorOf(effect);
      return failure(
        effect.status,
        armError(code, message),
        effect.retryAfter === undefined ? {} : { 'retry-after': String(effect.retryAfter) },
      );
    }
    case 'html':
      return { status: effect.status, body: '<html><body><h1>Bad gateway</h1></body></html>' };
    case 'claims-challenge': {
      const claims = Buffer.from('{"access_token":{"acrs":{"essential":true,"value":"c1"}}}').toString(
        'base64',
      );
      return failure(401, armError('InvalidAuthenticationToken', 'The access token lacks required claims.'), {
        'www-authenticate': `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="insufficient_claims", claims="${claims}"`,
      });
    }
    default:
      return undefined;
  }
}

/** The first half of an answer, as most servers send it: compressed. */
function sendBeginning(response: ServerResponse, reply: Reply, thenEnds: boolean): void {
  const body = gzipSync(JSON.stringify(reply.body ?? null));
  response.writeHead(reply.status, {
    ...reply.headers,
    'content-type': 'application/json; charset=utf-8',
    'content-encoding': 'gzip',
    'content-length': body.length,
  });
  response.write(body.subarray(0, body.length >> 1), () => {
    if (thenEnds) response.destroy();
  });
}

function send(response: ServerResponse, reply: Reply, html = false): void {
  const id = randomUUID();
  response.statusCode = reply.status;
  response.setHeader('cache-control', 'no-cache');
  response.setHeader('x-ms-request-id', id);
  response.setHeader('x-ms-correlation-request-id', id);
  response.setHeader('x-ms-routing-request-id', `SAMPLE:${new Date().toISOString()}:${id}`);
  for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
  if (reply.body === undefined) {
    response.end();
    return;
  }
  response.setHeader('content-type', html ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8');
  response.end(html && typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body));
}
