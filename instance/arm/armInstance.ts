/** An API Management instance over the ARM SDK. Every outcome is a value; the SDK is loaded on the first call. */
import type { NamedKind, PolicyAddress } from '../../server/src/core/workspace/types';
import { mapLimited } from '../pool';
import type { NamedValueChange, NameSummary, NewNamedValue } from '../resources';
import type {
  ApimInstance,
  BackendSummary,
  CallOptions,
  ExistingCondition,
  InstanceTarget,
  ListOptions,
  Outcome,
  PlaceOptions,
  Precondition,
} from '../types';
import { jsonObject } from './answers';
import { deleteBackend, readBackend, writeBackend } from './backends';
import { type ArmOptions, type TokenSource, targetFailure } from './client';
import { plain } from './failures';
import { type ListKind, listOf, listOfNames, lists } from './lists';
import {
  deleteNamedValue,
  readNamedValue,
  refreshNamedValue,
  revealNamedValue,
  updateNamedValue,
  writeNamedValue,
} from './namedValues';
import { policyAddresses } from './policyAddresses';
import { deletePolicy, fragmentUses, type InstanceSession, readPolicy, writePolicy } from './policyResources';
import { readable, Session } from './session';
import { nameSummary, serviceSummary } from './summaries';

/** The instance behind an ARM endpoint. Nothing is sent, loaded or checked before the first call. */
export function createArmInstance(
  target: InstanceTarget,
  credential: TokenSource,
  options: ArmOptions = {},
): ApimInstance {
  const session: InstanceSession = new Session(target, credential, options, targetFailure);
  const listed =
    <T>(kind: ListKind<T>) =>
    (o: ListOptions<T> = {}) =>
      listOf(session, kind, o);
  const ofApi =
    <T>(kind: ListKind<T>) =>
    (api: string, o: ListOptions<T> = {}) =>
      listOf(session, kind, o, { name: api, words: `API '${plain(api)}'` });
  return {
    target,
    service: (o: CallOptions = {}) =>
      session.attempt('the service', o, async ({ client }, call) => {
        await client.apiManagementService.get(target.resourceGroup, target.service, call.options);
        return readable(serviceSummary(jsonObject(call.last)), call.last, 'without a service');
      }),
    workspaces: listed(lists.workspaces),
    products: listed(lists.products),
    apis: listed(lists.apis),
    versionSets: listed(lists.versionSets),
    revisions: ofApi(lists.revisions),
    operations: ofApi(lists.operations),
    resolvers: ofApi(lists.resolvers),
    fragments: listed(lists.fragments),
    fragmentUses: (fragment: string, o: PlaceOptions = {}) => fragmentUses(session, fragment, o),
    namedValues: listed(lists.namedValues),
    backends: listed(lists.backends),
    certificates: listed(lists.certificates),
    loggers: listed(lists.loggers),
    caches: listed(lists.caches),
    schemas: listed(lists.schemas),
    names: (kind: NamedKind, o: PlaceOptions = {}) => namesOf(session, kind, o),

    policyAddresses: (o: CallOptions = {}) => policyAddresses(session, o),
    readPolicy: (address: PolicyAddress, o: CallOptions = {}) => readPolicy(session, address, o),
    writePolicy: (address: PolicyAddress, text: string, condition: Precondition, o: CallOptions = {}) =>
      writePolicy(session, address, text, condition, o),
    deletePolicy: (address: PolicyAddress, condition: ExistingCondition, o: CallOptions = {}) =>
      deletePolicy(session, address, condition, o),

    readNamedValue: (name: string, o: PlaceOptions = {}) => readNamedValue(session, name, o),
    writeNamedValue: (value: NewNamedValue, condition: Precondition, o: PlaceOptions = {}) =>
      writeNamedValue(session, value, condition, o),
    updateNamedValue: (
      name: string,
      change: NamedValueChange,
      condition: ExistingCondition,
      o: PlaceOptions = {},
    ) => updateNamedValue(session, name, change, condition, o),
    deleteNamedValue: (name: string, condition: ExistingCondition, o: PlaceOptions = {}) =>
      deleteNamedValue(session, name, condition, o),
    refreshNamedValue: (name: string, o: PlaceOptions = {}) => refreshNamedValue(session, name, o),
    revealNamedValue: (name: string, o: PlaceOptions = {}) => revealNamedValue(session, name, o),

    readBackend: (name: string, o: PlaceOptions = {}) => readBackend(session, name, o),
    writeBackend: (
      backend: Pick<BackendSummary, 'name' | 'properties'>,
      condition: Precondition,
      o: PlaceOptions = {},
    ) => writeBackend(session, backend, condition, o),
    deleteBackend: (name: string, condition: ExistingCondition, o: PlaceOptions = {}) =>
      deleteBackend(session, name, condition, o),
  };
}

/** Providers asked for their connections at a time. */
const providersAtATime = 6;

async function namesOf(
  session: InstanceSession,
  kind: NamedKind,
  options: PlaceOptions,
): Promise<Outcome<readonly NameSummary[]>> {
  if (kind !== 'authorization')
    return listOf<NameSummary>(session, { ...listOfNames[kind], summary: nameSummary }, options);
  const providers = await namesOf(session, 'authorization-provider', options);
  if (!providers.ok) return providers;
  const ofProviders = await mapLimited(providers.value, providersAtATime, async ({ name }) => ({
    within: name,
    listed: await listOf(session, lists.authorizations, options, {
      name,
      words: `credential provider '${plain(name)}'`,
    }),
  }));
  const names: NameSummary[] = [];
  for (const each of ofProviders) {
    if (each === undefined) continue;
    if (!each.listed.ok) return each.listed;
    names.push(...each.listed.value.map(({ name }) => ({ name, within: each.within })));
  }
  return { ok: true, value: names };
}
