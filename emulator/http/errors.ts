/** Azure Resource Manager's error answers. */
import type { Reply } from './message';

export interface ErrorDetail {
  readonly code: string;
  readonly target: string;
  readonly message: string;
}

export interface ArmError {
  readonly code: string;
  readonly message: string;
  readonly details: readonly ErrorDetail[] | null;
}

export function armError(
  code: string,
  message: string,
  details: readonly ErrorDetail[] | null = null,
): ArmError {
  return { code, message, details };
}

/** The body of an error answer. */
export function errorBody(error: ArmError) {
  return {
    error: {
      code: error.code,
      message: error.message,
      details: error.details?.map((d) => ({ ...d })) ?? null,
    },
  };
}

export function failure(
  status: number,
  error: ArmError,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return { status, headers, body: errorBody(error) };
}

/** One or several wrong fields, each with its own entry. */
export function invalidFields(
  faults: readonly { readonly target: string; readonly message: string }[],
): ArmError {
  return armError(
    'ValidationError',
    'One or more fields contain incorrect values:',
    faults.map(({ target, message }) => ({ code: 'ValidationError', target, message })),
  );
}

export function badRequest(code: string, message: string): Reply {
  return failure(400, armError(code, message));
}

export function notFound(noun: string): Reply {
  return failure(404, armError('ResourceNotFound', `${noun} not found.`));
}

export function methodNotAllowed(allowed: readonly string[]): Reply {
  return failure(
    405,
    armError('MethodNotAllowed', 'The requested resource does not support this HTTP method.'),
    {
      allow: allowed.join(', '),
    },
  );
}

export function unknownRoute(): Reply {
  return failure(404, armError('ResourceNotFound', 'Resource not found.'));
}

/** The refused case of `If-Match`, in the words of the one answer that was captured. */
export function preconditionFailed(): Reply {
  return failure(412, armError('ValidationError', 'Resource was modified since last retrieval.'));
}
