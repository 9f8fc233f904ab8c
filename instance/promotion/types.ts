/** Two sides that are compared: what each has of a resource, and how the two differ. */
import type { GitFailure } from '../git';
import type { Resource } from '../push';
import type { FailedItem } from '../sync';
import type { CallOptions, Failure, Outcome } from '../types';

/** Something that holds resources: an instance, or a workspace with what is different in an environment. */
export interface ResourceSource {
  list(options: CallOptions): Promise<Outcome<readonly Resource[]>>;
  /**
   * A policy's document, or an information file's text without secrets; `undefined` where there is none. Only for
   * resources that were listed.
   */
  read(resource: Resource, options: CallOptions): Promise<Outcome<SourceText | undefined>>;
  /** Display names of named values by resource name; references by either are the same. */
  displayNames(workspace: string | undefined, options: CallOptions): Promise<ReadonlyMap<string, string>>;
}

/** What is compared, and how it is shown where tokens are in it. */
export interface SourceText {
  readonly text: string;
  readonly shown: string;
}

export type Difference =
  | 'same'
  /** The texts differ in what has no meaning. */
  | 'formatting'
  | 'different'
  | 'only-first'
  | 'only-second';

export interface ComparedItem {
  /** As `resourceId` has it. */
  readonly id: string;
  readonly resource: Resource;
  readonly difference: Difference;
  readonly first: string | undefined;
  readonly second: string | undefined;
}

export interface Comparison {
  /** In the order of their ids. */
  readonly items: readonly ComparedItem[];
  /** What one of the sides would not give. */
  readonly unread: readonly FailedItem[];
}

export type ComparisonOutcome =
  | { readonly ok: true; readonly comparison: Comparison }
  | { readonly ok: false; readonly failure: Failure | GitFailure };
