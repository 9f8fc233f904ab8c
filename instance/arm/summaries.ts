/** ARM's resources as this project's plain types. `undefined` where a row lacks what makes it one. */
import type {
  ApiSummary,
  BackendSummary,
  CacheSummary,
  CertificateSummary,
  FragmentSummary,
  LoggerSummary,
  NamedValueSummary,
  NameSummary,
  OperationSummary,
  ProductSummary,
  ResolverSummary,
  RevisionSummary,
  SchemaSummary,
  ServiceSummary,
  SubscriptionSummary,
  TenantSummary,
  VersionSetSummary,
  WorkspaceSummary,
} from '../resources';
import { isObject, type JsonObject, objectIn, stringIn, stringsIn } from './answers';

export function serviceSummary(row: JsonObject): ServiceSummary | undefined {
  const [id, name] = [stringIn(row, 'id'), stringIn(row, 'name')];
  if (id === undefined || name === undefined) return undefined;
  const properties = objectIn(row, 'properties');
  return {
    id,
    name,
    sku: stringIn(objectIn(row, 'sku'), 'name') ?? '',
    location: stringIn(row, 'location') ?? '',
    gatewayUrl: stringIn(properties, 'gatewayUrl'),
    provisioningState: stringIn(properties, 'provisioningState'),
    platformVersion: stringIn(properties, 'platformVersion'),
    minApiVersion: stringIn(objectIn(properties, 'apiVersionConstraint'), 'minApiVersion'),
  };
}

export function tenantSummary(row: JsonObject): TenantSummary | undefined {
  const tenantId = stringIn(row, 'tenantId');
  if (tenantId === undefined) return undefined;
  return { tenantId, displayName: stringIn(row, 'displayName') ?? tenantId };
}

export function subscriptionSummary(row: JsonObject): SubscriptionSummary | undefined {
  const subscriptionId = stringIn(row, 'subscriptionId');
  if (subscriptionId === undefined) return undefined;
  return {
    subscriptionId,
    displayName: stringIn(row, 'displayName') ?? subscriptionId,
    tenantId: stringIn(row, 'tenantId'),
    state: stringIn(row, 'state') ?? '',
  };
}

export function workspaceSummary(row: JsonObject): WorkspaceSummary | undefined {
  return named(row, (name, properties) => ({
    name,
    displayName: stringIn(properties, 'displayName') ?? name,
    description: stringIn(properties, 'description'),
  }));
}

export function productSummary(row: JsonObject): ProductSummary | undefined {
  return named(row, (name, properties) => ({
    name,
    displayName: stringIn(properties, 'displayName') ?? name,
  }));
}

export function apiSummary(row: JsonObject): ApiSummary | undefined {
  return named(row, (name, properties) => ({
    name,
    displayName: stringIn(properties, 'displayName') ?? name,
    path: stringIn(properties, 'path') ?? '',
    revision: stringIn(properties, 'apiRevision') ?? '1',
    version: stringIn(properties, 'apiVersion'),
    ...versionSetIn(properties),
    isCurrent: properties.isCurrent !== false,
    type: stringIn(properties, 'type') ?? 'http',
  }));
}

function versionSetIn(properties: JsonObject): { readonly versionSet?: string } {
  const name = /\/(?:apiVersionSets|api-version-sets)\/([^/]+)$/i.exec(
    stringIn(properties, 'apiVersionSetId') ?? '',
  )?.[1];
  return name === undefined ? {} : { versionSet: name };
}

export function versionSetSummary(row: JsonObject): VersionSetSummary | undefined {
  return named(row, (name, properties) => ({
    name,
    displayName: stringIn(properties, 'displayName') ?? name,
    versioningScheme: stringIn(properties, 'versioningScheme') ?? '',
  }));
}

