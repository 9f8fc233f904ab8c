/** What is checked and what comes out. */
import type { Scope } from '../../server/src/core/catalogue/types';
import type { ArmError } from '../http/errors';

export type PolicyFormat = 'xml' | 'rawxml';

/** What kind of document a place takes. */
export type Place =
  | { readonly kind: 'policies'; readonly scope: Scope }
  | { readonly kind: 'fragment' }
  | { readonly kind: 'resolver' };

/** Names that exist where the document belongs; in lower case. */
export interface KnownNames {
  readonly fragments: ReadonlySet<string>;
  readonly namedValues: ReadonlySet<string>;
  readonly backends: ReadonlySet<string>;
  readonly loggers: ReadonlySet<string>;
}

/** `target` is the element, or `representation` where the text could not be read as a document. */
export interface Fault {
  readonly target: string;
  readonly message: string;
}

/** Why a document is refused. `unreadable` is the reader's message where the text is no document at all. */
export interface Rejection {
  readonly unreadable: string | undefined;
  readonly error: ArmError;
}
