/**
 * Reads `snippets/` and `schemas/usage.json` into what the core calls `SnippetData`. A snippet's file is a
 * comment (title on the first line, description below) followed by one section, or by a `policies` element
 * with several of them; `${1:text}` is a place to fill in. Throws on a file of any other shape.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** @typedef {import('../server/src/core/features/types').SnippetData} SnippetData */
/** @typedef {import('../server/src/core/features/types').TemplateText} TemplateText */
/** @typedef {import('../server/src/core/catalogue/types').Section} Section */

/**
 * @param {string} rootDir The repository's folder.
 * @returns {SnippetData}
 */
export function readSnippetsData(rootDir) {
  const folder = join(rootDir, 'snippets');
  const { ranking, attributes, children, expressions, code } = JSON.parse(
    readFileSync(join(rootDir, 'schemas', 'usage.json'), 'utf8'),
  );
  return {
    patterns: policyFiles(folder).map((file) => {
      const { sections, ...rest } = readTemplate(file);
      const [only] = sections;
      if (only === undefined || sections.length > 1) throw new Error(`${file}: expected one section.`);
      return { ...rest, ...only };
    }),
    oauth2: policyFiles(join(folder, 'oauth2')).map(readTemplate),
    usage: { ranking, attributes, children, expressions, code },
  };
}

/** Every file the data is read from, for a build that watches. @param {string} rootDir */
export function snippetFiles(rootDir) {
  const folder = join(rootDir, 'snippets');
  return [
    ...policyFiles(folder),
    ...policyFiles(join(folder, 'oauth2')),
    join(rootDir, 'schemas', 'usage.json'),
  ];
}

/** @param {string} folder */
function policyFiles(folder) {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.xml'))
    .map((name) => basename(name, '.xml'))
    .sort()
    .map((name) => join(folder, `${name}.xml`));
}

/** @param {string} file */
function readTemplate(file) {
  const text = readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
  const head = /^<!--\n {4}(?<title>.+)\n {4}(?<description>.+)\n-->\n/.exec(text);
  if (head?.groups === undefined) throw new Error(`${file}: expected a comment with title and description.`);
  /** @type {{ section: Section, body: TemplateText }[]} */
  const sections = [];
  for (const match of text.matchAll(
    /^(?<indent> *)<(?<section>inbound|backend|outbound|on-error)>\n(?<body>[\s\S]*?)\n\k<indent><\/\k<section>>$/gm,
  )) {
    const { indent = '', section, body = '' } = match.groups ?? {};
    sections.push({
      section: /** @type {Section} */ (section),
      body: templateText(withTabs(body, indent.length + 4)),
    });
  }
  if (sections.length === 0) throw new Error(`${file}: expected a section.`);
  return {
    name: basename(file, '.xml'),
    title: /** @type {string} */ (head.groups.title),
    description: /** @type {string} */ (head.groups.description),
    sections,
  };
}

/** The lines without their common indentation, each further level of four spaces as a tab. @param {string} body @param {number} depth */
function withTabs(body, depth) {
  return body
    .split('\n')
    .map((line) => {
      const width = line.length - line.trimStart().length;
      return '\t'.repeat(Math.max(0, Math.ceil((width - depth) / 4))) + line.trimStart();
    })
    .join('\n');
}

/** @param {string} text @returns {TemplateText} */
function templateText(text) {
  /** @type {import('../server/src/core/features/types').TemplatePart[]} */
  const parts = [];
  let from = 0;
  for (const match of text.matchAll(/\$\{(\d+):([^}]*)\}/g)) {
    if (match.index > from) parts.push(text.slice(from, match.index));
    parts.push({ index: Number(match[1]), text: match[2] ?? '' });
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}
