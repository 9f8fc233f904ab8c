/** What the connected instance holds, listed once and kept until someone asks to look again. */
import type {
  ApimInstance,
  ApiSummary,
  BackendSummary,
  CacheSummary,
  CertificateSummary,
  Failure,
  FragmentSummary,
  FragmentUse,
  ListOptions,
  LoggerSummary,
  NamedValueSummary,
  NameSummary,
  OperationSummary,
  Outcome,
  ProductSummary,
  ResolverSummary,
  RevisionSummary,
  SchemaSummary,
  VersionSetSummary,
  WorkspaceSummary,
} from '../../../instance';
import type { NamedKind, PolicyAddress } from '../../../server/src/core/workspace/types';
import { Listing } from './listing';

type Ask<T> = (options: ListOptions<T>) => Promise<Outcome<readonly T[]>>;

/** Lists of a workspace of API Management where one is named, else of the service itself. */
export class InstanceLists {
  private readonly kept = new Map<string, Listing<unknown>>();

  private forgotten = 0;

  constructor(
    private readonly instance: ApimInstance,
    /** Told of every list that can't be had. */
    private readonly onFailure: (failure: Failure) => void = () => undefined,
  ) {}

  workspaces(): Listing<WorkspaceSummary> {
    return this.once('workspaces', (options) => this.instance.workspaces(options));
  }

  products(workspace?: string): Listing<ProductSummary> {
    return this.once('products', (options) => this.instance.products(options), workspace);
  }

  apis(workspace?: string): Listing<ApiSummary> {
    return this.once('apis', (options) => this.instance.apis(options), workspace);
  }

  versionSets(workspace?: string): Listing<VersionSetSummary> {
    return this.once('version sets', (options) => this.instance.versionSets(options), workspace);
  }

  revisions(api: string, workspace?: string): Listing<RevisionSummary> {
    return this.once(`revisions of ${api}`, (options) => this.instance.revisions(api, options), workspace);
  }

  operations(api: string, workspace?: string): Listing<OperationSummary> {
    return this.once(`operations of ${api}`, (options) => this.instance.operations(api, options), workspace);
  }

  resolvers(api: string, workspace?: string): Listing<ResolverSummary> {
    return this.once(`resolvers of ${api}`, (options) => this.instance.resolvers(api, options), workspace);
  }

  fragments(workspace?: string): Listing<FragmentSummary> {
    return this.once('fragments', (options) => this.instance.fragments(options), workspace);
  }

  fragmentUses(fragment: string, workspace?: string): Listing<FragmentUse> {
    return this.once(
      `uses of ${fragment}`,
      (options) => this.instance.fragmentUses(fragment, options),
      workspace,
    );
  }

  namedValues(workspace?: string): Listing<NamedValueSummary> {
    return this.once('named values', (options) => this.instance.namedValues(options), workspace);
  }

  backends(workspace?: string): Listing<BackendSummary> {
    return this.once('backends', (options) => this.instance.backends(options), workspace);
  }

  certificates(workspace?: string): Listing<CertificateSummary> {
    return this.once('certificates', (options) => this.instance.certificates(options), workspace);
  }

  loggers(workspace?: string): Listing<LoggerSummary> {
    return this.once('loggers', (options) => this.instance.loggers(options), workspace);
  }

  caches(workspace?: string): Listing<CacheSummary> {
    return this.once('caches', (options) => this.instance.caches(options), workspace);
  }

  schemas(workspace?: string): Listing<SchemaSummary> {
    return this.once('schemas', (options) => this.instance.schemas(options), workspace);
  }

  names(kind: NamedKind, workspace?: string): Listing<NameSummary> {
    return this.once(`names of ${kind}`, (options) => this.instance.names(kind, options), workspace);
  }

  policyAddresses(): Listing<PolicyAddress> {
    return this.once('policies', (options) => this.instance.policyAddresses(options));
  }

  /** Grows with each `forget`: what was made of older lists is out of date. */
  get generation(): number {
    return this.forgotten;
  }

  /** Lists anew when asked next. */
  forget(): void {
    this.forgotten++;
    this.kept.clear();
  }

  /** Failures aren't kept: the next question is a new try. */
  private once<T>(what: string, ask: Ask<T>, workspace?: string): Listing<T> {
    const key = workspace === undefined ? what : `${what} in ${workspace}`;
    const known = this.kept.get(key) as Listing<T> | undefined;
    if (known !== undefined) return known;
    const listing = new Listing<T>((options) =>
      ask(workspace === undefined ? options : { ...options, workspace }),
    );
    this.kept.set(key, listing as Listing<unknown>);
    void listing.whole.then((outcome) => {
      if (outcome.ok) return;
      if (this.kept.get(key) === (listing as Listing<unknown>)) this.kept.delete(key);
      this.onFailure(outcome.failure);
    });
    return listing;
  }
}
