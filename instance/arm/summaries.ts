/** ARM's resources as this project's plain types. `undefined` where a row lacks what makes it one. */
import type {
  ApiSummary,
  BackendSummary,
  FragmentSummary,
  NamedValueSummary,
  NameSummary,
  OperationSummary,
  ProductSummary,
  ServiceSummary,
} from '../types';
import { isObject, type JsonObject, objectIn, stringIn, stringsIn } from './answers';

export function serviceSummary(row: JsonObject): ServiceSummary | undefined {
  const [id, name] = [stringIn(row, 'id'), stringIn(row, 'name')];
  if (id === undefined || name === undefined) return undefined;
  return {
    id,
    name,
    sku: stringIn(objectIn(row, 'sku'), 'name') ?? '',
    location: stringIn(row, 'location') ?? '',
    gatewayUrl: stringIn(objectIn(row, 'properties'), 'gatewayUrl'),
  };
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
    isCurrent: properties.isCurrent !== false,
    type: stringIn(properties, 'type') ?? 'http',
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
    if (isObject(properties.keyVault))
      return {
        ...common,
        kind: 'key-vault',
        secretIdentifier: stringIn(properties.keyVault, 'secretIdentifier') ?? '',
        lastStatus: stringIn(objectIn(properties.keyVault, 'lastStatus'), 'code'),
      };
    if (properties.secret === true) return { ...common, kind: 'secret' };
    return { ...common, kind: 'plain', value: stringIn(properties, 'value') };
  });
}

export function backendSummary(row: JsonObject): BackendSummary | undefined {
  return named(row, (name, properties) => ({ name, url: stringIn(properties, 'url'), properties }));
}

export function nameSummary(row: JsonObject): NameSummary | undefined {
  return named(row, (name) => ({ name }));
}

function named<T>(row: JsonObject, make: (name: string, properties: JsonObject) => T): T | undefined {
  const name = stringIn(row, 'name');
  return name === undefined || name === '' ? undefined : make(name, objectIn(row, 'properties'));
}
