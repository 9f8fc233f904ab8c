/**
 * Long-running operations. A write is decided when its request comes; what its poll addresses say is decided
 * here. Kept in memory only, like a real service's operations that nobody asks for after a while.
 */
import { randomBytes } from 'node:crypto';
import { type ArmError, armError, errorBody, failure } from '../http/errors';
import { ok, type Reply } from '../http/message';

export interface Operation {
  readonly id: string;
  readonly startTime: string;
  /** Polls that still answer "in progress". */
  pollsLeft: number;
  readonly error: ArmError | undefined;
  /** Whether `Azure-AsyncOperation` says "Succeeded" although the operation failed, as the service has been seen to do. */
  readonly hidesFailure: boolean;
}

export interface OperationBehaviour {
  readonly polls: number;
  readonly hidesFailure: boolean;
}

/** Seconds a client is asked to wait between two polls. */
const retryAfter = '1';
const kept = 1000;

export class Operations {
  private readonly byId = new Map<string, Operation>();
  private next: Partial<OperationBehaviour> = {};

  constructor(private readonly usual: OperationBehaviour = { polls: 0, hidesFailure: false }) {}

  /** Makes the next operation behave differently. */
  behaveOnce(behaviour: Partial<OperationBehaviour>): void {
    this.next = { ...this.next, ...behaviour };
  }

  has(id: string): boolean {
    return this.byId.has(id);
  }

  start(error: ArmError | undefined): Operation {
    const behaviour = { ...this.usual, ...this.next };
    this.next = {};
    const operation: Operation = {
      id: randomBytes(12).toString('hex'),
      startTime: new Date().toISOString(),
      pollsLeft: behaviour.polls,
      error,
      hidesFailure: behaviour.hidesFailure,
    };
    this.byId.set(operation.id, operation);
    const oldest = this.byId.keys().next().value;
    if (this.byId.size > kept && oldest !== undefined) this.byId.delete(oldest);
    return operation;
  }

  /** The answer of an `Azure-AsyncOperation` address: always 200, the outcome in `status`. */
  status(id: string, resourceId: string): Reply {
    const operation = this.byId.get(id);
    if (operation === undefined) return unknownOperation();
    const { startTime } = operation;
    const row = { id: resourceId, name: id, startTime };
    if (this.stillRunning(operation)) {
      return ok({ ...row, status: 'InProgress', percentComplete: 50 }, { 'retry-after': retryAfter });
    }
    const endTime = new Date().toISOString();
    if (operation.error === undefined || operation.hidesFailure) {
      return ok({ ...row, status: 'Succeeded', endTime, percentComplete: 100 });
    }
    return ok({ ...row, status: 'Failed', endTime, ...errorBody(operation.error) });
  }

  /** The answer of a `Location` address: 202, then `done()` or the error itself. */
  result(id: string, location: string, done: () => Reply): Reply {
    const operation = this.byId.get(id);
    if (operation === undefined) return unknownOperation();
    if (this.stillRunning(operation))
      return { status: 202, headers: { location, 'retry-after': retryAfter } };
    return operation.error === undefined ? done() : failure(400, operation.error);
  }

  private stillRunning(operation: Operation): boolean {
    if (operation.pollsLeft === 0) return false;
    operation.pollsLeft--;
    return true;
  }
}

function unknownOperation(): Reply {
  return failure(404, armError('ResourceNotFound', 'Operation result not found.'));
}
