/** Any number of APIs, operations and policies, for trying out how a client copes with large instances. */
import { isObject, type Json, type JsonObject } from '../json';
import { pathOf } from '../store/resource';
import type { SeedResource } from './shop';

export interface GeneratedContent {
  readonly apis: number;
  /** Of each API. */
  readonly operations: number;
  /** Of each API: how many of its operations have a policy of their own. Each API has one. */
  readonly operationPolicies: number;
}

const mostApis = 20_000;
const mostOperations = 1_000;

export function generated({
  apis,
  operations,
  operationPolicies,
}: GeneratedContent): readonly SeedResource[] {
  return Array.from({ length: apis }, (_, index) => {
    const name = `api-${String(index + 1).padStart(4, '0')}`;
    return [
      resource(['apis', name], {
        displayName: `API ${index + 1}`,
        path: name,
        protocols: ['https'],
        apiRevision: '1',
        isCurrent: true,
        isOnline: true,
        subscriptionRequired: true,
        type: 'http',
        serviceUrl: `https://${name}.example`,
      }),
      resource(['apis', name, 'policies', 'policy'], { value: policyOf(name) }),
      ...Array.from({ length: operations }, (_, at) => operationOf(name, at, at < operationPolicies)).flat(),
    ];
  }).flat();
}

function operationOf(api: string, index: number, hasPolicy: boolean): readonly SeedResource[] {
  const name = `operation-${index + 1}`;
  const method = ['GET', 'POST', 'PUT', 'DELETE'][index % 4] ?? 'GET';
  const own = resource(['apis', api, 'operations', name], {
    displayName: `Operation ${index + 1}`,
    method,
    urlTemplate: `/things-${index + 1}/{id}`,
    templateParameters: [{ name: 'id', type: 'string', required: true }],
    responses: [],
  });
  return hasPolicy
    ? [
        own,
        resource(['apis', api, 'operations', name, 'policies', 'policy'], {
          value: policyOf(`${api}/${name}`),
        }),
      ]
    : [own];
}

function policyOf(name: string): string {
  return `<policies>
  <inbound>
    <base />
    <set-header name="X-Place" exists-action="override">
      <value>${name}</value>
    </set-header>
    <choose>
      <when condition="@(context.Request.Method != "GET" && context.User != null)">
        <set-variable name="caller" value="@(context.User.Id)" />
      </when>
    </choose>
  </inbound>
  <backend>
    <base />
  </backend>
  <outbound>
    <base />
  </outbound>
  <on-error>
    <base />
  </on-error>
</policies>
`;
}

/** `{"apis": 2000, "operations": 10, "operationPolicies": 1}`, or a sentence on what is wrong with it. */
export function parseGenerated(value: Json | undefined): GeneratedContent | string {
  if (!isObject(value)) return 'What is to be generated must be an object.';
  const { apis, operations = 0, operationPolicies = 0 } = value;
  if (!isCount(apis, mostApis)) return `apis must be a whole number from 0 to ${mostApis}.`;
  if (!isCount(operations, mostOperations) || !isCount(operationPolicies, mostOperations))
    return `operations and operationPolicies must be whole numbers from 0 to ${mostOperations}.`;
  return { apis, operations, operationPolicies };
}

function isCount(value: Json | undefined, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most;
}

function resource(segments: readonly string[], properties: JsonObject): SeedResource {
  return { path: pathOf(segments), properties };
}
