/**
 * Writes docs/expressions.md, the reference of what policy expressions can use, from the facts in `schemas/`.
 *
 *     node scripts/expressionDocs.mjs
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readCatalogueData } from './catalogueData.mjs';
import { readExpressionTypesData } from './expressionTypesData.mjs';

/** @typedef {import('../server/src/core/expression/types/data').ExpressionTypesData} ExpressionTypesData */
/** @typedef {import('../server/src/core/expression/types/data').ContextMemberData} ContextMemberData */
/** @typedef {import('../server/src/core/expression/types/data').TypeFacts} TypeFacts */
/** @typedef {readonly { readonly about: string, readonly decision: string }[]} Decisions */

/** @param {string} rootDir The repository's folder. */
export function readExpressionDocs(rootDir) {
  /** @param {string} name @returns {Decisions} */
  const decisions = (name) => JSON.parse(readFileSync(join(rootDir, 'schemas', name), 'utf8')).decisions;
  const { resultTypes } = readCatalogueData(rootDir);
  return expressionDocs(readExpressionTypesData(rootDir), resultTypes, [
    ...decisions('expression-context.json'),
    ...decisions('expression-allowlist.json'),
  ]);
}

/**
 * The whole text of docs/expressions.md.
 * @param {ExpressionTypesData} data
 * @param {import('../server/src/core/catalogue').CatalogueData['resultTypes']} resultTypes
 * @param {Decisions} decisions
 */
function expressionDocs({ dotnet, context }, resultTypes, decisions) {
  return `${[
    '# Policy expressions',
    '',
    'What C# in `@(…)` and `@{…}` can use, as the extension knows it. Generated from `schemas/expression-context.json`, `schemas/expression-allowlist.json` and `schemas/dotnet-types.json` by `node scripts/expressionDocs.mjs`; edit the facts, not this file.',
    '',
    'The language is C# 7.3. `@(…)` holds one expression, `@{…}` statements that end in `return` on every path. What is not on this page is refused by the service.',
    '',
    `These namespaces need not be written: ${dotnet.imports.map(code).join(', ')}.`,
    '',
    'A mark of † stands behind what is known from other sources than the documentation: it is not reported, and offered last.',
    '',
    '## What an expression has to give',
    '',
    "Text, in most places: a value of any other type is written out. It is otherwise where an attribute ([policies.md](policies.md) has each one's type) is no text:",
    '',
    '| Type of the attribute | The value has to convert, without a cast, to |',
    '| --- | --- |',
    ...Object.entries(resultTypes).map(([kind, type]) => row([kind, code(type)])),
    '',
    '## The variable `context`',
    '',
    `Its type is ${link(context.variable.type)}. All of it can be read, and nothing written.`,
    ...Object.entries(context.types).flatMap(([name, type]) => contextType(name, type)),
    '',
    '## Methods that the service adds',
    '',
    'They are called on the value that is their first parameter: `context.Request.Headers.GetValueOrDefault("Accept")`.',
    '',
    ...memberTable(context.extensions.members),
    '',
    '## Types of .NET and Newtonsoft.Json',
    '',
    'A type that is not here can still be what a member gives or takes: of `Regex.Matches` one can use what `foreach` and LINQ do with it, but name none of its members. Members are listed once, whatever their overloads; those of a base type are listed there. Operators and conversions can always be used.',
    ...Object.entries(dotnet.namespaces).flatMap(([name, types]) => namespaceTable(name, types)),
    '',
    '## Where sources disagree',
    '',
    ...decisions.map(({ about, decision }) => `- **${about}**: ${decision}`),
  ].join('\n')}\n`;
}

/** @param {string} name @param {ExpressionTypesData['context']['types'][string]} type */
function contextType(name, { kind, documentation, interfaces, values, undocumented, members }) {
  const also = interfaces === undefined ? '' : ` It has all that ${link(interfaces)} has, too.`;
  const listed = values
    ?.split(',')
    .map((value) => code(value.split('=')[0] ?? value))
    .join(', ');
  return [
    '',
    `### ${name}${undocumented ? ' †' : ''}`,
    '',
    `${documentation}${also}${kind === 'enum' ? ` Its values: ${listed}.` : ''}`,
    ...(members === undefined ? [] : ['', ...memberTable(members)]),
  ];
}

/** @param {readonly ContextMemberData[]} members */
function memberTable(members) {
  return [
    '| Member | |',
    '| --- | --- |',
    ...members.map((member) => row([code(shown(member.declaration)) + mark(member), textOf(member)])),
  ];
}

/** @param {ContextMemberData} member */
function textOf({ documentation, nullable, sections, onlyIn, typeArguments }) {
  return [
    documentation,
    nullable && !documentation.includes('null') ? 'It can be null.' : '',
    sections ? `There in ${sections.map((section) => code(`<${section}>`)).join(', ')} only.` : '',
    onlyIn === 'resolver' ? 'There in resolvers only.' : '',
    typeArguments ? `\`T\` is one of ${typeArguments.map(code).join(', ')}.` : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** @param {string} name @param {Readonly<Record<string, TypeFacts>>} types */
function namespaceTable(name, types) {
  const rows = Object.entries(types).flatMap(([key, facts]) => {
    const members = allowedMembers(facts);
    return facts.allowance === undefined || members.length === 0
      ? []
      : [row([code(spaced(key)), members.map(code).join(', ')])];
  });
  return rows.length === 0 ? [] : ['', `### ${name}`, '', '| Type | Members |', '| --- | --- |', ...rows];
}

/** Each name once, in order; those of operators left out. @param {TypeFacts} facts */
function allowedMembers({ members = [], values = '' }) {
  const declared = members
    .filter((declaration) => !declaration.startsWith('!'))
    .map(nameOf)
    .filter((name) => !name.startsWith('op_'));
  const named = values
    .split(',')
    .filter((value) => value !== '' && !value.startsWith('!'))
    .map((value) => value.split('=')[0] ?? value);
  return [...new Set([...declared, ...named])];
}

/** The name of what is declared, as C# writes it. @param {string} declaration */
function nameOf(declaration) {
  const text = declaration.replace(/^\["(?:[^"\\]|\\.)*"\] /, '');
  const name =
    /(\w+)(?:<[\w,]+>)?\(/.exec(text)?.[1] ??
    /(\w+)(?:\[.*\])?\{/.exec(text)?.[1] ??
    /(\w+)(?:=|$)/.exec(text)?.[1];
  if (name === undefined) throw new Error(`There is no name in ${declaration}.`);
  return /\w\[.*\]\{/.test(text) && /^(?:Item|Chars)$/.test(name) ? 'this[]' : name;
}

/** @param {string} declaration */
function shown(declaration) {
  return spaced(declaration)
    .replace(/^static /, '')
    .replace(/\{.*\}$/, '')
    .replace(/^unknown /, '? ')
    .replaceAll('=', ' = ')
    .replace(/ where (\w+):/, ' where $1 : ');
}

/** @param {string} text */
function spaced(text) {
  return text.replace(/,(?! )/g, ', ');
}

/** @param {string} name A heading of this page. */
function link(name) {
  return `[${name}](#${name.toLowerCase()})`;
}

/** @param {{ readonly undocumented?: boolean }} member */
function mark({ undocumented }) {
  return undocumented ? ' †' : '';
}

/** @param {string} text */
function code(text) {
  return `\`${text}\``;
}

/** @param {readonly string[]} cells */
function row(cells) {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const root = resolve(import.meta.dirname, '..');
  writeFileSync(join(root, 'docs', 'expressions.md'), readExpressionDocs(root));
}
