/**
 * Writes docs/policies.md, the reference of all policies, from the facts in `schemas/`.
 *
 *     node scripts/policyDocs.mjs
 */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readCatalogueData } from './catalogueData.mjs';

/** @typedef {import('../server/src/core/catalogue').CatalogueData} CatalogueData */
/** @typedef {import('../server/src/core/catalogue').PolicyFacts} PolicyFacts */
/** @typedef {import('../server/src/core/catalogue').ElementFacts} ElementFacts */
/** @typedef {import('../server/src/core/catalogue').AttributeFacts} AttributeFacts */

const categories = new Map([
  ['authentication-and-authorization', 'Authentication and authorization'],
  ['rate-limiting-and-quotas', 'Rate limits and quotas'],
  ['routing', 'Routing'],
  ['transformation', 'Transformation'],
  ['policy-control-and-flow', 'Control and flow'],
  ['caching', 'Caching'],
  ['integration-and-external-communication', 'Integration and external calls'],
  ['logging', 'Logging'],
  ['content-validation', 'Content validation'],
  ['cross-domain', 'Cross-domain calls'],
  ['graphql-resolvers', 'GraphQL resolvers'],
]);

/**
 * The whole text of docs/policies.md.
 * @param {CatalogueData} data
 */
export function policyDocs(data) {
  const lines = [
    '# Policies',
    '',
    'What the extension knows of each policy. Generated from `schemas/policies` by `node scripts/policyDocs.mjs`; edit the facts, not this file.',
    '',
    'A mark of † stands behind what Azure accepts according to one source only: it is not reported, and not offered.',
    '',
  ];
  for (const [category, title] of categories) {
    const policies = data.policies.filter((policy) => policy.category === category);
    lines.push(`**${title}:** ${policies.map(({ name }) => `[${name}](#${name})`).join(', ')}`, '');
  }
  lines.push('## The document', '');
  for (const root of data.roots) lines.push(`- \`<${root.name}>\`: ${root.summary}`);
  for (const section of data.sections) lines.push(`- \`<${section.name}>\`: ${section.summary}`);
  lines.push(`- \`<base />\`: ${data.base.summary}`, '');
  lines.push('| Scope | Covers | `<base />` stands for |', '| --- | --- | --- |');
  for (const scope of data.scopes) lines.push(row([`\`${scope.name}\``, scope.summary, scope.base]));
  lines.push('', 'Every policy takes these attributes as well:', '');
  lines.push(...attributeTable(data.commonAttributes));
  for (const policy of data.policies) lines.push('', ...policySection(policy));
  return `${lines.join('\n')}\n`;
}

/** @param {PolicyFacts} policy */
function policySection(policy) {
  const { element } = policy;
  const lines = [
    `## ${policy.name}`,
    '',
    `${policy.title}. ${policy.summary}`,
    '',
    ...placeLines(policy),
    '',
  ];
  if (element.attributes.length > 0) lines.push(...attributeTable(element.attributes), '');
  const content = contentLine(element);
  if (content) lines.push(content, '');
  if (element.children.length > 0) {
    lines.push(element.order === 'sequence' ? 'Children, in this order:' : 'Children:', '');
    lines.push(...childLines(element, ''), '');
  }
  if (policy.rules) lines.push('Rules:', '', ...policy.rules.map(ruleLine), '');
  if (policy.sets) {
    const names = policy.sets.map(({ attribute, type }) => `\`${attribute}\`${type ? ` (\`${type}\`)` : ''}`);
    lines.push(`Sets the variables named by ${names.join(', ')}.`, '');
  }
  if (policy.errorReasons)
    lines.push(`\`context.LastError.Reason\`: ${policy.errorReasons.map(code).join(', ')}.`, '');
  if (policy.notes) lines.push(...policy.notes.map((note) => `- ${note}`), '');
  if (policy.decisions)
    lines.push('Where sources disagree:', '', ...policy.decisions.map((decision) => `- ${decision}`), '');
  if (policy.docs) lines.push(`[Documentation](${policy.docs})`);
  while (lines.at(-1) === '') lines.pop();
  return lines;
}

/** @param {PolicyFacts} policy */
function placeLines(policy) {
  const lines = [];
  if (policy.status === 'preview') lines.push('- In preview.');
  if (policy.status === 'deprecated')
    lines.push(
      `- Deprecated${policy.replacedBy ? `: use [${policy.replacedBy}](#${policy.replacedBy})` : ''}.`,
    );
  if (policy.status === 'undocumented') lines.push('- Not documented by Azure: accepted, never offered.');
  if (policy.resolverRoot) lines.push("- The root of a GraphQL resolver's document.");
  if (policy.nestedOnly) lines.push('- Only inside other policies.');
  if (policy.sections.length > 0)
    lines.push(`- Sections: ${places(policy.sections, policy.documentedSections)}`);
  if (policy.scopes.length > 0) lines.push(`- Scopes: ${places(policy.scopes, policy.documentedScopes)}`);
  if (policy.gateways.length > 0) lines.push(`- Gateways: ${policy.gateways.join(', ')}`);
  if (policy.oncePer) lines.push(`- Once in a ${policy.oncePer}.`);
  return lines;
}

/**
 * @param {readonly string[]} accepted
 * @param {readonly string[] | undefined} documented
 */
function places(accepted, documented) {
  return accepted
    .map((place) => (documented && !documented.includes(place) ? `${code(place)} †` : code(place)))
    .join(', ');
}

/** @param {readonly AttributeFacts[]} attributes */
function attributeTable(attributes) {
  return [
    '| Attribute | Type | Required | Default | |',
    '| --- | --- | --- | --- | --- |',
    ...attributes.map((attribute) =>
      row([
        code(attribute.name) + mark(attribute),
        typeOf(attribute),
        attribute.required === 'no' ? '' : 'yes',
        attribute.default === undefined ? '' : code(attribute.default),
        attributeText(attribute),
      ]),
    ),
  ];
}

/** @param {AttributeFacts} attribute */
function attributeText(attribute) {
  return [
    attribute.deprecated ? 'Deprecated.' : '',
    attribute.summary,
    valueList(attribute),
    limits(attribute),
    attribute.expression ? '' : 'No expression.',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** @param {Pick<AttributeFacts, 'values'>} value */
function valueList({ values }) {
  if (!values) return '';
  const described = values.map(
    (one) =>
      `${code(one.value)}${one.undocumented ? ' †' : ''}${one.summary ? ` (${unstop(one.summary)})` : ''}`,
  );
  return `Values: ${described.join(', ')}.`;
}

/** @param {Pick<AttributeFacts, 'min' | 'max'>} value */
function limits({ min, max }) {
  if (min === undefined && max === undefined) return '';
  if (min === undefined) return `At most ${max}.`;
  return max === undefined ? `At least ${min}.` : `${min} to ${max}.`;
}

/**
 * @param {ElementFacts} element
 * @param {string} indent
 * @returns {string[]}
 */
function childLines(element, indent) {
  return element.children.flatMap((child) => {
    const often = occurrence(child);
    if ('policy' in child) {
      const summary = child.summary ? `: ${child.summary}` : '';
      return [`${indent}- [${child.policy}](#${child.policy})${mark(child)} (${often})${summary}`];
    }
    const { element: own } = child;
    const inner = `${indent}  `;
    const content = contentLine(own);
    return [
      `${indent}- \`<${own.name}>\`${mark(child)} (${often}): ${own.summary}${content ? ` ${content}` : ''}`,
      ...own.attributes.map(
        (attribute) =>
          `${inner}- ${code(attribute.name)}${mark(attribute)} (${[typeOf(attribute), attribute.required === 'no' ? '' : 'required', attribute.default === undefined ? '' : `default ${code(attribute.default)}`].filter((part) => part !== '').join(', ')}): ${attributeText(attribute)}`,
      ),
      ...childLines(own, inner),
    ];
  });
}

/** @param {ElementFacts} element */
function contentLine(element) {
  if (element.policies) return 'Holds any policy of the section.';
  const text = element.text;
  if (element.opaque) return text?.summary ?? 'Its content is taken as it stands.';
  if (!text) return '';
  const kind = text.type === 'string' ? 'Holds text.' : `Holds text: ${typeOf(text)}.`;
  return [text.summary ? `Text: ${text.summary}` : kind, valueList(text)]
    .filter((part) => part !== '')
    .join(' ');
}

/** @param {ElementFacts['children'][number]} child */
function occurrence({ min, documentedMin, max }) {
  const least = documentedMin ?? min;
  if (max === 1) return least > 0 ? 'required' : 'optional';
  return max === null ? `${least} or more` : `${least} to ${max}`;
}

/** @param {NonNullable<PolicyFacts['rules']>[number]} rule */
function ruleLine(rule) {
  const where = rule.element === '' ? '' : `In ${code(rule.element)}: `;
  return `- ${where}${rule.message}`;
}

/** @param {{ readonly type: string }} value */
function typeOf({ type }) {
  return type === 'enum' ? 'choice' : type.replaceAll('-', ' ');
}

/** @param {{ readonly undocumented?: boolean }} facts */
function mark({ undocumented }) {
  return undocumented ? ' †' : '';
}

/** @param {string} text */
function code(text) {
  return `\`${text}\``;
}

/** Without the full stop, for the middle of a sentence. @param {string} text */
function unstop(text) {
  return text.replace(/\.$/, '');
}

/** @param {readonly string[]} cells */
function row(cells) {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const root = resolve(import.meta.dirname, '..');
  writeFileSync(join(root, 'docs', 'policies.md'), policyDocs(readCatalogueData(root)));
}
