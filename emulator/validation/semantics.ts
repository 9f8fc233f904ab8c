/**
 * A readable document against the catalogue and the names of the instance: one fault for each thing the service
 * would complain of, in document order and in the service's words.
 */
import type { ElementFacts } from '../../server/src/core/catalogue/types';
import { type Analysis, childElements, elementsOf, isFilledInLater } from '../../server/src/core/model';
import type { AttributeNode, ElementNode } from '../../server/src/core/syntax';
import { datatypeFault } from './datatypes';
import { expressionFaults } from './expressionFaults';
import { Positions } from './position';
import type { Fault, KnownNames, Place } from './types';

export function semanticFaults(analysis: Analysis, place: Place, names: KnownNames): readonly Fault[] {
  return new Checker(analysis, place, names).check();
}

class Checker {
  private readonly faults: Fault[] = [];
  private readonly positions: Positions;

  constructor(
    private readonly analysis: Analysis,
    private readonly place: Place,
    private readonly names: KnownNames,
  ) {
    this.positions = new Positions(analysis.text);
  }

  check(): readonly Fault[] {
    const { root } = this.analysis;
    if (root === undefined) return [];
    if (!this.isRootOfPlace(root)) {
      this.add(root, `The '${root.name}' element is not declared.`);
      return this.faults;
    }
    const missing = this.missingNamedValues();
    const compiled = expressionFaults(this.analysis);
    for (const element of elementsOf(this.analysis.tree.document)) {
      this.element(element);
      for (const name of missing.get(element) ?? []) {
        this.add(element, `Cannot find a property '${name}'`, name);
      }
      for (const message of compiled.get(element) ?? []) this.add(element, message);
    }
    return this.faults;
  }

  private isRootOfPlace(root: ElementNode): boolean {
    if (this.place.kind === 'resolver') return this.analysis.kind === 'resolver';
    return root.name === this.place.kind;
  }

  private element(element: ElementNode): void {
    const meaning = this.analysis.meaningOf(element);
    switch (meaning.kind) {
      case 'ignored':
        return;
      case 'root':
        this.text(element, undefined);
        return;
      case 'section':
        if (!this.isSectionOfRoot(element)) this.invalidChild(element);
        this.text(element, undefined);
        return;
      case 'base':
        if (this.place.kind !== 'policies' || !this.takesPolicies(element.parent)) this.invalidChild(element);
        this.attributes(element, [], false);
        return;
      case 'unknown':
        this.invalidChild(element);
        return;
      case 'misplaced':
        if (meaning.why === 'section') this.add(element, 'Policy is not allowed in the specified section');
        else if (meaning.why === 'scope') this.add(element, 'Policy is not allowed in the specified scope');
        else this.invalidChild(element);
        return;
      case 'policy':
        this.attributes(element, meaning.element.attributes, true);
        this.content(element, meaning.element);
        return;
      case 'child':
        this.attributes(element, meaning.element.attributes, false);
        this.content(element, meaning.element);
    }
  }

  private isSectionOfRoot(element: ElementNode): boolean {
    const { parent } = element;
    if (parent.kind !== 'element' || parent !== this.analysis.root || parent.name !== 'policies')
      return false;
    return childElements(parent).find((other) => other.name === element.name) === element;
  }

  /** Whether policies may stand in the element, so that `base` may too. */
  private takesPolicies(parent: ElementNode['parent']): boolean {
    if (parent.kind !== 'element') return false;
    const meaning = this.analysis.meaningOf(parent);
    return meaning.kind === 'section' || ('element' in meaning && meaning.element.policies === 'any');
  }

  private attributes(element: ElementNode, declared: ElementFacts['attributes'], isPolicy: boolean): void {
    for (const facts of declared) {
      if (facts.required === 'yes' && !element.attributes.some(({ name }) => name === facts.name)) {
        this.add(element, `The required attribute '${facts.name}' is missing.`);
      }
    }
    for (const attribute of element.attributes) {
      const facts = declared.find(({ name }) => name === attribute.name);
      if (facts !== undefined) this.value(element, attribute, facts);
      // Every policy may carry an id, and XML's own attributes are nobody's business.
      else if (!(isPolicy && attribute.name === 'id') && !/^xml(?:ns)?(?::|$)/.test(attribute.name)) {
        this.add(element, `The '${attribute.name}' attribute is not declared.`);
      }
    }
  }

