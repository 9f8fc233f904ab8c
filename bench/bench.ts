/**
 * How fast the language core is, beside fast-xml-parser on the same bytes in the same run. Figures are medians;
 * the ratios carry over to other machines, the milliseconds don't.
 */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import catalogueData from 'virtual:catalogue';
import expressionTypes from 'virtual:expression-types';
import { XMLParser } from 'fast-xml-parser';
import { Catalogue } from '../server/src/core/catalogue';
import { createTypeWorld, lex, parseBlock, parseExpression } from '../server/src/core/expression';
import { diagnostics } from '../server/src/core/features/diagnostics';
import { analyse } from '../server/src/core/model';
import { parsePolicy } from '../server/src/core/syntax';
import { noFacts } from '../server/src/core/workspace/types';
import { inMethod, loadTreeSitter } from '../test/support/treeSitter';
import { escapedDocument, rawDocument } from './largeDocument';

const warmUps = 8;
const runs = 25;

/** The median of the runs in milliseconds. */
function median(work: () => unknown): number {
  for (let i = 0; i < warmUps; i++) work();
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  }).sort((a, b) => a - b);
  return times[Math.floor(runs / 2)] ?? Number.NaN;
}

const catalogue = new Catalogue(catalogueData);
const peer = new XMLParser({ ignoreAttributes: false });
const check = (text: string) => diagnostics(analyse(text, { catalogue, facts: noFacts }));

function report(title: string, texts: readonly string[], escaped: readonly string[] | undefined): void {
  const characters = texts.reduce((sum, text) => sum + text.length, 0);
  const parse = median(() => texts.map((text) => parsePolicy(text)));
  const full = median(() => texts.map((text) => check(text)));
  console.log(`${title}: ${texts.length} document(s), ${characters} characters`);
  console.log(`  parse                ${parse.toFixed(2)} ms`);
  console.log(`  parse + diagnostics  ${full.toFixed(2)} ms`);
  if (escaped === undefined) return;
  const other = median(() => escaped.map((text) => peer.parse(text)));
  console.log(`  fast-xml-parser      ${other.toFixed(2)} ms (its parse of the escaped form)`);
  console.log(
    `  ratios to it         parse ${(parse / other).toFixed(2)}, with diagnostics ${(full / other).toFixed(2)}`,
  );
}

/** How fast the C# of expressions is cut into tokens, and read, beside tree-sitter's parse of it. */
async function reportExpressions(texts: readonly string[]): Promise<void> {
  // The bundle is in a folder of the repository.
  const treeSitter = await loadTreeSitter(join(__dirname, '..'));
  const expressions = texts.flatMap((text) =>
    analyse(text, { catalogue, facts: noFacts }).expressions.map(({ form, code }) => ({ form, code })),
  );
  const characters = expressions.reduce((sum, { code }) => sum + code.length, 0);
  const cut = median(() => expressions.map(({ code }) => lex(code)));
  const read = median(() =>
    expressions.map(({ form, code }) => (form === 'single' ? parseExpression(code) : parseBlock(code))),
  );
  const methods = expressions.map((expression) => inMethod(expression).text);
  const other = median(() => {
    for (const text of methods) treeSitter.parse(text).delete();
  });
  const speed = (milliseconds: number) =>
    `${(characters / milliseconds / 1000).toFixed(1)} million characters a second`;
  console.log(`Expressions: ${expressions.length}, ${characters} characters`);
  console.log(`  lex                  ${cut.toFixed(2)} ms, ${speed(cut)}`);
  console.log(`  lex + parse          ${read.toFixed(2)} ms, ${speed(read)}`);
  console.log(
    `  tree-sitter          ${other.toFixed(2)} ms, ${speed(other)} (its parse alone, as WebAssembly)`,
  );
  console.log(`  ratio to it          lex + parse ${(read / other).toFixed(2)}`);
}

/** What the first question about a type costs: never at the start, since the facts are a file of their own. */
function reportTypes(): void {
  const first = performance.now();
  const read = expressionTypes();
  createTypeWorld(read);
  const cold = performance.now() - first;
  const data = median(() => expressionTypes());
  const world = median(() => createTypeWorld(read));
  const members = median(() => {
    const fresh = createTypeWorld(read);
    return fresh.importedTypes.map(
      (type) => fresh.members(fresh.construct(type, type.typeParameters)).length,
    );
  });
  console.log(
    `Types: ${JSON.stringify(read).length} bytes, read and made for the first time in ${cold.toFixed(2)} ms`,
  );
  console.log(`  read the facts       ${data.toFixed(2)} ms`);
  console.log(`  make the world       ${world.toFixed(2)} ms`);
  console.log(`  with all members     ${members.toFixed(2)} ms`);
}

reportTypes();
report('Largest document, raw form', [rawDocument(262_000)], [escapedDocument(262_000)]);
report('Largest document, escaped form', [escapedDocument(262_000)], [escapedDocument(262_000)]);

const corpus = process.argv[2];
if (corpus !== undefined && existsSync(corpus)) {
  const texts = readdirSync(corpus, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.xml'))
    .map((name) => readFileSync(join(corpus, name), 'utf8'));
  report('Corpus', texts, undefined);
  void reportExpressions(texts);
} else console.log('No corpus given: only the made-up documents were measured.');
