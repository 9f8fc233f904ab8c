/** What the routes work on: one instance with its ids, resources, operations and facts. */
import type { Catalogue } from '../server/src/core/catalogue';
import type { Operations } from './lro/operations';
import type { Store } from './store/store';

export interface InstanceIds {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly service: string;
}

export interface Instance {
  readonly ids: InstanceIds;
  readonly store: Store;
  readonly operations: Operations;
  readonly catalogue: Catalogue;
  /** Entries of a list answer where the caller names no `$top`. */
  readonly pageSize: number;
}

/** The ids of the sample instance; the subscription is a UUID because the SDK refuses anything else. */
export const sampleIds: InstanceIds = {
  subscriptionId: '5a11e5a0-0000-4000-8000-000000000001',
  resourceGroup: 'sample-shop-rg',
  service: 'sample-shop',
};

export function serviceResourceId(ids: InstanceIds): string {
  return `/subscriptions/${ids.subscriptionId}/resourceGroups/${ids.resourceGroup}/providers/Microsoft.ApiManagement/service/${ids.service}`;
}
