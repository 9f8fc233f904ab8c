/** The documents that mistakes are put into: those without any finding. */
import { fragments } from '../../../emulator/seed/fragments';
import { policies } from '../../../emulator/seed/policies';
import { type Analysis, analyse, elementsOf } from '../../../server/src/core/model';
import type { ElementNode } from '../../../server/src/core/syntax';
import type { WorkspaceFacts } from '../../../server/src/core/workspace';
import { testCatalogue } from '../../support/catalogue';
import { allFacts, diagnosticsOf } from '../../support/findings';
import { corpus } from '../../support/shared';
import { plainText, snippets } from '../../support/snippets';
import { testTypes } from '../../support/types';

export interface Source {
  readonly name: string;
  readonly text: string;
  readonly analysis: Analysis;
  readonly elements: readonly ElementNode[];
  /** Knows each named value and fragment that the document uses, and no other. */
  readonly facts: WorkspaceFacts;
}

/** The sample instance's policies and the snippets. */
export function ownSources(): readonly Source[] {
  const seeds = Object.entries(policies).map(([path, text]) => [`sample instance: ${path}`, text] as const);
  const shared = fragments.map(({ id, text }) => [`sample instance: fragment ${id}`, text] as const);
  const patterns = snippets.patterns.map(({ name, section, body }) => {
    const content = plainText(body).replace(/^(?=.)/gm, '\t\t');
    const text = `<policies>\n\t<${section}>\n${content}\n\t</${section}>\n</policies>\n`;
    return [`snippet: ${name}`, text] as const;
  });
  return faultless([...seeds, ...shared, ...patterns]);
}

/** Real policies; none where the shared folder isn't there. */
export function corpusSources(): readonly Source[] {
  const documents = corpus().filter(({ kind }) => kind !== 'broken');
  const distinct = new Map(documents.map(({ file, text }) => [text, file]));
  return faultless([...distinct].map(([text, file]) => [file, text] as const));
}

function faultless(documents: readonly (readonly [name: string, text: string])[]): readonly Source[] {
  return documents.flatMap(([name, text]) => {
    const facts = factsOf(text);
    if (diagnosticsOf(text, { facts }).length > 0) return [];
    const analysis = analyse(text, { catalogue: testCatalogue(), facts, types: testTypes });
    return [{ name, text, analysis, elements: [...elementsOf(analysis.tree.document)], facts }];
  });
}

/** Read from the text alone, so that a reference the model doesn't see counts as well. */
function factsOf(text: string): WorkspaceFacts {
  const all = (pattern: RegExp) => [
    ...new Set([...text.matchAll(pattern)].map(([, name = '']) => name.trim())),
  ];
  return allFacts(all(/\{\{([^{}]*)\}\}/g), all(/fragment-id\s*=\s*["']([^"']*)["']/g));
}
