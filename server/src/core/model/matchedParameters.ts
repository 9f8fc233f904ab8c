/** The operation that a policy belongs to, and the parameters of its URL. */
import type { OperationFact } from '../workspace';
import type { Analysis } from './types';

/** The operation whose policy the document is; `undefined` where it is no operation's, or nothing is known of that. */
export function operationOf({ scope, surroundings }: Analysis): OperationFact | undefined {
  return scope === 'operation' ? surroundings?.operation?.() : undefined;
}

/**
 * The names that `context.Request.MatchedParameters` can have when the document runs, each once, in the order of the
 * operation's URL template; `undefined` where they aren't known, as in a policy for several operations.
 */
export function matchedParameterNames(analysis: Analysis): readonly string[] | undefined {
  const operation = operationOf(analysis);
  return operation && [...new Set(operation.parameters)];
}
