/** What the engine for pull and push works with. All paths are relative to the workspace folder, with `/`. */
import type { LayoutEntry, LayoutName, PolicyAddress } from '../../server/src/core/workspace/types';
import type { Overrides, TokenLookup } from '../environments';
import type { Failure, LivePolicy, PolicyFault } from '../types';

/** The files of a workspace. Implementations never leave the workspace folder, and may throw what I/O throws. */
export interface WorkspaceFiles {
  /** The text, a byte order mark included; `undefined` where there is no file. */
  read(path: string): Promise<string | undefined>;
  /** Creates folders as needed; afterwards the file is either what it was or whole and new. */
  write(path: string, text: string): Promise<void>;
  /**
   * The paths of all files, or of those below a folder; without those of Git, of `node_modules` and of `.apim`, unless
   * the folder is one of them. None where the folder isn't there.
   */
  list(under?: string): Promise<readonly string[]>;
  /** Nothing happens where there is no such file. */
  remove(path: string): Promise<void>;
}

/** Where artifacts are in the workspace: the layout and its folder (`''` for the workspace folder). */
export interface ArtifactsPlace {
  readonly layout: LayoutName;
  readonly root: string;
}

/** What a pulled file was last known to be on the instance: the common ancestor for a merge. */
export interface BaseRecord {
  readonly entry: LayoutEntry;
  readonly text: string;
  /** Empty where it was not asked for, as when information files are pulled. */
  readonly etag: string;
}

/** What was last seen of single files. */
export interface BaseMemory {
  read(path: string): Promise<BaseRecord | undefined>;
  write(path: string, record: BaseRecord): Promise<void>;
}

/** What was last seen of one instance, file by file. Records that can't be read count as missing. */
export interface SyncState extends BaseMemory {
  /** All that is known, by path. */
  all(): Promise<ReadonlyMap<string, BaseRecord>>;
  forget(path: string): Promise<void>;
}

export interface Progress {
  readonly done: number;
  readonly total: number;
  /** What is being worked on, for people. */
  readonly label: string;
}

export interface RunOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Waits, where the instance throttles; given for tests. */
  readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
}

export interface PullOptions extends RunOptions {
  /** Requests at a time; 12 by default. */
  readonly parallel?: number;
  /** What is different on this instance: files that an environment overrides are not written from it. */
  readonly overrides?: Overrides;
  readonly tokens?: TokenLookup;
}

export interface ApplyPullOptions extends RunOptions {
  /** What to do with edited files whose policy has changed on the instance too; `keep` without it. */
  readonly localChanges?: 'keep' | 'merge';
}

/** A file into which the instance's changes were merged. */
export interface MergedFile {
  readonly path: string;
  /** Places left to decide, marked in the file. */
  readonly conflicts: number;
}

/**
 * `new`: there is no file yet. `update`: the file is as it was pulled, the instance has changed. `unchanged`:
 * the file says what the instance has. `localChanges`: the file was edited (or never pulled) and differs from the
 * instance; it is never overwritten.
 */
export type PullChange = 'new' | 'update' | 'unchanged' | 'localChanges';

export interface PullItem {
  readonly entry: LayoutEntry;
  readonly path: string;
  readonly change: PullChange;
  /** The file as it was when the plan was made. */
  readonly local: string | undefined;
  /** What the file will hold. */
  readonly text: string;
  /** For policies: what the instance holds, and what it held when the file was last pulled. */
  readonly live?: LivePolicy;
  readonly base?: BaseRecord;
  /** With `localChanges`: whether the instance has changed too since the last pull, so that a merge is due. */
  readonly instanceChanged?: boolean;
  /** Whether credentials were left out of the text. */
  readonly withheld?: boolean;
  /** What is remembered in place of the text, which holds what tokens stand for. */
  readonly remembered?: string;
}

export interface FailedItem {
  readonly path: string;
  readonly message: string;
  readonly failure?: Failure;
}

export interface PullPlan {
  readonly items: readonly PullItem[];
  /** What could not be read. */
  readonly failed: readonly FailedItem[];
  /** Files pulled earlier whose policy the instance no longer has; they are left alone. */
  readonly gone: readonly { readonly path: string; readonly address: PolicyAddress }[];
  readonly state: SyncState;
}

/** `failure` where the plan could not be made at all (signed out, cancelled …). */
export type PullPlanOutcome =
  | { readonly ok: true; readonly plan: PullPlan }
  | { readonly ok: false; readonly failure: Failure };

export interface PullResult {
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  /** Edited files that were left alone. */
  readonly conflicts: readonly PullItem[];
  readonly merged: readonly MergedFile[];
  readonly failed: readonly FailedItem[];
  readonly cancelled: boolean;
}

/**
 * `create`: the instance has none and the file was never pulled. `update`: the instance has what the file was
 * made from. `unchanged`: nothing to push. `changedOnInstance`: someone changed it since the pull. `noBase`: the
 * file was never pulled, and the instance has something else. `deletedOnInstance`: it was there at the pull.
 */
export type PushVerdict =
  | 'create'
  | 'update'
  | 'unchanged'
  | 'changedOnInstance'
  | 'noBase'
  | 'deletedOnInstance';

export interface PushPlan {
  readonly address: PolicyAddress;
  readonly path: string;
  readonly verdict: PushVerdict;
  /** The document that will be sent, as it was when the plan was made. */
  readonly text: string;
  /** The instance's policy now: what the diff shows and what is replaced, nothing else. */
  readonly live: LivePolicy | undefined;
  readonly base: BaseRecord | undefined;
  /** With `unchanged`: the texts differ, but only in what has no meaning. */
  readonly formattingOnly: boolean;
  readonly state: BaseMemory;
}

export type PushPlanOutcome =
  | { readonly ok: true; readonly plan: PushPlan }
  | { readonly ok: false; readonly failure: Failure };

/** `push` sends what needs no decision; `overwrite` says that the person saw `live` and wants it replaced. */
export type PushDecision = 'push' | 'overwrite';

export type PushResult =
  /** `asSent` is false where the instance holds something of another meaning than what was sent. */
  | { readonly kind: 'pushed'; readonly live: LivePolicy; readonly asSent: boolean }
  | { readonly kind: 'unchanged' }
  /** Nothing was sent: the verdict needs a decision. */
  | { readonly kind: 'needs-decision'; readonly verdict: PushVerdict }
  /** The instance changed after the plan was made; nothing was overwritten. Make a new plan. */
  | { readonly kind: 'conflict'; readonly message: string }
  | { readonly kind: 'invalid'; readonly message: string; readonly faults: readonly PolicyFault[] }
  | { readonly kind: 'failed'; readonly failure: Failure };
