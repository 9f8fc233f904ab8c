/** The service itself, and the subscription and tenant it stands in. */
import { ok, type Reply } from '../http/message';
import { type Instance, serviceResourceId } from '../instance';
import type { JsonObject } from '../json';

const tenantId = '5a11e5a0-0000-4000-8000-0000000000aa';
const created = '2026-01-12T08:00:00.0000000Z';
/** Requests with an older api-version are refused. */
export const oldestApiVersion = '2021-08-01';

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
      apiVersionConstraint: { minApiVersion: oldestApiVersion },
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

export function subscription(instance: Instance): JsonObject {
  const { subscriptionId } = instance.ids;
  return {
    id: `/subscriptions/${subscriptionId}`,
    subscriptionId,
    tenantId,
    displayName: 'Sample Subscription',
    state: 'Enabled',
  };
}

export function tenants(): Reply {
  return ok({ value: [{ id: `/tenants/${tenantId}`, tenantId, displayName: 'Sample Directory' }] });
}
