/** Which service: the parts of its resource id. */

export interface InstanceIds {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly service: string;
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
