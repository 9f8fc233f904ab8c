/** What the routes work on: one service with its ids, resources, operations and facts. */
import type { Catalogue } from '../server/src/core/catalogue';
import type { Habit } from './http/habits';
import type { InstanceIds } from './ids';
import type { Operations } from './lro/operations';
import type { Store } from './store/store';

/** What the caller may do: everything, read (secrets need more than that), or nothing. */
export type Role = 'contributor' | 'reader' | 'none';

/** What can be set while it runs. */
export interface ServiceSettings {
  /** Requests with an older api-version are refused. */
  readonly minApiVersion: string;
  /** Entries of a list answer where the caller names no `$top`. */
  readonly pageSize: number;
  /** Answers name named values by resource name where that differs, as the service has been seen to do. */
  readonly namesByResource: boolean;
  readonly role: Role;
  readonly habits: readonly Habit[];
}

export interface Instance {
  readonly ids: InstanceIds;
  readonly store: Store;
  readonly operations: Operations;
  readonly catalogue: Catalogue;
  settings: ServiceSettings;
}

/** The services of the listener, in the order of their creation. */
export interface Directory {
  readonly instances: readonly Instance[];
}

export const usualSettings: ServiceSettings = {
  minApiVersion: '2021-08-01',
  pageSize: 100,
  namesByResource: false,
  role: 'contributor',
  habits: [],
};