/** Rows of revisions have neither name nor properties, but the API's id with `;rev=N` behind it. */
export function revisionSummary(row: JsonObject): RevisionSummary | undefined {
  const revision = stringIn(row, 'apiRevision');
  const api = /\/apis\/([^/;]+)(?:;rev=\d+)?$/i.exec(stringIn(row, 'apiId') ?? '')?.[1];
  if (revision === undefined || api === undefined) return undefined;
  const isCurrent = row.isCurrent === true;
  return {
    api: isCurrent ? api : `${api};rev=${revision}`,
    revision,
    description: stringIn(row, 'description'),
    isCurrent,
    isOnline: row.isOnline !== false,
    updated: stringIn(row, 'updatedDateTime'),
  };
}

export function resolverSummary(row: JsonObject): ResolverSummary | undefined {
  return named(row, (name, properties) => ({
    name,
    displayName: stringIn(properties, 'displayName') ?? name,
    path: stringIn(properties, 'path') ?? '',
  }));
}

export function operationSummary(row: JsonObject): OperationSummary | undefined {
  return named(row, (name, properties) => ({
    name,
    displayName: stringIn(properties, 'displayName') ?? name,
    method: stringIn(properties, 'method') ?? '',
    urlTemplate: stringIn(properties, 'urlTemplate') ?? '',
  }));
}

export function fragmentSummary(row: JsonObject): FragmentSummary | undefined {
  return named(row, (name, properties) => ({ name, description: stringIn(properties, 'description') }));
}

/** A secret's value is left out, should the service send it. */
export function namedValueSummary(row: JsonObject): NamedValueSummary | undefined {
  return named(row, (name, properties): NamedValueSummary => {
    const common = {
      name,
      displayName: stringIn(properties, 'displayName') ?? name,
      tags: stringsIn(properties, 'tags'),
    };
    if (isObject(properties.keyVault)) {
      const last = objectIn(properties.keyVault, 'lastStatus');
      const lastMessage = stringIn(last, 'message');
      const identityClientId = stringIn(properties.keyVault, 'identityClientId');
      return {
        ...common,
        kind: 'key-vault',
        secretIdentifier: stringIn(properties.keyVault, 'secretIdentifier') ?? '',
        lastStatus: stringIn(last, 'code'),
        ...(lastMessage !== undefined && { lastMessage }),
        ...(identityClientId !== undefined && { identityClientId }),
      };
    }
    if (properties.secret === true) return { ...common, kind: 'secret' };
    return { ...common, kind: 'plain', value: stringIn(properties, 'value') };
  });
}

export function backendSummary(row: JsonObject): BackendSummary | undefined {
  return named(row, (name, properties) => ({ name, url: stringIn(properties, 'url'), properties }));
}

export function certificateSummary(row: JsonObject): CertificateSummary | undefined {
  return named(row, (name, properties) => ({
    name,
    subject: stringIn(properties, 'subject'),
    thumbprint: stringIn(properties, 'thumbprint'),
    expires: stringIn(properties, 'expirationDate'),
    secretIdentifier: stringIn(objectIn(properties, 'keyVault'), 'secretIdentifier'),
  }));
}

export function loggerSummary(row: JsonObject): LoggerSummary | undefined {
  return named(row, (name, properties) => ({
    name,
    type: stringIn(properties, 'loggerType') ?? '',
    description: stringIn(properties, 'description'),
  }));
}

export function cacheSummary(row: JsonObject): CacheSummary | undefined {
  return named(row, (name, properties) => ({
    name,
    description: stringIn(properties, 'description'),
    useFromLocation: stringIn(properties, 'useFromLocation'),
  }));
}

export function schemaSummary(row: JsonObject): SchemaSummary | undefined {
  return named(row, (name, properties) => ({
    name,
    type: stringIn(properties, 'schemaType') ?? '',
    description: stringIn(properties, 'description'),
  }));
}

export function nameSummary(row: JsonObject): NameSummary | undefined {
  return named(row, (name) => ({ name }));
}

function named<T>(row: JsonObject, make: (name: string, properties: JsonObject) => T): T | undefined {
  const name = stringIn(row, 'name');
  return name === undefined || name === '' ? undefined : make(name, objectIn(row, 'properties'));
}
