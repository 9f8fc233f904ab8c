import type { CatalogueData } from '../server/src/core/catalogue';

export function readCatalogueData(rootDir: string): CatalogueData;

export function readResolverRoots(rootDir: string): readonly string[];
