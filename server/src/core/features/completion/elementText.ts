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
  for (const attribute of attributesToWrite(facts, policy, usage)) {
    out.literal(` ${attribute.name}="`);
    writeValue(out, attribute);
    out.literal('"');
  }
  const children = depth < deepest ? childrenToWrite(facts, policy, usage) : [];
  const newLine = `\n${'\t'.repeat(depth)}`;
  if (children.length > 0) {
    out.literal('>');
    for (const child of children) {
      out.literal(`${newLine}\t<`);
      if ('element' in child) writeElement(writing, child.element, undefined, depth + 1);
      else writePolicy(writing, child.policy, depth + 1);
    }
    out.literal(`${newLine}</${facts.name}>`);
  } else if (facts.policies === 'any') {
    out.literal(`>${newLine}\t`).place().literal(`${newLine}</${facts.name}>`);
  } else if (facts.text !== undefined || facts.opaque) {
    out.literal('>');
    if (facts.text?.values !== undefined) writeValue(out, facts.text);
    else out.place();
    out.literal(`</${facts.name}>`);
  } else out.literal(' />');
}

function writePolicy(writing: Writing, name: string, depth: number): void {
  const policy = writing.catalogue.policy(name);
  if (policy === undefined) writing.out.literal(`${name} />`);
  else writeElement(writing, policy.element, policy, depth);
}

function writeValue(
  out: InsertText,
  value: Pick<AttributeFacts, 'type' | 'default' | 'values' | 'openValues' | 'expression'>,
): void {
  const choices = choicesOf(value);
  // A truth value that has to be given is worked out: nobody writes a condition that is always true.
  if (value.type === 'boolean' && value.default === undefined && value.expression)
    out.literal('@(').place().literal(')');
  else if (choices.length > 1 && !value.openValues) out.choice(choices);
  else out.place(value.default ?? '');
}

/** The documented values, the default first. */
export function choicesOf(value: Pick<AttributeFacts, 'type' | 'default' | 'values'>): readonly string[] {
  const unknown = value.values?.filter(({ undocumented }) => undocumented).map((one) => one.value);
  const all = allowedValues(value).filter((one) => !unknown?.includes(one));
  const { default: first } = value;
  return first === undefined || !all.includes(first) ? all : [first, ...all.filter((one) => one !== first)];
}

function attributesToWrite(
  facts: ElementFacts,
  policy: PolicyFacts | undefined,
  usage: UsageData,
): readonly AttributeFacts[] {
  const offered = facts.attributes.filter(({ undocumented, deprecated }) => !undocumented && !deprecated);
  const required = offered.filter((attribute) => attribute.required !== 'no');
  const common = policy === undefined ? [] : (usage.attributes[policy.name] ?? []);
  const chosen = [
    ...required,
    ...offered.filter((one) => one.required === 'no' && common.includes(one.name)),
  ];
  for (const rule of policy?.rules ?? []) {
    if (rule.element !== '' || (rule.kind !== 'exactly-one' && rule.kind !== 'at-least-one')) continue;
    if (chosen.some(({ name }) => rule.names.includes(name))) continue;
    const first = offered.find(({ name }) => rule.names.includes(name));
    if (first !== undefined) chosen.push(first);
  }
  return chosen;
}

/** What has to be there or mostly is; an only child, too, where the element would say nothing without it. */
function childrenToWrite(
  facts: ElementFacts,
  policy: PolicyFacts | undefined,
  usage: UsageData,
): readonly ChildFacts[] {
  const offered = facts.children.filter(({ undocumented }) => !undocumented);
  const common = policy === undefined ? [] : (usage.children[policy.name] ?? []);
  const chosen = offered.filter(
    (child) => Math.max(child.min, child.documentedMin ?? 0) > 0 || common.includes(childName(child)),
  );
  if (chosen.length > 0 || offered.length !== 1 || facts.text !== undefined || facts.policies) return chosen;
  return offered;
}
