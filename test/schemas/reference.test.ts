/** The facts against the material they were gathered in, where that is at hand. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ElementFacts } from '../../server/src/core/catalogue';
import { repositoryRoot, testCatalogue } from '../support/catalogue';
import { sharedFolder } from '../support/shared';

const folder = sharedFolder('reference');
const catalogue = testCatalogue();

/** Entries that are no policy of their own: `base` belongs to the document, the other is a form of a policy. */
const ownPlace = new Map([
  ['base', undefined],
  ['set-backend-service-dapr', 'set-backend-service'],
]);

interface ReferenceElement {
  readonly attributes: readonly { readonly name: string }[];
  readonly elements: readonly (ReferenceElement & { readonly name: string })[];
}
interface ReferencePolicy {
  readonly name: string;
  readonly sections: readonly string[];
  readonly scopes: readonly string[];
  readonly root: ReferenceElement;
  readonly discrepancies: readonly string[];
}

function json<T>(...path: string[]): T {
  return JSON.parse(readFileSync(join(folder ?? '', ...path), 'utf8'));
}

function policies(): ReferencePolicy[] {
  return readdirSync(join(folder ?? '', 'policies')).map((file) => json<ReferencePolicy>('policies', file));
}

function missingIn(facts: ElementFacts, reference: ReferenceElement, path: string): string[] {
  if (facts.opaque) return [];
  const attributes = reference.attributes
    .filter(({ name }) => catalogue.attribute(facts, name) === undefined)
    .map(({ name }) => `${path}@${name}`);
  const elements = reference.elements.flatMap((element) => {
    const child = catalogue.childFacts(facts, element.name);
    const below = `${path}/${element.name}`;
    return child ? missingIn(child.element, child.policy ? noContent : element, below) : [below];
  });
  return [...attributes, ...elements];
}

const noContent: ReferenceElement = { attributes: [], elements: [] };

/** The facts at a path such as `validate-jwt/required-claims/claim`. */
function factsAt(path: string): ElementFacts | undefined {
  const [name = '', ...rest] = path.split('/');
  return rest.reduce<ElementFacts | undefined>(
    (facts, step) => facts && catalogue.childFacts(facts, step)?.element,
    catalogue.policy(ownPlace.get(name) ?? name)?.element,
  );
}

/** Words as they stand between white space and punctuation; names and code count as one. */
function wordsOf(sentence: string): string[] {
  return sentence.toLowerCase().match(/[^\s,;:.()]+/g) ?? [];
}

const length = 8;

function runsOf(sentence: string): string[] {
  const words = wordsOf(sentence);
  return words.slice(length - 1).map((_, i) => words.slice(i, i + length).join(' '));
}

function sentencesIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(sentencesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    key === 'title' || key === 'docs' || key === '$schema' ? [] : sentencesIn(part),
  );
}

function jsonFiles(root: string): string[] {
  return readdirSync(root, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map((entry) => join(entry.parentPath, entry.name));
}

describe.runIf(folder)('the facts', () => {
  it('have every policy of the index', () => {
    const missing = json<readonly { readonly name: string }[]>('policy-index.json')
      .map(({ name }) => name)
      .filter((name) => !ownPlace.has(name) && catalogue.policy(name) === undefined);
    expect(missing).toEqual([]);
    // One policy is known from the output of Microsoft's toolkit only.
    expect(catalogue.policy('cache-value')?.status).toBe('undocumented');
    // One is retired, and in no index any more.
    expect(catalogue.policy('set-graphql-resolver')?.status).toBe('deprecated');
    expect(policies().length - ownPlace.size).toBe(catalogue.policies.length - 2);
  });

  it('have every attribute and element', () => {
    const missing = policies().flatMap(({ name, root }) => {
      const facts = factsAt(name);
      if (facts) return missingIn(facts, root, name);
      return ownPlace.has(name) ? [] : [name];
    });
    expect(missing).toEqual([]);
  });

  it('have what only the schema of the service knows, as undocumented', () => {
    const pattern = /^XSD only: (attribute|element) (\S+) (?:on|in) (\S+)\.$/;
    const known: string[] = [];
    const missing = policies()
      .flatMap(({ discrepancies }) => discrepancies)
      .flatMap((line) => {
        const [, kind, name = '', path = ''] = pattern.exec(line) ?? [];
        if (kind === undefined) return [];
        known.push(name);
        const facts = factsAt(path);
        const found =
          facts &&
          (kind === 'attribute'
            ? catalogue.attribute(facts, name)
            : catalogue.childFacts(facts, name)?.child);
        return found?.undocumented ? [] : [line];
      });
    expect(missing).toEqual([]);
    expect(known.length).toBeGreaterThan(40);
  });

  it('accept every documented section and scope', () => {
    const missing = policies().flatMap(({ name, sections, scopes }) => {
      const policy = catalogue.policy(ownPlace.get(name) ?? name);
      if (policy === undefined) return [];
      const accepted: readonly string[] = [...policy.sections, ...policy.scopes];
      return [...sections, ...scopes]
        .filter((place) => !accepted.includes(place))
        .map((place) => [name, place]);
    });
    expect(missing).toEqual([]);
  });

  it('are in words of their own', () => {
    const taken = new Set(
      ['policies', 'document-model.json', 'policy-index.json', 'error-handling.json']
        .map((name) => join(folder ?? '', name))
        .flatMap((path) => (path.endsWith('.json') ? [path] : jsonFiles(path)))
        .flatMap((file) => sentencesIn(JSON.parse(readFileSync(file, 'utf8'))))
        .flatMap(runsOf),
    );
    expect(taken.size).toBeGreaterThan(1000);
    const ours = ['policies', 'document.json']
      .map((name) => join(repositoryRoot, 'schemas', name))
      .flatMap((path) => (path.endsWith('.json') ? [path] : jsonFiles(path)))
      .flatMap((file) => sentencesIn(JSON.parse(readFileSync(file, 'utf8'))));
    expect(ours.filter((sentence) => runsOf(sentence).some((run) => taken.has(run)))).toEqual([]);
  });
});
