/** Writes out an element as its author will need it, from the facts: what is required, and what most uses have. */
import {
  type AttributeFacts,
  allowedValues,
  type Catalogue,
  type ChildFacts,
  childName,
  type ElementFacts,
  type PolicyFacts,
} from '../../catalogue';
import type { UsageData } from '../types';
import { InsertText } from './insertText';

interface Writing {
  readonly catalogue: Catalogue;
  readonly usage: UsageData;
  readonly out: InsertText;
}

/** Facts deeper than this are left to the author; no policy needs that much. */
const deepest = 5;

/** The element without its `<`. `policy` is given where the element is a policy rather than a part of one. */
export function elementText(
  catalogue: Catalogue,
  usage: UsageData,
  facts: ElementFacts,
  policy: PolicyFacts | undefined,
  snippets: boolean,
): string {
  const out = new InsertText(snippets);
  writeElement({ catalogue, usage, out }, facts, policy, 0);
  return out.text;
}

function writeElement(
  writing: Writing,
  facts: ElementFacts,
  policy: PolicyFacts | undefined,
  depth: number,
): void {
  const { out, usage } = writing;
  out.literal(facts.name);
  const { attributes, children } = partsToWrite(facts, policy, usage);
  for (const attribute of attributes) {
    out.literal(` ${attribute.name}="`);
    if (usage.expressions[facts.name]?.includes(attribute.name)) out.literal('@(').place().literal(')');
    else writeValue(out, attribute);
    out.literal('"');
  }
  const newLine = `\n${'\t'.repeat(depth)}`;
  if (children.length > 0 && depth < deepest) {
    out.literal('>');
    for (const child of children) {
      out.literal(`${newLine}\t<`);
      if ('element' in child) writeElement(writing, child.element, undefined, depth + 1);
      else writePolicy(writing, child.policy, depth + 1);
    }
    out.literal(`${newLine}</${facts.name}>`);
  } else if (facts.text !== undefined || facts.opaque) {
    out.literal('>');
    if (facts.text?.values !== undefined) writeValue(out, facts.text);
    else out.place();
    out.literal(`</${facts.name}>`);
  } else if (facts.policies === 'any' || (attributes.length === 0 && facts.children.length > 0)) {
    out.literal(`>${newLine}\t`).place().literal(`${newLine}</${facts.name}>`);
  } else out.literal(' />');
}

function writePolicy(writing: Writing, name: string, depth: number): void {
  const policy = writing.catalogue.policy(name);
  if (policy === undefined) writing.out.literal(`${name} />`);
  else writeElement(writing, policy.element, policy, depth);
}

function writeValue(
  out: InsertText,
  value: Pick<AttributeFacts, 'type' | 'default' | 'values' | 'openValues'>,
): void {
  const choices = choicesOf(value);
  if (choices.length > 1 && !value.openValues) out.choice(choices);
  else out.place(value.default ?? '');
}

/** The documented values, the default first. */
export function choicesOf(value: Pick<AttributeFacts, 'type' | 'default' | 'values'>): readonly string[] {
  const unknown = value.values?.filter(({ undocumented }) => undocumented).map((one) => one.value);
  const all = allowedValues(value).filter((one) => !unknown?.includes(one));
  const { default: first } = value;
  return first === undefined || !all.includes(first) ? all : [first, ...all.filter((one) => one !== first)];
}

interface Parts {
  readonly attributes: readonly AttributeFacts[];
  readonly children: readonly ChildFacts[];
}

/** What has to be there or mostly is, in the order of the facts but for the attributes that have to come first. */
function partsToWrite(facts: ElementFacts, policy: PolicyFacts | undefined, usage: UsageData): Parts {
  const attributes = facts.attributes.filter(({ undocumented, deprecated }) => !undocumented && !deprecated);
  const children = facts.children.filter(({ undocumented }) => !undocumented);
  const common = policy && {
    attributes: usage.attributes[policy.name],
    children: usage.children[policy.name],
  };
  const names = new Set([
    ...attributes.filter(({ required }) => required !== 'no').map(({ name }) => name),
    ...(common?.attributes ?? []),
    ...children.filter(({ min, documentedMin }) => Math.max(min, documentedMin ?? 0) > 0).map(childName),
    ...(common?.children ?? []),
  ]);
  const known = new Set([...attributes.map(({ name }) => name), ...children.map(childName)]);
  for (const name of ruledNames(policy, names)) if (known.has(name)) names.add(name);
  // A list without anything in it would say nothing.
  const [only] = children;
  if (names.size === 0 && policy === undefined && only && children.length === 1) names.add(childName(only));
  const chosen = attributes.filter(({ name }) => names.has(name));
  return {
    attributes: [
      ...chosen.filter(({ required }) => required !== 'no'),
      ...chosen.filter(({ required }) => required === 'no'),
    ],
    children: children.filter((child) => names.has(childName(child))),
  };
}

/** What the policy's rules ask for beside the chosen attributes and children of its own element. */
function* ruledNames(policy: PolicyFacts | undefined, chosen: ReadonlySet<string>): Generator<string> {
  for (const rule of policy?.rules ?? []) {
    if (rule.element !== '') continue;
    switch (rule.kind) {
      case 'exactly-one':
      case 'at-least-one': {
        const [first] = rule.names;
        if (first !== undefined && !rule.names.some((name) => chosen.has(name))) yield first;
        break;
      }
      case 'required-when':
        if (rule.when.orAbsent && !chosen.has(rule.when.attribute)) yield* rule.names;
        break;
      default:
    }
  }
}
