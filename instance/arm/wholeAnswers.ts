/**
 * Reads answers to their end. The SDK's own reading never ends where a compressed answer is cut off in its middle, and
 * its time limit ends with an answer's headers; so bodies are taken as streams, and unpacked, here.
 */
import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createInflate } from 'node:zlib';
import type { PipelinePolicy, PipelineRequest } from '@azure/core-rest-pipeline';

type Rest = typeof import('@azure/core-rest-pipeline');

/** Stands next to the transport. An answer that is cut off ends like any lost connection, which the SDK repeats. */
export function wholeAnswersPolicy({ RestError }: Pick<Rest, 'RestError'>): PipelinePolicy {
  return {
    name: 'wholeAnswers',
    async sendRequest(request, next) {
      if (request.method === 'HEAD') return next(request);
      const stop = new AbortController();
      const end = () => stop.abort();
      const { timeout } = request;
      const started = performance.now();
      const timer = timeout > 0 ? setTimeout(end, timeout) : undefined;
      const signal = request.abortSignal;
      const { streamResponseStatusCodes, requestOverrides, headers } = request;
      const accepted = headers.get('accept-encoding');
      signal?.addEventListener('abort', end);
      try {
        takeAsStream(request);
        const answer = await next(request);
        const body = answer.readableStreamBody;
        if (body === undefined) return answer;
        const { readableStreamBody: _, ...rest } = answer;
        const encoding = answer.headers.get('content-encoding');
        return { ...rest, bodyAsText: await textOf(body as Readable, encoding, stop.signal) };
      } catch (error) {
        if (error instanceof RestError || !(error instanceof Error) || error.name === 'AbortError')
          throw error;
        // The transport has a time limit of its own, which may be the first to end it.
        const isLate = timeout > 0 && performance.now() - started >= timeout;
        if (stop.signal.aborted || isLate) throw new AnswerAborted();
        throw new RestError(error.message, { code: 'ECONNRESET', request });
      } finally {
        clearTimeout(timer);
        signal?.removeEventListener('abort', end);
        putBack(request, { streamResponseStatusCodes, requestOverrides });
        if (accepted !== undefined) headers.set('accept-encoding', accepted);
      }
    },
  };
}

/** As the SDK names what is given up. */
class AnswerAborted extends Error {
  override readonly name = 'AbortError';

  constructor() {
    super('The answer was given up before its end.');
  }
}

interface Kept {
  readonly streamResponseStatusCodes: PipelineRequest['streamResponseStatusCodes'] | undefined;
  readonly requestOverrides: PipelineRequest['requestOverrides'] | undefined;
}

/** Has the transport hand over the bytes as they came. It unpacks what its headers ask for, so those are hidden. */
function takeAsStream(request: PipelineRequest): void {
  const headers = request.headers.toJSON({ preserveCase: true });
  request.headers.delete('accept-encoding');
  request.requestOverrides = { ...request.requestOverrides, headers };
  request.streamResponseStatusCodes = new Set([Number.POSITIVE_INFINITY]);
}

function putBack(request: PipelineRequest, { streamResponseStatusCodes, requestOverrides }: Kept): void {
  if (streamResponseStatusCodes === undefined) delete request.streamResponseStatusCodes;
  else request.streamResponseStatusCodes = streamResponseStatusCodes;
  if (requestOverrides === undefined) delete request.requestOverrides;
  else request.requestOverrides = requestOverrides;
}

async function textOf(body: Readable, encoding: string | undefined, signal: AbortSignal): Promise<string> {
  const chunks: Buffer[] = [];
  const collect = async (source: AsyncIterable<Buffer>) => {
    for await (const chunk of source) chunks.push(chunk);
  };
  const unpack = unpackers[encoding?.toLowerCase() ?? ''] ?? (() => new PassThrough());
  await pipeline(body, unpack(), collect, { signal });
  // A byte order mark is no part of the text.
  return new TextDecoder().decode(Buffer.concat(chunks));
}

const unpackers: Readonly<Record<string, (() => NodeJS.ReadWriteStream) | undefined>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
};
