import type {
  AttributeFacts,
  CatalogueData,
  ChildFacts,
  ElementFacts,
  PolicyFacts,
  RootFacts,
  Scope,
  Section,
  SectionFacts,
  ValueFacts,
} from './types';

/** A child element with what is known about it, whether it is the enclosing policy's own or a policy itself. */
export interface ResolvedChild {
  readonly child: ChildFacts;
  readonly element: ElementFacts;
  /** The policy that the child is, where it is one. */
  readonly policy: PolicyFacts | undefined;
}

/** Questions to the facts. Built once from the data; never changes. */
export class Catalogue {
  /** As handed in, but that every policy's own element has the common attributes among its attributes. */
  readonly data: CatalogueData;
  private readonly byName: ReadonlyMap<string, PolicyFacts>;

  constructor(data: CatalogueData) {
    const policies = data.policies.map((policy) => withCommonAttributes(policy, data.commonAttributes));
    this.data = { ...data, policies };
    this.byName = new Map(policies.map((policy) => [policy.name, policy]));
  }

  get policies(): readonly PolicyFacts[] {
    return this.data.policies;
  }

  policy(name: string): PolicyFacts | undefined {
    return this.byName.get(name);
  }

  section(name: string): SectionFacts | undefined {
    return this.data.sections.find((section) => section.name === name);
  }

  root(name: string): RootFacts | undefined {
    return this.data.roots.find((root) => root.name === name);
  }

  /**
   * The policies to offer as statements: documented ones, where their documentation has them. `undefined` stands
   * for a section or scope that isn't known, as in a fragment.
   */
  policiesIn(section: Section | undefined, scope: Scope | undefined): readonly PolicyFacts[] {
    return this.policies.filter(
      (policy) =>
        isStatement(policy) &&
        policy.status !== 'undocumented' &&
        includes(policy.documentedSections ?? policy.sections, section) &&
        includes(policy.documentedScopes ?? policy.scopes, scope),
    );
  }

  /** Whether the service may take the policy as a statement there. `true` wherever that isn't known. */
  accepts(policy: PolicyFacts, section: Section | undefined, scope: Scope | undefined): boolean {
    return isStatement(policy) && includes(policy.sections, section) && includes(policy.scopes, scope);
  }

  attribute(element: ElementFacts, name: string): AttributeFacts | undefined {
    return element.attributes.find((attribute) => attribute.name === name);
  }

  /**
   * What is known about the child of that name, `undefined` where the element lists none. Policies that an
   * element takes because any may stand in it (`policies`) aren't its children.
   */
  childFacts(element: ElementFacts, name: string): ResolvedChild | undefined {
    const child = element.children.find((one) => childName(one) === name);
    if (child === undefined) return undefined;
    if ('element' in child) return { child, element: child.element, policy: undefined };
    const policy = this.policy(child.policy);
    return policy && { child, element: policy.element, policy };
  }
}

export function childName(child: ChildFacts): string {
  return 'element' in child ? child.element.name : child.policy;
}

/** The values to choose from; empty where there is no choice. Those that are accepted but not documented come last. */
export function allowedValues(value: Pick<ValueFacts, 'type' | 'values'>): readonly string[] {
  if (value.values === undefined) return value.type === 'boolean' ? ['true', 'false'] : [];
  const documented = value.values.filter((one) => !one.undocumented);
  return [...documented, ...value.values.filter((one) => one.undocumented)].map((one) => one.value);
}

/** Whether it can be a statement of a section at all. */
function isStatement(policy: PolicyFacts): boolean {
  return !policy.nestedOnly && !policy.resolverRoot;
}

/** An empty list says that nothing is known. */
function includes<T>(places: readonly T[], place: T | undefined): boolean {
  return place === undefined || places.length === 0 || places.includes(place);
}

function withCommonAttributes(policy: PolicyFacts, common: readonly AttributeFacts[]): PolicyFacts {
  const { element } = policy;
  const own = new Set(element.attributes.map(({ name }) => name));
  const attributes = [...element.attributes, ...common.filter(({ name }) => !own.has(name))];
  return { ...policy, element: { ...element, attributes } };
}
