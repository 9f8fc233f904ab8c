/**
 * The facts as Markdown, for hover and completion. The sentences of the facts are Markdown already (code in
 * backticks); names and values are put in code spans here.
 */
import { type Catalogue, childName } from './catalogue';
import { blocks, bullets, code, codeList, escapeMarkdown, link } from './markdown';
import { baseLines, placeLine, statusLine } from './places';
import type {
  AttributeFacts,
  AttributeRule,
  ElementFacts,
  PolicyFacts,
  RootFacts,
  Section,
  SectionFacts,
  ValueFacts,
  ValueType,
} from './types';

const typeNames: Readonly<Record<ValueType, string>> = {
  string: 'text',
  boolean: '`true` or `false`',
  integer: 'whole number',
  number: 'number',
  enum: 'one of a list',
  uri: 'URL',
  duration: 'time span',
  'variable-name': 'name of a context variable',
  'http-method': 'HTTP method',
  'http-status': 'HTTP status code',
  'ip-address': 'IP address',
  regex: 'regular expression',
  list: 'list',
  code: 'code',
};

export function describePolicy(policy: PolicyFacts): string {
  const { element } = policy;
  const required = element.attributes.filter((attribute) => attribute.required !== 'no');
  return blocks(
    `**${escapeMarkdown(policy.title)}**`,
    statusLine(policy),
    policy.summary,
    placeLine(policy),
    required.length > 0 ? `Needs ${codeList(required.map(({ name }) => name))}.` : undefined,
    bullets(policy.notes ?? []),
    reasons(policy),
    documentationLink(policy),
  );
}

/** An element below a policy; for the policy's own element, use `describePolicy`. */
export function describeElement(policy: PolicyFacts, element: ElementFacts): string {
  if (element === policy.element) return describePolicy(policy);
  const occurrence = occurrenceOf(policy, element);
  return blocks(
    `${code(`<${element.name}>`)} in ${code(policy.name)}${occurrence ? `: ${occurrence}` : ''}`,
    element.summary,
    element.text && describeText(element.text),
    bullets(rulesFor(policy, element).map((rule) => rule.message)),
    documentationLink(policy),
  );
}

export function describeAttribute(
  policy: PolicyFacts,
  element: ElementFacts,
  attribute: AttributeFacts,
): string {
  const messages = rulesFor(policy, element)
    .filter((rule) => rule.names.includes(attribute.name))
    .map((rule) => rule.message);
  return blocks(
    `${code(attribute.name)}: ${[typeNames[attribute.type], requirement(attribute)].join(', ')}`,
    attribute.deprecated ? 'Deprecated.' : undefined,
    attribute.summary,
    valueFacts(attribute),
    bullets(messages),
    documentationLink(policy),
  );
}

/** One value of an attribute or text; without facts of its own, what the whole is for. */
export function describeValue(facts: ValueFacts | AttributeFacts, value: string): string {
  const known = facts.values?.find((one) => one.value === value);
  return blocks(
    known?.summary ?? facts.summary,
    value === facts.default ? 'Default.' : undefined,
    known?.undocumented ? 'The service knows it, its documentation does not.' : undefined,
  );
}

export function describeSection(section: SectionFacts): string {
  return blocks(section.summary, link('Documentation', section.docs));
}

export function describeRoot(root: RootFacts): string {
  return blocks(root.summary, link('Documentation', root.docs));
}

/** `<base />`, in the section where it stands. */
export function describeBase(catalogue: Catalogue, section?: Section): string {
  const { base } = catalogue.data;
  const lost = section && base.absence?.[section];
  return blocks(
    base.summary,
    lost && `Without it here: ${lost}`,
    bullets(baseLines(catalogue.data)),
    link('Documentation', base.docs),
  );
}

/** A link to the policy's documentation page; `undefined` where there is none. */
export function documentationLink(policy: PolicyFacts): string | undefined {
  return policy.docs && link('Documentation', policy.docs);
}

function describeText(text: ValueFacts): string {
  return blocks(text.summary && `Text: ${text.summary}`, valueFacts(text));
}

function requirement(attribute: AttributeFacts): string {
  switch (attribute.required) {
    case 'yes':
    case 'documented':
      return 'required';
    case 'no':
      return 'optional';
  }
}

/** Default, limits, values, and whether expressions and named values are taken. */
function valueFacts(value: ValueFacts | AttributeFacts): string {
  const documented = value.values?.filter((one) => !one.undocumented) ?? [];
  const listed = documented.map((one) => `${code(one.value)}${one.summary ? `: ${one.summary}` : ''}`);
  const limits = [
    value.min === undefined ? undefined : `at least ${value.min}`,
    value.max === undefined ? undefined : `at most ${value.max}`,
  ].filter((limit) => limit !== undefined);
  const facts = [
    value.default === undefined ? undefined : `Default: ${code(value.default)}.`,
    limits.length > 0 ? `Limits: ${limits.join(', ')}.` : undefined,
    value.expression ? undefined : 'No policy expression.',
    value.namedValue === false ? 'No named value.' : undefined,
  ].filter((fact) => fact !== undefined);
  return blocks(facts.join(' '), bullets(listed));
}

function reasons(policy: PolicyFacts): string | undefined {
  const { errorReasons } = policy;
  return errorReasons && `\`context.LastError.Reason\` when it fails: ${codeList(errorReasons, 'or')}.`;
}

function rulesFor(policy: PolicyFacts, element: ElementFacts): readonly AttributeRule[] {
  const path = pathTo(policy.element, element);
  return path === undefined ? [] : (policy.rules ?? []).filter((rule) => rule.element === path);
}

/** The names from below the policy's element down to the element, joined by `/`; `undefined` where it isn't below. */
function pathTo(from: ElementFacts, element: ElementFacts): string | undefined {
  if (from === element) return '';
  for (const child of from.children) {
    if (!('element' in child)) continue;
    const rest = pathTo(child.element, element);
    if (rest !== undefined) return rest === '' ? childName(child) : `${childName(child)}/${rest}`;
  }
  return undefined;
}

function occurrenceOf(policy: PolicyFacts, element: ElementFacts): string | undefined {
  const pending: ElementFacts[] = [policy.element];
  for (let parent = pending.pop(); parent !== undefined; parent = pending.pop())
    for (const child of parent.children) {
      if (!('element' in child)) continue;
      if (child.element === element) return occurrence(child.min, child.documentedMin, child.max);
      pending.push(child.element);
    }
  return undefined;
}

/** How often a child may occur, in words. */
function occurrence(min: number, documentedMin: number | undefined, max: number | null): string {
  const least = Math.max(min, documentedMin ?? 0) > 0 ? 'required' : 'optional';
  if (max === 1) return least;
  return `${least}, ${max === null ? 'any number' : `at most ${max}`}`;
}
