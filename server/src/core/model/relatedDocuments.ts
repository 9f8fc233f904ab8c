/** Finds the documents that run together with one: the policies of broader scopes, and fragments. */
import {
  broaderScopes,
  type OperationAddress,
  type OperationFact,
  type PolicyAddress,
  scopeOf,
} from '../workspace';
import { analyse } from './analyse';
import { documentKindOf } from './policyDetection';
import type { AnalysisOptions, RelatedDocument, Surroundings } from './types';

/** A policy's text and where it stands. */
export type PolicyText = Pick<RelatedDocument, 'uri' | 'path' | 'isFile'> & { readonly text: string };

/** The policies of one extract. Each is read and analysed once, when it is first asked for. */
export class RelatedDocuments {
  private readonly documents = new Map<string, RelatedDocument | undefined>();

  constructor(
    /** `undefined` where there is no such policy. */
    private readonly read: (address: PolicyAddress) => PolicyText | undefined,
    private readonly options: Pick<AnalysisOptions, 'catalogue' | 'types' | 'facts'>,
    private readonly operation: (address: OperationAddress) => OperationFact | undefined = () => undefined,
  ) {}

  /** `product`: the one under which calls are supposed to be made. */
  surroundingsOf(address: PolicyAddress, product?: string): Surroundings {
    const documentAt = (place: PolicyAddress): RelatedDocument | undefined => this.documentAt(place);
    const workspace = 'workspace' in address ? address.workspace : undefined;
    return {
      ...(address.kind === 'operation' && { operation: () => this.operation(address) }),
      get parents() {
        return broaderScopes(address, product).flatMap((parent) => documentAt(parent) ?? []);
      },
      fragment: (id) =>
        (workspace === undefined ? undefined : documentAt({ kind: 'fragment', fragment: id, workspace })) ??
        documentAt({ kind: 'fragment', fragment: id }),
    };
  }

  documentAt(address: PolicyAddress): RelatedDocument | undefined {
    const key = JSON.stringify(address, Object.keys(address).sort());
    if (this.documents.has(key)) return this.documents.get(key);
    const found = this.read(address);
    const document = found && {
      address,
      uri: found.uri,
      path: found.path,
      isFile: found.isFile,
      analysis: analyse(found.text, {
        ...this.options,
        address,
        scope: scopeOf(address),
        kindHint: documentKindOf(address),
      }),
    };
    this.documents.set(key, document);
    return document;
  }
}
