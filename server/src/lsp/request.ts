/** What every request has in common: it may be cancelled, it may meet a bug, and the server answers all the same. */
import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';

export interface RequestLog {
  error(message: string): void;
}

/**
 * Wraps a handler: answers "cancelled" (by rejecting with the protocol's error) where the client has given up, and
 * `nothing` (with a line in the log) where the handler throws, since a throwing feature must neither end the server
 * nor show an error to the user.
 */
export function guarded<P, R>(
  log: RequestLog,
  name: string,
  nothing: R,
  handler: (params: P, token: CancellationToken) => R | Promise<R>,
): (params: P, token: CancellationToken) => Promise<R> {
  const stopIfCancelled = (token: CancellationToken): void => {
    if (token.isCancellationRequested)
      throw new ResponseError<void>(LSPErrorCodes.RequestCancelled, `${name} was cancelled.`);
  };
  return async (params, token) => {
    stopIfCancelled(token);
    let result = nothing;
    try {
      result = await handler(params, token);
    } catch (error) {
      // What is to be told, such as why nothing can be renamed.
      if (error instanceof ResponseError) throw error;
      log.error(`${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
    stopIfCancelled(token);
    return result;
  };
}

/** What was asked for can't be done; the client shows why. */
export function refusal(why: string): ResponseError<void> {
  return new ResponseError<void>(LSPErrorCodes.RequestFailed, why);
}
