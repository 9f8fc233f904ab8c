/** What a new service can hold, by name. */
import type { InstanceIds } from '../ids';
import { type SeedResource, shop } from './shop';
import { shopProd, shopTest } from './stages';

export const seedNames = ['shop', 'shop-test', 'shop-prod', 'empty'] as const;
export type SeedName = (typeof seedNames)[number];

export function seedOf(name: SeedName, ids: InstanceIds): readonly SeedResource[] {
  switch (name) {
    case 'shop':
      return shop(ids);
    case 'shop-test':
      return shopTest(ids);
    case 'shop-prod':
      return shopProd(ids);
    case 'empty':
      return [];
  }
}
