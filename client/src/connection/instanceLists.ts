/** What the connected instance holds, listed once and kept until someone asks to look again. */
import type {
  ApimInstance,
  ApiSummary,
  BackendSummary,
  CallOptions,
  FragmentSummary,
  NamedValueSummary,
  NameSummary,
  OperationSummary,
  Outcome,
  ProductSummary,
} from '../../../instance';
import type { NamedKind, PolicyAddress } from '../../../server/src/core/workspace/types';

export class InstanceLists {
  private readonly answers = new Map<string, Promise<Outcome<unknown>>>();

  constructor(private readonly instance: ApimInstance) {}

  products(): Promise<Outcome<readonly ProductSummary[]>> {
    return this.once('products', (options) => this.instance.products(options));
  }

  apis(): Promise<Outcome<readonly ApiSummary[]>> {
    return this.once('apis', (options) => this.instance.apis(options));
  }

  operations(api: string): Promise<Outcome<readonly OperationSummary[]>> {
    return this.once(`operations of ${api}`, (options) => this.instance.operations(api, options));
  }

  fragments(): Promise<Outcome<readonly FragmentSummary[]>> {
    return this.once('fragments', (options) => this.instance.fragments(options));
  }

  namedValues(): Promise<Outcome<readonly NamedValueSummary[]>> {
    return this.once('named values', (options) => this.instance.namedValues(options));
  }

  backends(): Promise<Outcome<readonly BackendSummary[]>> {
    return this.once('backends', (options) => this.instance.backends(options));
  }

  names(kind: NamedKind): Promise<Outcome<readonly NameSummary[]>> {
    return this.once(`names of ${kind}`, (options) => this.instance.names(kind, options));
  }

  policyAddresses(): Promise<Outcome<readonly PolicyAddress[]>> {
    return this.once('policies', (options) => this.instance.policyAddresses(options));
  }

  /** Lists anew when asked next. */
  forget(): void {
    this.answers.clear();
  }

  /** Failures aren't kept: the next question is a new try. */
  private once<T>(key: string, ask: (options: CallOptions) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    const known = this.answers.get(key) as Promise<Outcome<T>> | undefined;
    if (known !== undefined) return known;
    const answer = ask({});
    this.answers.set(key, answer);
    void answer.then((outcome) => {
      if (!outcome.ok && this.answers.get(key) === answer) this.answers.delete(key);
    });
    return answer;
  }
}
