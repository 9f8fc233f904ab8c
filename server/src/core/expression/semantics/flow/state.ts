/** What is known where control is: whether it gets there, and which variables have a value. */
export interface State {
  readonly isAlive: boolean;
  /** A bit for each variable. Where control doesn't get, all have one. */
  readonly assigned: bigint;
}

const ALL = -1n;

export const dead: State = { isAlive: false, assigned: ALL };

/** Where two ways meet: only what is assigned on both is assigned. */
export function join(a: State, b: State): State {
  if (!a.isAlive) return b.isAlive ? b : dead;
  if (!b.isAlive) return a;
  return a.assigned === b.assigned ? a : { isAlive: true, assigned: a.assigned & b.assigned };
}

export interface Branches {
  readonly whenTrue: State;
  readonly whenFalse: State;
}