  private value(
    element: ElementNode,
    { value }: AttributeNode,
    facts: ElementFacts['attributes'][number],
  ): void {
    if (value === undefined) return;
    const text = this.analysis.text.slice(value.span.start, value.span.end);
    if (value.parts.some((part) => part.kind === 'expression') && facts.expression) return;
    if (isFilledInLater(text) && text.includes('{{')) return;
    const fault = datatypeFault(facts, text);
    if (fault !== undefined) {
      this.add(element, fault);
      return;
    }
    const name = text.toLowerCase();
    if (facts.refersTo === 'fragment' && !this.names.fragments.has(name)) {
      this.add(element, `Policy fragment with id '${text}' could not be found.`);
    } else if (facts.refersTo === 'backend' && !this.names.backends.has(name)) {
      this.add(element, `Backend with id '${text}' could not be found.`);
    } else if (facts.refersTo === 'logger' && !this.names.loggers.has(name))
      this.add(element, 'Logger not found');
  }

  private content(element: ElementNode, facts: ElementFacts): void {
    if (facts.opaque) return;
    this.text(element, facts);
    const children = childElements(element);
    for (const child of facts.children) {
      const name = 'element' in child ? child.element.name : child.policy;
      const found = children.filter((other) => other.name === name);
      if (found.length < child.min) {
        this.add(element, `The element '${element.name}' has incomplete content.${expected([name])}`);
      }
      if (child.max === null) continue;
      for (const extra of found.slice(child.max)) {
        const others = childNames(facts).filter((other) => other !== name);
        this.add(
          extra,
          `The element '${element.name}' has invalid child element '${extra.name}'.${expected(others)}`,
        );
      }
    }
  }

  private text(element: ElementNode, facts: ElementFacts | undefined): void {
    if (facts?.text !== undefined) return;
    const { text } = this.analysis;
    const solid = element.children.some(
      (child) =>
        child.kind === 'cdata' ||
        (child.kind === 'text' && text.slice(child.span.start, child.span.end).trim() !== ''),
    );
    if (solid)
      this.add(
        element,
        `The element '${element.name}' cannot contain text.${expected(this.expectedIn(element))}`,
      );
  }

  private invalidChild(element: ElementNode): void {
    const { parent } = element;
    this.add(
      element,
      parent.kind === 'element'
        ? `The element '${parent.name}' has invalid child element '${element.name}'.${expected(this.expectedIn(parent))}`
        : `The '${element.name}' element is not declared.`,
    );
  }

  private expectedIn(parent: ElementNode): readonly string[] {
    const meaning = this.analysis.meaningOf(parent);
    const { catalogue } = this.analysis;
    switch (meaning.kind) {
      case 'root':
        return meaning.name === 'fragment'
          ? catalogue.policies.filter((policy) => policy.sections.length > 0).map((policy) => policy.name)
          : catalogue.data.sections.map((section) => section.name);
      case 'section':
        return [
          'base',
          ...catalogue.policies
            .filter((p) => p.sections.includes(meaning.section))
            .map((policy) => policy.name),
        ];
      case 'policy':
      case 'child':
      case 'misplaced':
        return childNames(meaning.element);
      default:
        return [];
    }
  }

  /** Names of named values that aren't there, by the element they stand in. */
  private missingNamedValues(): ReadonlyMap<ElementNode, readonly string[]> {
    const missing = this.analysis.namedValueReferences.filter(
      ({ name }) => !this.names.namedValues.has(name.toLowerCase()),
    );
    const byElement = new Map<ElementNode, string[]>();
    if (missing.length === 0) return byElement;
    const elements = [...elementsOf(this.analysis.tree.document)];
    for (const { name, span } of missing) {
      const owner = elements.findLast(
        (element) => element.span.start <= span.start && span.end <= element.span.end,
      );
      if (owner === undefined) continue;
      const there = byElement.get(owner) ?? [];
      if (!there.includes(name)) byElement.set(owner, [...there, name]);
    }
    return byElement;
  }

  private add(element: ElementNode, message: string, target = element.name): void {
    const place = this.positions.place(element.nameSpan.start, ', column ');
    this.faults.push({ target, message: `Error in element '${target}' on ${place}: ${message}` });
  }
}

function childNames(facts: ElementFacts): readonly string[] {
  return facts.children.map((child) => ('element' in child ? child.element.name : child.policy));
}

/** Long lists are cut off, as .NET does. */
function expected(names: readonly string[]): string {
  if (names.length === 0) return '';
  const [shown, end] = names.length > 6 ? [names.slice(0, 5), '....'] : [names, ''];
  return ` List of possible elements expected: '${shown.join(', ')}${end}'.`;
}
