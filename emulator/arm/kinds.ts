/** What there is below a service: one row a collection, and what sets it apart. */
import type { ArmError } from '../http/errors';
import type { Call, Reply } from '../http/message';
import type { Instance } from '../instance';
import type { JsonObject } from '../json';
import type { Resource } from '../store/resource';

/** A request to a resource: where it points and what is there. */
export interface Target {
  readonly call: Call;
  readonly instance: Instance;
  readonly kind: ResourceKind;
  /** Below the service, alternating collections and names, aliases resolved. */
  readonly segments: readonly string[];
  readonly path: string;
  readonly existing: Resource | undefined;
}

/** Properties to store, or why not. */
export type Prepared =
  | { readonly ok: true; readonly properties: JsonObject }
  | { readonly ok: false; readonly error: ArmError };

export interface ResourceKind {
  /** As messages name it: `Api not found.` */
  readonly noun: string;
  readonly writes: 'none' | 'put' | 'put-patch';
  /** Writes answer at once and are polled. */
  readonly longRunning?: boolean;
  /** Fields that `$filter` may name. */
  readonly filterFields?: readonly string[];
  /** Lists come without a count. */
  readonly uncounted?: boolean;
  /** Names a resource of the kind may have; by default 1 to 80 characters without `*#&+:<>?/`. */
  readonly names?: RegExp;
  readonly required?: readonly string[];
  /** Checks and completes what was sent; the default keeps it as it is. */
  readonly prepare?: (target: Target, sent: JsonObject) => Prepared;
  /** Whether a failed check is answered at once or told by the poll addresses. */
  readonly failsLater?: boolean;
  /** The properties as an answer shows them. */
  readonly present?: (target: Target, resource: Resource) => JsonObject;
  /** The properties in a PUT's or PATCH's own answer, where they differ. */
  readonly presentWritten?: (target: Target, resource: Resource) => JsonObject;
  /** Rows of a list that are not simply the collection's resources. */
  readonly list?: (target: Target) => readonly Resource[];
  /** After a write: further changes that come with it. */
  readonly written?: (target: Target, resource: Resource) => void;
  /** Why it may not be deleted. */
  readonly undeletable?: (target: Target, resource: Resource) => ArmError | undefined;
  readonly deleted?: (target: Target, resource: Resource) => void;
  /** `POST {resource}/{action}`. */
  readonly actions?: Readonly<Record<string, (target: Target, resource: Resource) => Reply>>;
}
