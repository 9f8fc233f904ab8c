/** Reads `apim-policy.yaml`. Pure: text in, environments and problems out. */
import type { Node } from 'yaml';
import type { LayoutName } from '../../server/src/core/workspace/types';
import { cloudOf, clouds, parseResourceId, resourceIdOf, type ServiceName } from '../auth';
import { readOverrides } from './overrides';
import { type CloudName, type Environment, type EnvironmentsFile, noOverrides } from './types';
import { type Member, spanOf, YamlReader } from './yamlReader';

const topLevel = ['environments', 'default'] as const;
const known = [
  'resourceId',
  'subscription',
  'resourceGroup',
  'service',
  'cloud',
  'endpoint',
  'tenant',
  'folder',
  'layout',
  'protected',
  'configuration',
  'overrides',
] as const;
const layouts: readonly LayoutName[] = ['apiops', 'apiops-cli'];
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function readEnvironments(text: string): EnvironmentsFile {
  const reader = new YamlReader(text);
  const members = reader.members(reader.root, 'The file');
  for (const { key, at } of members)
    if (!(topLevel as readonly string[]).includes(key))
      reader.complain('warning', at, `"${key}" is not known here; expected ${listed(topLevel)}.`);
  const ofName = (name: string) => members.find(({ key }) => key === name);
  const environments = reader
    .members(ofName('environments')?.value, '"environments"')
    .flatMap((member) => readEnvironment(reader, member) ?? []);
  const standard = ofName('default');
  const initial = reader.textOf(standard?.value, '"default"');
  if (initial !== undefined && standard?.value !== undefined)
    if (!reader.members(ofName('environments')?.value, '').some(({ key }) => key === initial))
      reader.complain('error', spanOf(standard.value), 'There is no environment of this name.');
  return {
    environments,
    initial: environments.some(({ name }) => name === initial) ? initial : undefined,
    problems: reader.problems,
  };
}

/** The environment; `undefined` where an instance can't be told from it. */
function readEnvironment(reader: YamlReader, { key: name, at, value }: Member): Environment | undefined {
  const members = new Map<string, Member>();
  for (const member of reader.members(value, `The environment "${name}"`)) {
    if ((known as readonly string[]).includes(member.key)) members.set(member.key, member);
    else
      reader.complain(
        'warning',
        member.at,
        `"${member.key}" is nothing that an environment has; expected one of ${listed(known)}.`,
      );
  }
  const text = (key: (typeof known)[number]) => reader.textOf(members.get(key)?.value, `"${key}"`);
  const service = serviceOf(reader, name, at, members, text);
  const endpoint = endpointOf(reader, members.get('endpoint'), text('endpoint'));
  const cloud = oneOf(reader, members.get('cloud')?.value, text('cloud'), Object.keys(clouds) as CloudName[]);
  const layout = oneOf(reader, members.get('layout')?.value, text('layout'), layouts);
  const tenant = text('tenant');
  const overrides = members.get('overrides')?.value;
  const environment = {
    name,
    tenant: tenant === '' ? undefined : tenant,
    folder: pathOf(reader, members.get('folder')?.value, text('folder')),
    layout,
    protected: reader.flag(members.get('protected')?.value, '"protected"') ?? false,
    configuration: pathOf(reader, members.get('configuration')?.value, text('configuration')),
    overrides: overrides === undefined ? noOverrides : readOverrides(reader, overrides),
    at: at.start,
  };
  if (service === undefined || endpoint === 'wrong') return undefined;
  const { endpoint: standard, credentialScope } = clouds[cloud ?? 'public'];
  const address = endpoint ?? standard;
  return {
    ...environment,
    cloud: endpoint === undefined ? (cloud ?? 'public') : cloud,
    target: {
      ...service,
      endpoint: address,
      credentialScope:
        cloud === undefined ? (cloudOf(address)?.credentialScope ?? credentialScope) : credentialScope,
    },
  };
}

function serviceOf(
  reader: YamlReader,
  name: string,
  at: Member['at'],
  members: ReadonlyMap<string, Member>,
  text: (key: (typeof known)[number]) => string | undefined,
): ServiceName | undefined {
  const id = members.get('resourceId');
  const [resourceId, subscription, resourceGroup, service] = [
    text('resourceId'),
    text('subscription'),
    text('resourceGroup'),
    text('service'),
  ];
  if (resourceId !== undefined && id?.value !== undefined) {
    const parsed = parseResourceId(resourceId);
    if (parsed === undefined) {
      reader.complain(
        'error',
        spanOf(id.value),
        `This is no resource id of an API Management service; it looks like ${resourceIdOf({ subscriptionId: '<subscription>', resourceGroup: '<group>', service: '<name>' })}.`,
      );
      return undefined;
    }
    const extra = ['subscription', 'resourceGroup', 'service'].find((key) => members.has(key));
    const twice = extra === undefined ? undefined : members.get(extra);
    if (twice !== undefined)
      reader.complain('warning', twice.at, `The resource id says this already; "${twice.key}" is not read.`);
    return withUuid(reader, id.value, parsed);
  }
  if (subscription !== undefined && resourceGroup !== undefined && service !== undefined) {
    const node = members.get('subscription')?.value;
    return withUuid(reader, node, { subscriptionId: subscription, resourceGroup, service });
  }
  reader.complain(
    'error',
    at,
    `The environment "${name}" names no instance; give its "resourceId", or "subscription", "resourceGroup" and "service".`,
  );
  return undefined;
}

function withUuid(reader: YamlReader, node: Node | undefined, service: ServiceName): ServiceName | undefined {
  if (uuid.test(service.subscriptionId)) return service;
  if (node !== undefined)
    reader.complain(
      'error',
      spanOf(node),
      'The id of a subscription is a UUID such as 00000000-0000-0000-0000-000000000000.',
    );
  return undefined;
}

function endpointOf(
  reader: YamlReader,
  member: Member | undefined,
  text: string | undefined,
): string | undefined | 'wrong' {
  if (text === undefined || member?.value === undefined) return undefined;
  try {
    const url = new URL(text);
    if (url.protocol === 'https:' || url.protocol === 'http:') return text.replace(/\/+$/, '');
  } catch {
    // Told below.
  }
  reader.complain(
    'error',
    spanOf(member.value),
    'An endpoint is a web address such as https://management.azure.com.',
  );
  return 'wrong';
}

function oneOf<T extends string>(
  reader: YamlReader,
  node: Node | undefined,
  text: string | undefined,
  values: readonly T[],
): T | undefined {
  const found = values.find((value) => value === text);
  if (found === undefined && text !== undefined && node !== undefined)
    reader.complain('error', spanOf(node), `Expected ${listed(values)}.`);
  return found;
}

/** A path below the workspace folder, with `/` and without a slash at its end. */
function pathOf(reader: YamlReader, node: Node | undefined, text: string | undefined): string | undefined {
  if (text === undefined || node === undefined) return undefined;
  const path = text
    .replaceAll('\\', '/')
    .replace(/^(?:\.\/)+/, '')
    .replace(/\/+$/, '');
  if (path === '' || path === '.') return '';
  if (
    /^(?:\/|[A-Za-z]:)/.test(path) ||
    path.split('/').some((segment) => segment === '..' || segment === '')
  ) {
    reader.complain('error', spanOf(node), 'A path is relative to the workspace folder and stays inside it.');
    return undefined;
  }
  return path;
}

function listed(words: readonly string[]): string {
  return words.length < 2
    ? `"${words[0] ?? ''}"`
    : `${words
        .slice(0, -1)
        .map((word) => `"${word}"`)
        .join(', ')} or "${words.at(-1)}"`;
}
