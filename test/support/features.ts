/** Ways to ask the language features about marked policy text. */
import { resolve } from 'node:path';
import { readCatalogueData } from '../../scripts/catalogueData.mjs';
import { Catalogue } from '../../server/src/core/catalogue';
import type { CodeAction } from '../../server/src/core/features/types';
import { type Analysis, type AnalysisOptions, analyse } from '../../server/src/core/model';
import { applyEdits, type Span } from '../../server/src/core/text';
import type { NamedValueFact, WorkspaceFacts } from '../../server/src/core/workspace/types';
import { testTypes } from './types';

let catalogue: Catalogue | undefined;

function theCatalogue(): Catalogue {
  catalogue ??= new Catalogue(readCatalogueData(resolve(import.meta.dirname, '../..')));
  return catalogue;
}

/** Some names of every kind, of a workspace and an instance that disagree about `region`. */
export const exampleFacts: WorkspaceFacts = {
  namedValues: [
    fileValue('apiHost', { kind: 'plain', value: 'https://orders.example.com' }),
    fileValue('clientSecret', { kind: 'secret' }),
    fileValue('signingKey', { kind: 'key-vault', secretIdentifier: 'https://kv.example/secrets/signing' }),
    fileValue('region', { kind: 'plain', value: 'north' }),
    {
      displayName: 'region',
      resourceName: 'region',
      source: { kind: 'instance', label: 'shop-prod', id: '/subscriptions/1' },
      kind: 'plain',
      value: 'south',
    },
  ],
  fragments: [
    {
      id: 'add-tracing',
      description: 'Adds *tracing*',
      source: { kind: 'file', uri: 'file:///w/policy%20fragments/add-tracing/policy.xml' },
    },
  ],
  backends: [
    {
      id: 'orders-pool',
      url: 'https://orders.example.com',
      source: { kind: 'instance', label: 'shop-prod', id: '/subscriptions/1' },
    },
  ],
  named: {
    logger: [{ id: 'audit', source: { kind: 'instance', label: 'shop-prod', id: '/subscriptions/1' } }],
  },
  complete: new Set(),
};

type Kind =
  | { readonly kind: 'plain'; readonly value: string }
  | { readonly kind: 'secret' }
  | { readonly kind: 'key-vault'; readonly secretIdentifier: string };

function fileValue(displayName: string, kind: Kind): NamedValueFact {
  const uri = `file:///w/named%20values/${displayName}/namedValueInformation.json`;
  return { displayName, resourceName: displayName.toLowerCase(), source: { kind: 'file', uri }, ...kind };
}

export function analysed(text: string, options: Partial<AnalysisOptions> = {}): Analysis {
  return analyse(text, {
    catalogue: theCatalogue(),
    facts: exampleFacts,
    scope: undefined,
    types: testTypes,
    ...options,
  });
}

/** The text after a code action's edits, which must be in the action itself. */
export function afterAction(text: string, { action }: CodeAction): string {
  if (action.kind === 'create-named-value') throw new Error('The action has no edits.');
  return applyEdits(text, action.edits);
}

/** The text with every span in brackets: `[…]`. */
export function bracketed(text: string, spans: readonly Span[]): string {
  return applyEdits(
    text,
    spans.map((place) => ({ span: place, newText: `[${text.slice(place.start, place.end)}]` })),
  );
}
