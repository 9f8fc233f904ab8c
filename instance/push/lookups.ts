/** What the items of one plan ask the instance, each thing asked once. */
import type { PolicyAddress } from '../../server/src/core/workspace/types';
import { plain } from '../arm/failures';
import { type RunOptions, Throttle } from '../sync';
import type {
  ApimInstance,
  BackendSummary,
  CallOptions,
  NamedValueSummary,
  Outcome,
  PlaceOptions,
} from '../types';
import { within, workspaceOfAddress } from './resources';

type List<T> = Promise<Outcome<readonly T[]>>;

export class Lookups {
  readonly throttle: Throttle;
  readonly call: CallOptions;
  /** The instance with its named values listed once. */
  readonly instance: Pick<ApimInstance, 'readPolicy' | 'namedValues'>;
  private readonly answers = new Map<string, List<unknown>>();

  constructor(
    private readonly source: ApimInstance,
    options: RunOptions,
  ) {
    this.throttle = new Throttle(options);
    this.call = options.signal === undefined ? {} : { signal: options.signal };
    this.instance = {
      readPolicy: (address, o) => source.readPolicy(address, o),
      namedValues: (o) => this.namedValues(o?.workspace),
    };
  }

  namedValues(workspace: string | undefined): List<NamedValueSummary> {
    return this.once('named values', workspace, (o) => this.source.namedValues(o));
  }

  backends(workspace: string | undefined): List<BackendSummary> {
    return this.once('backends', workspace, (o) => this.source.backends(o));
  }

  readNamedValue(name: string, workspace: string | undefined) {
    return this.throttle.run(() => this.source.readNamedValue(name, { ...this.call, ...within(workspace) }));
  }

  readBackend(name: string, workspace: string | undefined) {
    return this.throttle.run(() => this.source.readBackend(name, { ...this.call, ...within(workspace) }));
  }

  /** What the address belongs to and the instance does not have, in words; `undefined` where all is there. */
  async missingOwner(address: PolicyAddress): Promise<Outcome<string | undefined>> {
    const workspace = workspaceOfAddress(address);
    const has = async (list: List<{ readonly name: string }>, name: string): Promise<Outcome<boolean>> => {
      const listed = await list;
      return listed.ok ? { ok: true, value: listed.value.some((row) => same(row.name, name)) } : listed;
    };
    if (workspace !== undefined) {
      const there = await has(
        this.once('workspaces', undefined, (o) => this.source.workspaces(o)),
        workspace,
      );
      if (!there.ok) return there;
      if (!there.value) return { ok: true, value: `workspace '${plain(workspace)}'` };
    }
    switch (address.kind) {
      case 'global':
      case 'fragment':
        return { ok: true, value: undefined };
      case 'product': {
        const there = await has(
          this.once('products', workspace, (o) => this.source.products(o)),
          address.product,
        );
        if (!there.ok) return there;
        return { ok: true, value: there.value ? undefined : `product '${plain(address.product)}'` };
      }
      case 'api':
      case 'operation':
      case 'resolver': {
        const [name = '', revision] = address.api.split(';rev=');
        const there = await has(
          this.once('apis', workspace, (o) => this.source.apis(o)),
          name,
        );
        if (!there.ok) return there;
        if (!there.value) return { ok: true, value: `API '${plain(name)}'` };
        if (revision !== undefined) {
          const revisions = await this.once(`revisions of ${name}`, workspace, (o) =>
            this.source.revisions(name, o),
          );
          if (!revisions.ok) return revisions;
          if (!revisions.value.some((row) => row.revision === revision))
            return { ok: true, value: `revision ${plain(revision)} of API '${plain(name)}'` };
        }
        if (address.kind === 'api') return { ok: true, value: undefined };
        const part = address.kind === 'operation' ? address.operation : address.resolver;
        const inside =
          address.kind === 'operation'
            ? this.once(`operations of ${address.api}`, workspace, (o) =>
                this.source.operations(address.api, o),
              )
            : this.once(`resolvers of ${address.api}`, workspace, (o) =>
                this.source.resolvers(address.api, o),
              );
        const found = await has(inside, part);
        if (!found.ok) return found;
        return {
          ok: true,
          value: found.value ? undefined : `${address.kind} '${plain(part)}' of API '${plain(address.api)}'`,
        };
      }
    }
  }

  private once<T>(
    what: string,
    workspace: string | undefined,
    ask: (options: PlaceOptions) => List<T>,
  ): List<T> {
    const key = JSON.stringify([what, workspace]);
    const known = this.answers.get(key) as List<T> | undefined;
    if (known !== undefined) return known;
    const answer = this.throttle.run(() => ask({ ...this.call, ...within(workspace) }));
    this.answers.set(key, answer);
    // A failure is no answer: the next question is a new try.
    void answer.then((outcome) => {
      if (!outcome.ok) this.answers.delete(key);
    });
    return answer;
  }
}

/** Names of resources are compared without regard to case, as the service does. */
function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
