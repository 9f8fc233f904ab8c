import type { CatalogueData } from '../server/src/core/catalogue';

export function policyDocs(data: CatalogueData): string;
