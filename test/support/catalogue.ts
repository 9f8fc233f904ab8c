/** The repository's own catalogue, read once for each test file. */
import { resolve } from 'node:path';
import { readCatalogueData } from '../../scripts/catalogueData.mjs';
import { Catalogue } from '../../server/src/core/catalogue';

export const repositoryRoot = resolve(import.meta.dirname, '../..');

let catalogue: Catalogue | undefined;

export function testCatalogue(): Catalogue {
  catalogue ??= new Catalogue(readCatalogueData(repositoryRoot));
  return catalogue;
}
