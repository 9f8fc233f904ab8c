import type { CatalogueData, PolicyFacts } from './types';

/** Questions to the facts. Built once from the data; never changes. */
export class Catalogue {
  private readonly byName: ReadonlyMap<string, PolicyFacts>;

  constructor(readonly data: CatalogueData) {
    this.byName = new Map(data.policies.map((policy) => [policy.name, policy]));
  }

  get policies(): readonly PolicyFacts[] {
    return this.data.policies;
  }

  policy(name: string): PolicyFacts | undefined {
    return this.byName.get(name);
  }
}
