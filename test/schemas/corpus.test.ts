/** The facts against real policies, where those are at hand: what people use has to be known. */
import { describe, expect, it } from 'vitest';
import type { AttributeFacts, ElementFacts, Section } from '../../server/src/core/catalogue';
import type { AttributeNode, ContentNode, DocumentNode, ElementNode } from '../../server/src/core/syntax';
import { parsePolicy } from '../../server/src/core/syntax';
import { testCatalogue } from '../support/catalogue';
import { corpus } from '../support/shared';

const catalogue = testCatalogue();
const entries = corpus().filter(({ kind }) => kind !== 'broken');

/** What real documents get wrong, with the reason why it is no fact. */
const mistakes = new Map([
  ['set-method@method', 'a sample of a compiler whose output has since been corrected: the method is text'],
  ['invoke-darp-binding', 'a typing error in test data for invoke-dapr-binding'],
  ['publish-to-darp', 'a typing error in test data for publish-to-dapr'],
  ['llm-semantic-cache-lookup@embeddings-backend-auth=managed-identity', "a compiler's test data; any text"],
  ['llm-token-limit@token-quota-period=day', "a compiler's test data; the period is called Daily"],
]);

/** Placeholders of other templating tools (`{count}`, `RETRY_COUNT`) stand for values that can't be seen here. */
const placeholder = /^\{\w[\w-]*\}$|^[A-Z_]{4,}$/;

type Finding = readonly [what: string, file: string];

function elementsOf(node: ElementNode | DocumentNode): readonly ElementNode[] {
  return (node.children as readonly ContentNode[]).filter((child) => child.kind === 'element');
}

class Check {
  readonly findings: Finding[] = [];
  readonly used = new Set<string>();

  constructor(
    private readonly file: string,
    private readonly text: string,
  ) {}

  document(document: DocumentNode): void {
    for (const root of elementsOf(document)) {
      if (catalogue.policy(root.name)?.resolverRoot) this.policy(root, undefined);
      else if (root.name === 'fragment') this.statements(root, undefined);
      else
        for (const section of elementsOf(root))
          this.statements(section, catalogue.section(section.name)?.name);
    }
  }

  private statements(parent: ElementNode, section: Section | undefined): void {
    for (const child of elementsOf(parent)) if (child.name !== 'base') this.policy(child, section);
  }

  private policy(node: ElementNode, section: Section | undefined): void {
    const policy = catalogue.policy(node.name);
    if (policy === undefined) {
      this.report(node.name);
      return;
    }
    this.used.add(node.name);
    if (!policy.resolverRoot && !catalogue.accepts(policy, section, undefined))
      this.report(`${node.name} in ${section}`);
    this.element(node, policy.element, node.name, section);
  }

  private element(node: ElementNode, facts: ElementFacts, path: string, section: Section | undefined): void {
    for (const attribute of node.attributes) this.attribute(attribute, facts, path);
    for (const { name, required } of facts.attributes)
      if (required === 'yes' && !node.attributes.some((attribute) => attribute.name === name))
        this.report(`${path} without ${name}`);
    if (facts.opaque) return;
    let last = 0;
    for (const child of elementsOf(node)) {
      const known = catalogue.childFacts(facts, child.name);
      if (known) {
        const place = facts.children.indexOf(known.child);
        if (facts.order === 'sequence' && place < last && !known.child.undocumented)
          this.report(`${path}: ${child.name} out of order`);
        last = Math.max(last, place);
        if (known.policy) this.element(child, known.element, child.name, section);
        else this.element(child, known.element, `${path}/${child.name}`, section);
      } else if (facts.policies === 'any') {
        if (child.name !== 'base') this.policy(child, section);
      } else this.report(`${path}/${child.name}`);
    }
  }

  private attribute(attribute: AttributeNode, facts: ElementFacts, path: string): void {
    const known = catalogue.attribute(facts, attribute.name);
    if (known === undefined) {
      if (!facts.openAttributes && !attribute.name.startsWith('xmlns'))
        this.report(`${path}@${attribute.name}`);
      return;
    }
    const { value } = attribute;
    if (value === undefined) return;
    const text = this.text.slice(value.span.start, value.span.end);
    if (value.parts.some((part) => part.kind === 'expression')) {
      if (!known.expression) this.report(`${path}@${attribute.name} with an expression`);
    } else if (!text.includes('{{') && !placeholder.test(text) && !isValue(text, known))
      this.report(`${path}@${attribute.name}=${text}`);
  }

  private report(what: string): void {
    this.findings.push([what, this.file]);
  }
}

function isValue(text: string, { type, values, openValues, min, max }: AttributeFacts): boolean {
  if (values && !openValues) return values.some(({ value }) => value === text);
  if (type === 'boolean') return text === 'true' || text === 'false';
  if (type !== 'integer' && type !== 'number' && type !== 'http-status') return true;
  const number = Number(text);
  return (
    text.trim() !== '' &&
    (type === 'number' || Number.isInteger(number)) &&
    !Number.isNaN(number) &&
    (min === undefined || number >= min) &&
    (max === undefined || number <= max)
  );
}

describe.runIf(entries.length > 0)('real policies', () => {
  const checks = entries.map(({ file, text }) => {
    const check = new Check(file, text);
    check.document(parsePolicy(text).document);
    return check;
  });

  it('use only what the facts know', () => {
    const unknown = checks
      .flatMap(({ findings }) => findings)
      .filter(([what]) => !mistakes.has(what))
      .map(([what, file]) => `${what}: ${file}`);
    expect(unknown).toEqual([]);
  });

  it('still make the mistakes that are excused', () => {
    const made = new Set(checks.flatMap(({ findings }) => findings.map(([what]) => what)));
    expect([...mistakes.keys()].filter((mistake) => !made.has(mistake))).toEqual([]);
  });

  it('use most policies', () => {
    const used = new Set(checks.flatMap((check) => [...check.used]));
    expect(used.size).toBeGreaterThan(50);
  });
});
