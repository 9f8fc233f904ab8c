/** Named values: plain, secret and from Key Vault. The value of the last two is given by `listValue` only. */
import { armError, badRequest } from '../http/errors';
import { ok, type Reply } from '../http/message';
import { isObject, type JsonObject, stringOf } from '../json';
import { nameOf, type Resource, segmentsOf } from '../store/resource';
import { fetchedNow, keyVaultOf, refreshFailed } from './keyVault';
import type { Prepared, ResourceKind, Target } from './kinds';
import { invalidField, ownerOf, startOperation } from './resources';
import { namedValuesIn, referencesIn, renamedIn } from './uses';

const displayNames = /^[A-Za-z0-9\-._]{1,256}$/;
const longestValue = 4096;
const mostTags = 32;

export const namedValueKind: ResourceKind = {
  noun: 'NamedValue',
  writes: 'put-patch',
  longRunning: true,
  failsLater: true,
  filterFields: ['displayName', 'tags'],
  names: /^[^*#&+:<>?]{1,256}$/,
  required: ['displayName'],
  prepare,
  present: (_, resource) => shown(resource.properties),
  list: (target) => {
    const wanted = target.call.query.get('isKeyVaultRefreshFailed')?.toLowerCase();
    const all = target.instance.store.list(target.path);
    return wanted === undefined ? all : all.filter((row) => refreshFailed(row) === (wanted === 'true'));
  },
  written: renameUses,
  undeletable: (target, resource) => {
    const users = usersOf(target, resource);
    if (users.length === 0) return undefined;
    const lines = users.map((user) => `/${segmentsOf(user.path).join('/')}\r\n`).join('');
    return armError(
      'ValidationError',
      `The named value '${nameOf(resource.path)}' is used by the following entities:\r\n${lines}`,
    );
  },
  actions: { listValue, refreshSecret },
};

function prepare(target: Target, sent: JsonObject): Prepared {
  const displayName = stringOf(sent, 'displayName') ?? '';
  if (!displayNames.test(displayName)) {
    return invalidField(
      'displayName',
      'Named value name may contain only letters, digits, periods, dashes and underscores.',
    );
  }
  const tags = sent.tags ?? [];
  if (!Array.isArray(tags) || tags.length > mostTags || !tags.every((tag) => typeof tag === 'string')) {
    return invalidField('tags', `At most ${mostTags} tags, each of them text, are allowed.`);
  }
  const keyVault = leavesVault(target) ? undefined : keyVaultOf(sent);
  const problem = keyVault === undefined ? valueProblem(stringOf(sent, 'value')) : undefined;
  if (problem !== undefined) return invalidField('value', problem);
  if (displayNameTaken(target, displayName)) {
    return invalidField('name', 'Property with the same name already exist.');
  }
  const { value, keyVault: _before, provisioningState: _, ...others } = sent;
  const secret = keyVault !== undefined || sent.secret === true;
  return {
    ok: true,
    properties: {
      ...others,
      displayName,
      tags,
      secret,
      ...(keyVault === undefined ? { value } : { keyVault, value: `value-of-${nameOf(target.path)}` }),
    },
  };
}

/** A PATCH that gives a value and names no vault: the value is typed from now on. */
function leavesVault({ call }: Target): boolean {
  const { properties } = isObject(call.body) ? call.body : {};
  return (
    call.method === 'PATCH' &&
    isObject(properties) &&
    properties.keyVault === undefined &&
    properties.value !== undefined
  );
}

function valueProblem(value: string | undefined): string | undefined {
  if (value === undefined || value.trim() === '')
    return 'Named value must have a value that is not only white space.';
  return value.length > longestValue
    ? `Named value must not be longer than ${longestValue} characters.`
    : undefined;
}

function displayNameTaken(target: Target, displayName: string): boolean {
  const others = target.instance.store.list(`${ownerOf(target.segments)}namedValues`);
  return others.some(
    (other) =>
      other.path !== (target.existing?.path ?? target.path) &&
      stringOf(other.properties, 'displayName')?.toLowerCase() === displayName.toLowerCase(),
  );
}

function shown(properties: JsonObject): JsonObject {
  const { value, ...others } = properties;
  return properties.secret === true || properties.keyVault !== undefined ? others : { ...others, value };
}

function listValue(_: Target, resource: Resource): Reply {
  return ok({ value: stringOf(resource.properties, 'value') ?? '' }, { etag: resource.etag });
}

function refreshSecret(target: Target, resource: Resource): Reply {
  const { keyVault } = resource.properties;
  if (!isObject(keyVault))
    return badRequest('ValidationError', 'The named value is not stored in a key vault.');
  const properties = { ...resource.properties, keyVault: { ...keyVault, lastStatus: fetchedNow() } };
  target.instance.store.put(resource.path, properties);
  return { status: 202, headers: startOperation(target, undefined, 200) };
}

/** Policies follow when a display name changes. */
function renameUses(target: Target, resource: Resource): void {
  const before = stringOf(target.existing?.properties ?? {}, 'displayName');
  const after = stringOf(resource.properties, 'displayName') ?? '';
  if (target.existing === undefined || before === undefined || before === after) return;
  const { store, catalogue } = target.instance;
  for (const user of usersOf(target, target.existing)) {
    if (typeof user.properties.value !== 'string') continue;
    const value = renamedIn(user, (name) => (name === before.toLowerCase() ? after : undefined), catalogue);
    store.put(user.path, { ...user.properties, value });
  }
}

/** What names it, by display name or resource name: policies, fragments, and what connects to something. */
function usersOf(target: Target, resource: Resource): readonly Resource[] {
  const owner = ownerOf(target.segments);
  const names = [stringOf(resource.properties, 'displayName') ?? '', nameOf(resource.path)].map((n) =>
    n.toLowerCase(),
  );
  const { store, catalogue } = target.instance;
  return [
    ...store
      .listEverywhere('policies', 'policyFragments')
      .filter((other) => ownerOf(segmentsOf(other.path)) === owner)
      .filter((other) => namedValuesIn(other, catalogue).some((n) => names.includes(n.toLowerCase()))),
    ...['backends', 'loggers', 'caches']
      .flatMap((collection) => store.list(`${owner}${collection}`))
      .filter(({ properties }) => referencesIn(properties).some((n) => names.includes(n.toLowerCase()))),
  ];
}
