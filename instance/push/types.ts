/**
 * A push of many files: what is wanted, what it would change, and what came of it. Nothing here shows a secret:
 * those are wrapped (`Withheld`) and left out of the texts that are shown.
 */
import type { PolicyAddress } from '../../server/src/core/workspace/types';
import type { Overrides, TokenLookup } from '../environments';
import type { LocatedFault } from '../faultOrigins';
import type { GitFailure, GitReader } from '../git';
import type {
  ArtifactsPlace,
  BaseRecord,
  PushPlan,
  RunOptions,
  SyncState,
  WantedNamedValue,
  WorkspaceFiles,
} from '../sync';
import type { ApimInstance, Failure, NamedValueSummary } from '../types';
import type { Withheld } from '../withheld';

/** Something on the instance that a push can write. */
export type Resource =
  | { readonly kind: 'policy'; readonly address: PolicyAddress }
  | { readonly kind: 'named-value'; readonly name: string; readonly workspace?: string }
  | { readonly kind: 'backend'; readonly name: string; readonly workspace?: string };

/** Which files: all of the artifacts, those at or below the paths, or what changed since a commit, branch or tag. */
export type PushSelection =
  | { readonly kind: 'everything' }
  | { readonly kind: 'paths'; readonly paths: readonly string[] }
  | { readonly kind: 'since'; readonly ref: string };

/** Between what a push happens. */
export interface PushSides {
  readonly instance: ApimInstance;
  readonly files: WorkspaceFiles;
  readonly state: SyncState;
  readonly place: ArtifactsPlace;
  /** What is different on this instance from what the files say. */
  readonly overrides?: Overrides;
  /** The files that the overrides come from: with `since`, a change in them selects what they override. */
  readonly overridesFrom?: readonly string[];
  /** What tokens stand for. */
  readonly tokens?: TokenLookup;
  /** Needed for `since`. */
  readonly git?: GitReader;
}

export interface PushOptions extends RunOptions {
  /** Whether resources are deleted whose files are gone; only those whose files were there once. */
  readonly deletions?: boolean;
}

/** What the instance has of a named value, as far as sending needs it. */
export interface LiveNamedValue {
  readonly kind: NamedValueSummary['kind'];
  readonly etag: string;
  /** The value of a plain one. */
  readonly value: Withheld | undefined;
}

/** What is to be done to send an item; for the engine. */
export type Work =
  | { readonly kind: 'policy'; readonly plan: PushPlan }
  | {
      readonly kind: 'named-value';
      readonly wanted: WantedNamedValue;
      readonly live: LiveNamedValue | undefined;
      /** Whether tokens are in it: then what the instance has is neither shown nor remembered. */
      readonly usesTokens: boolean;
    }
  | {
      readonly kind: 'backend';
      /** The properties as JSON, credentials included. */
      readonly wanted: Withheld;
      readonly etag: string | undefined;
    }
  /** `etag` of what was seen; `undefined` where the instance has nothing. */
  | { readonly kind: 'delete'; readonly etag: string | undefined }
  | { readonly kind: 'none' };

/** Why a person has to decide before an item is sent. */
export type ConflictReason =
  /** Someone changed it since it was last pulled or pushed. */
  | 'changed-on-instance'
  /** It was there when it was last pulled or pushed, and is no longer. */
  | 'deleted-on-instance'
  /** It was never pulled or pushed, and the instance has something else. */
  | 'no-base';

export type PlannedChange =
  | { readonly action: 'create' }
  /** `secretOnly`: all that can be compared is the same, but a secret's value is given, which can't be. */
  | { readonly action: 'update'; readonly secretOnly?: boolean }
  /** `formattingOnly`: the texts differ in what has no meaning. */
  | { readonly action: 'unchanged'; readonly formattingOnly?: boolean }
  | { readonly action: 'delete' }
  | {
      readonly action: 'conflict';
      readonly reason: ConflictReason;
      /** What is done where the person decides for the workspace. */
      readonly otherwise: 'create' | 'update' | 'delete';
    }
  /** It can't be sent as it is; the message says what to do. */
  | { readonly action: 'blocked'; readonly message: string };

export interface PlanItem {
  /** The same for the same resource in every plan. */
  readonly id: string;
  readonly resource: Resource;
  /** The file it comes from, or came from. */
  readonly path: string;
  readonly change: PlannedChange;
  /** What the instance has and what it will have, for a diff; secrets are left out. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** What the file was last known to be on the instance: the middle of a three-way merge. */
  readonly base: BaseRecord | undefined;
  readonly work: Work;
}

export interface WorkspacePlan {
  /** In the order in which they are sent: what others refer to goes first, what is deleted goes last. */
  readonly items: readonly PlanItem[];
  /** Files that were selected but are nothing a push sends. */
  readonly ignored: readonly string[];
  /** Overrides whose resource has no file, `named value x`. */
  readonly unusedOverrides: readonly string[];
  readonly state: SyncState;
}

export type PlanOutcome =
  | { readonly ok: true; readonly plan: WorkspacePlan }
  | { readonly ok: false; readonly failure: Failure | GitFailure };

export interface ApplyOptions extends RunOptions {
  /**
   * `stop` (without it): nothing is sent while the plan has conflicts that nobody decided or items that are blocked,
   * and no more after one that fails. `go-on`: all others are sent.
   */
  readonly onFailure?: 'stop' | 'go-on';
  /** Ids of conflicts that a person has seen and decided for the workspace. */
  readonly overwrite?: ReadonlySet<string> | 'all';
  /** Called with each item as it ends. */
  readonly onItem?: (done: ReportItem) => void;
}

export type ItemOutcome =
  /** `asSent` is false where the instance holds something of another meaning than what was sent. */
  | { readonly kind: 'created' | 'updated'; readonly asSent: boolean }
  | { readonly kind: 'deleted' | 'unchanged' }
  /** Needs a decision, or has just changed on the instance; nothing was overwritten. */
  | { readonly kind: 'conflict'; readonly message: string }
  | { readonly kind: 'blocked'; readonly message: string }
  | { readonly kind: 'invalid'; readonly message: string; readonly faults: readonly LocatedFault[] }
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** Not tried, because an earlier one failed or the push was cancelled. */
  | { readonly kind: 'not-tried' };

export interface ReportItem {
  readonly item: PlanItem;
  readonly outcome: ItemOutcome;
}

export interface PushReport {
  /** In the order of the plan. */
  readonly items: readonly ReportItem[];
  /** Whether the instance now has all that the plan said. */
  readonly complete: boolean;
  readonly cancelled: boolean;
}
