import type { CatalogueData } from '../server/src/core/catalogue';

export function policyXsd(data: CatalogueData): string;
