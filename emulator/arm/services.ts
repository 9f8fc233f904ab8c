/** The service itself, and the subscription and tenant it stands in. */
import { ok, type Reply } from '../http/message';
import { serviceResourceId } from '../ids';
import type { Instance } from '../instance';
import type { JsonObject } from '../json';

const tenantId = '5a11e5a0-0000-4000-8000-0000000000aa';
const created = '2026-01-12T08:00:00.0000000Z';

/** The api-versions of the resource provider, oldest first. */
export const apiVersions: readonly string[] = [
  '2021-08-01',
  '2021-12-01-preview',
  '2022-04-01-preview',
  '2022-08-01',
  '2022-09-01-preview',
  '2023-03-01-preview',
  '2023-05-01-preview',
  '2023-09-01-preview',
  '2024-05-01',
  '2024-06-01-preview',
];

export function service(instance: Instance): JsonObject {
  const { service: name } = instance.ids;
  return {
    id: serviceResourceId(instance.ids),
    name,
    type: 'Microsoft.ApiManagement/service',
    tags: {},
    location: 'West Europe',
    etag: 'AAAAAAAAAAE=',
    properties: {
      publisherEmail: 'owner@shop.example',
      publisherName: 'Sample Shop',
      notificationSenderEmail: 'apimgmt-noreply@shop.example',
      provisioningState: 'Succeeded',
      targetProvisioningState: '',
      createdAtUtc: created,
      gatewayUrl: `https://${name}.azure-api.net`,
      gatewayRegionalUrl: `https://${name}-westeurope-01.regional.azure-api.net`,
      developerPortalUrl: `https://${name}.developer.azure-api.net`,
      managementApiUrl: `https://${name}.management.azure-api.net`,
      scmUrl: `https://${name}.scm.azure-api.net`,
      hostnameConfigurations: [
        {
          type: 'Proxy',
          hostName: `${name}.azure-api.net`,
          negotiateClientCertificate: false,
          defaultSslBinding: true,
          certificateSource: 'BuiltIn',
        },
      ],
      publicIPAddresses: ['203.0.113.10'],
      virtualNetworkType: 'None',
      certificates: [],
      disableGateway: false,
      apiVersionConstraint: { minApiVersion: instance.settings.minApiVersion },
      publicNetworkAccess: 'Enabled',
      platformVersion: 'stv2',
    },
    sku: { name: 'Developer', capacity: 1 },
    systemData: {
      createdBy: 'owner@shop.example',
      createdByType: 'User',
      createdAt: created,
      lastModifiedBy: 'owner@shop.example',
      lastModifiedByType: 'User',
      lastModifiedAt: created,
    },
  };
}

export function subscription(subscriptionId: string, index: number): JsonObject {
  return {
    id: `/subscriptions/${subscriptionId}`,
    subscriptionId,
    tenantId,
    displayName: index === 0 ? 'Sample Subscription' : `Sample Subscription ${index + 1}`,
    state: 'Enabled',
  };
}

export function tenants(): Reply {
  return ok({ value: [{ id: `/tenants/${tenantId}`, tenantId, displayName: 'Sample Directory' }] });
}
