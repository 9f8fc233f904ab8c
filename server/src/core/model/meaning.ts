/** Tells what elements are by their names and by what encloses them. */
import type { Catalogue } from '../catalogue';
import type { ElementFacts, PolicyFacts, Scope, Section } from '../catalogue/types';
import type { ElementNode, PolicyTree } from '../syntax';
import type { ElementMeaning } from './types';

/** The meanings that have an element's facts. */
export type MeaningWithFacts = Extract<ElementMeaning, { readonly element: ElementFacts }>;

const ignored: ElementMeaning = { kind: 'ignored' };

/** The meanings of one document's elements, each worked out once. */
export class Meanings {
  /** By the elements' indices. */
  private readonly known: (ElementMeaning | undefined)[];
  /** By the facts they are of, or the tree where they are of none, and by what else is in them. */
  private readonly meanings = new Map<object, Map<string, ElementMeaning>>();

  constructor(
    private readonly tree: PolicyTree,
    private readonly catalogue: Catalogue,
    private readonly scope: Scope | undefined,
  ) {
    this.known = new Array<undefined>(tree.elementCount);
  }

  of(element: ElementNode): ElementMeaning {
    const found = this.known[element.index];
    if (found) return found;
    const pending: ElementNode[] = [];
    let node = element;
    let outer: ElementMeaning | undefined;
    // Up to the first that is known, as the parent mostly is, and down again.
    for (; node.parent.kind === 'element'; node = node.parent) {
      outer = this.known[node.parent.index];
      if (outer !== undefined) break;
      pending.push(node);
    }
    for (let next: ElementNode | undefined = node; next !== undefined; next = pending.pop()) {
      outer = outer === undefined ? this.atDocument(next) : this.inside(outer, next.name);
      this.known[next.index] = outer;
    }
    return outer ?? ignored;
  }

  private inside(outer: ElementMeaning, name: string): ElementMeaning {
    switch (outer.kind) {
      case 'ignored':
      case 'unknown':
        return ignored;
      case 'root':
        return outer.name === 'fragment' ? this.statement(name, undefined) : this.inPolicies(name);
      case 'section':
        return this.statement(name, outer.section);
      case 'base':
        return this.elsewhere(name, outer.section);
      case 'policy':
      case 'child':
      case 'misplaced':
        return this.inElement(name, outer);
    }
  }

  private atDocument(element: ElementNode): ElementMeaning {
    if (element !== this.tree.root) return ignored;
    const { name } = element;
    const policy = this.catalogue.policy(name);
    if (policy?.resolverRoot) return this.placed(policy, undefined);
    if (name === 'policies' || name === 'fragment') return { kind: 'root', name };
    if (policy) return this.misplaced(policy, undefined, 'root');
    const section = this.sectionNamed(name);
    return section ? this.section(section) : this.unknown(undefined);
  }

  private inPolicies(name: string): ElementMeaning {
    const section = this.sectionNamed(name);
    if (section) return this.section(section);
    if (name === 'base') return this.base(undefined);
    const policy = this.catalogue.policy(name);
    return policy ? this.misplaced(policy, undefined, 'root') : this.unknown(undefined);
  }

  /** Where any policy of the section may stand. */
  private statement(name: string, section: Section | undefined): ElementMeaning {
    if (name === 'base') return this.base(section);
    const policy = this.catalogue.policy(name);
    if (!policy) return this.elsewhere(name, section);
    if (policy.nestedOnly) return this.misplaced(policy, section, 'parent');
    if (policy.resolverRoot && policy.sections.length === 0) return this.misplaced(policy, section, 'root');
    if (section && policy.sections.length > 0 && !policy.sections.includes(section))
      return this.misplaced(policy, section, 'section');
    if (this.scope && policy.scopes.length > 0 && !policy.scopes.includes(this.scope))
      return this.misplaced(policy, section, 'scope');
    return this.placed(policy, section);
  }

  private inElement(name: string, outer: MeaningWithFacts): ElementMeaning {
    const { element: facts, section } = outer;
    if (facts.opaque) return ignored;
    for (const child of facts.children) {
      if ('element' in child) {
        if (child.element.name === name) return this.child(outer.policy, child.element, section);
      } else if (child.policy === name) {
        const policy = this.catalogue.policy(name);
        return policy ? this.placed(policy, section) : ignored;
      }
    }
    return facts.policies === 'any' ? this.statement(name, section) : this.elsewhere(name, section);
  }

  /** Where nothing of that name is expected. */
  private elsewhere(name: string, section: Section | undefined): ElementMeaning {
    if (name === 'base') return this.base(section);
    const other = this.sectionNamed(name);
    if (other) return this.section(other);
    const policy = this.catalogue.policy(name);
    return policy ? this.misplaced(policy, section, 'parent') : this.unknown(section);
  }

  private sectionNamed(name: string): Section | undefined {
    return this.catalogue.data.sections.find((section) => section.name === name)?.name;
  }

  private base(section: Section | undefined): ElementMeaning {
    return this.shared(this.tree, `base ${section}`, () => ({ kind: 'base', section }));
  }

  private section(section: Section): ElementMeaning {
    return this.shared(this.tree, `section ${section}`, () => ({ kind: 'section', section }));
  }

  private unknown(section: Section | undefined): ElementMeaning {
    return this.shared(this.tree, `unknown ${section}`, () => ({ kind: 'unknown', section }));
  }

  private child(policy: PolicyFacts, element: ElementFacts, section: Section | undefined): ElementMeaning {
    return this.shared(element, section ?? '', () => ({ kind: 'child', policy, element, section }));
  }

  private placed(policy: PolicyFacts, section: Section | undefined): ElementMeaning {
    return this.shared(policy, section ?? '', () => ({
      kind: 'policy',
      policy,
      element: policy.element,
      section,
    }));
  }

  private misplaced(
    policy: PolicyFacts,
    section: Section | undefined,
    why: 'section' | 'scope' | 'parent' | 'root',
  ): ElementMeaning {
    return this.shared(policy, `${why} ${section ?? ''}`, () => ({
      kind: 'misplaced',
      policy,
      element: policy.element,
      section,
      why,
    }));
  }

  /** Equal meanings are one object, so that what is worked out of a meaning can be kept. */
  private shared(of: object, key: string, make: () => ElementMeaning): ElementMeaning {
    let byKey = this.meanings.get(of);
    if (byKey === undefined) {
      byKey = new Map();
      this.meanings.set(of, byKey);
    }
    let meaning = byKey.get(key);
    if (meaning === undefined) {
      meaning = make();
      byKey.set(key, meaning);
    }
    return meaning;
  }
}
