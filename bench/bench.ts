/**
 * How fast the language core is, beside fast-xml-parser and tree-sitter-c-sharp on the same bytes in the
 * same run. Figures are lower quartiles unless they say otherwise; the ratios carry over to other machines, the milliseconds don't.
 */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import catalogueData from 'virtual:catalogue';
import expressionTypes from 'virtual:expression-types';
import { XMLParser } from 'fast-xml-parser';
import { Catalogue } from '../server/src/core/catalogue';
import { lazyTypeWorld } from '../server/src/core/expression';
import { diagnostics } from '../server/src/core/features/diagnostics';
import { hover } from '../server/src/core/features/hover';
import { references } from '../server/src/core/features/references';
import { semanticTokens } from '../server/src/core/features/semanticTokens';
import { signatureHelp } from '../server/src/core/features/signatureHelp';
import { analyse } from '../server/src/core/model';
import { noFacts } from '../server/src/core/workspace/types';
import { strictForm } from '../test/support/strictForm';
import { loadTreeSitter } from '../test/support/treeSitter';
import { reportCodeCompletion } from './codeCompletion';
import { reportExpressions } from './expressions';
import { escapedDocument, rawDocument } from './largeDocument';
import { type Measured, measure } from './measure';
import { measureTypeData, reportTypeData, typeDataOption } from './typeData';

const catalogue = new Catalogue(catalogueData);
const peer = new XMLParser({ ignoreAttributes: false });
const types = lazyTypeWorld(expressionTypes);
const read = (text: string) => analyse(text, { catalogue, facts: noFacts, types });

/** What is measured of documents: each phase with those before it, since none can be had by itself. */
function phases(texts: readonly string[]) {
  return {
    parse: () => texts.map((text) => read(text)),
    model: () => texts.map((text) => read(text)).map(({ elements, expressions }) => [elements, expressions]),
    all: () => texts.map((text) => diagnostics(read(text))),
  };
}

function reportPhases({ parse = Number.NaN, model = Number.NaN, all = Number.NaN, peer }: Measured): void {
  reportLine('parse', parse, peer);
  reportLine('model', model - parse, peer);
  reportLine('rules', all - model, peer);
  reportLine('parse + diagnostics', all, peer);
  if (peer !== undefined) reportLine('fast-xml-parser', peer, peer);
}

/** The ratio to fast-xml-parser first, where it was measured. */
function reportLine(name: string, time: number | undefined = Number.NaN, peer?: number): void {
  const ratio = peer === undefined ? '' : `${(time / peer).toFixed(2).padStart(7)} of fast-xml-parser`;
  console.log(`  ${name.padEnd(33)}${ratio}${time.toFixed(2).padStart(9)} ms`);
}

/**
 * Someone types in the document: each time one letter more in an expression, halfway down. The analysis is new
 * each time, as in the server.
 */
function keystrokes(text: string): () => unknown {
  const at = text.indexOf('orders', text.length / 2);
  let typed = 0;
  return () => {
    typed++;
    const letters = 'x'.repeat(typed % 20) + typed;
    return diagnostics(read(text.slice(0, at) + letters + text.slice(at)));
  };
}

/** As if opened for the first time: expressions that no document had before. */
function firstTime(text: string): () => unknown {
  let opened = 0;
  return () => {
    opened++;
    return diagnostics(read(text.replaceAll('context.', `/*${opened}*/context.`)));
  };
}

function reportLargest(form: string, text: string, escaped: string): void {
  const measured = measure({
    ...phases([text]),
    key: keystrokes(text),
    first: firstTime(text),
    peer: () => peer.parse(escaped),
  });
  console.log(`Largest document, ${form} form: ${text.length} characters`);
  reportPhases(measured);
  reportLine('keystroke to fresh diagnostics', measured.key, measured.peer);
  reportLine('opened first, all C# to be read', measured.first, measured.peer);
}

/** What is answered about the names in a document's C# right after a keystroke in it. */
function reportNames(text: string): void {
  const place = text.indexOf('GetValueOrDefault', text.length / 2);
  const argument = text.indexOf('trace', place);
  let typed = 0;
  const ask = (question: (analysis: ReturnType<typeof read>) => unknown) => () => {
    const changed = text.replace('response0', `response0${'x'.repeat(typed++ % 20)}`);
    return question(read(changed));
  };
  const measured = measure({
    none: ask((analysis) => analysis.expressions.length),
    tokens: ask((analysis) => semanticTokens(analysis)),
    hover: ask((analysis) => hover(analysis, place + 1)),
    references: ask((analysis) => references(analysis, argument)),
    signature: ask((analysis) => signatureHelp(analysis, argument)),
  });
  const { none = Number.NaN } = measured;
  console.log('Largest document, raw form, names in its C# after a keystroke, beside the analysis');
  for (const [name, time = Number.NaN] of Object.entries(measured))
    if (name !== 'none') reportLine(name, time - none);
}

/** Whether the peer reads it at all: the raw form often is no XML. */
function isXml(text: string): boolean {
  try {
    peer.parse(text, true);
    return true;
  } catch {
    return false;
  }
}

function reportCorpus(texts: readonly string[]): void {
  const characters = (of: readonly string[]) => of.reduce((sum, text) => sum + text.length, 0);
  const pairs = texts.flatMap((text) => {
    const xml = isXml(text) ? text : strictForm(text);
    return xml === undefined ? [] : [{ text, xml }];
  });
  const readable = pairs.map(({ text }) => text);
  const escaped = pairs.map(({ xml }) => xml);
  console.log(
    `Corpus, to the peer in the escaped form: ${readable.length} documents of ${texts.length}, ${characters(readable)} characters, escaped ${characters(escaped)}`,
  );
  reportPhases(measure({ ...phases(readable), peer: () => escaped.map((text) => peer.parse(text)) }));
  const both = texts.filter(isXml);
  console.log(`Corpus, what is XML as well: ${both.length} documents, ${characters(both)} characters`);
  reportPhases(measure({ ...phases(both), peer: () => both.map((text) => peer.parse(text)) }));
}

async function main(root: string, corpus: string | undefined): Promise<void> {
  const size = 262_000;
  reportLargest('raw', rawDocument(size), escapedDocument(size));
  reportLargest('escaped', escapedDocument(size), escapedDocument(size));
  reportNames(rawDocument(size));
  reportCodeCompletion({ catalogue, facts: noFacts, types });
  reportTypeData();
  if (corpus === undefined || !existsSync(corpus))
    return console.log('No corpus given: only the made-up documents were measured.');
  const texts = readdirSync(corpus, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.xml'))
    .map((name) => readFileSync(join(corpus, name), 'utf8'));
  reportCorpus(texts);
  const expressions = texts.flatMap((text) =>
    read(text).expressions.map(({ form, code }) => ({ form, code })),
  );
  reportExpressions(expressions, types(), await loadTreeSitter(root));
}

const [first = '', second] = process.argv.slice(2);
if (first === typeDataOption) measureTypeData();
else void main(first, second);
