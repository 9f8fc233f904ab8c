/** Reads `schemas/` into the one value that the bundles and the tests hand to the catalogue. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

function readFacts(file) {
  const { $schema: _, ...facts } = JSON.parse(readFileSync(file, 'utf8'));
  return facts;
}

/**
 * All facts below the folder that holds `schemas/`: the document's own, and one entry for each policy, by name.
 * Throws, naming the file, where one can't be read.
 */
export function readCatalogueData(rootDir) {
  const folder = join(rootDir, 'schemas');
  const policies = readdirSync(join(folder, 'policies'))
    .filter((name) => name.endsWith('.json'))
    .map((name) => basename(name, '.json'))
    .sort()
    .map((name) => {
      const file = join(folder, 'policies', `${name}.json`);
      try {
        return readFacts(file);
      } catch (error) {
        throw new Error(`${file} can't be read as JSON: ${error.message}`, { cause: error });
      }
    });
  return { ...readFacts(join(folder, 'document.json')), policies };
}

/** The names of the policies that are a GraphQL resolver's root: the client needs no more to tell a policy. */
export function readResolverRoots(rootDir) {
  return readCatalogueData(rootDir)
    .policies.filter(({ resolverRoot }) => resolverRoot)
    .map(({ name }) => name);
}
