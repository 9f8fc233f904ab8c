/** Instances and workspaces as sides of a comparison. */
import { noOverrides, type Overrides, type TokenLookup } from '../environments';
import {
  artifactFiles,
  describeResource,
  entryOf,
  type PushSides,
  type Resource,
  resourceId,
  resourceOf,
} from '../push';
import { findWanted, informationAsWanted, isInScope, type PullScope, policyIn, Throttle } from '../sync';
import type { ApimInstance, Failure, Outcome } from '../types';
import type { ResourceSource, SourceText } from './types';

export interface SourceOptions {
  /** What would be different: the side is then seen as it should be in another environment. */
  readonly overrides?: Overrides;
  readonly tokens?: TokenLookup;
  /** Waits, where the instance throttles; given for tests. */
  readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** What an instance has, of everything or of a part. */
export function instanceSource(
  instance: ApimInstance,
  scope: PullScope = 'everything',
  options: SourceOptions = {},
): ResourceSource {
  const throttle = new Throttle(options.sleep === undefined ? {} : { sleep: options.sleep });
  const information = new Map<string, string>();
  return {
    async list(call) {
      const wanted = await findWanted(instance, scope, throttle, call);
      if (!wanted.ok) return wanted;
      // Without one of the lists, all that is in it would look missing.
      const unlisted = wanted.value.unlisted.find(({ failure }) => failure !== undefined)?.failure;
      if (unlisted !== undefined) return { ok: false, failure: unlisted };
      const resources = new Map<string, Resource>();
      const add = (resource: Resource) => resources.set(resourceId(resource), resource);
      for (const address of wanted.value.addresses) add({ kind: 'policy', address });
      for (const { entry, text } of wanted.value.information) {
        const resource = resourceOf(entry);
        if (resource === undefined) continue;
        add(resource);
        information.set(resourceId(resource), text);
      }
      return { ok: true, value: [...resources.values()] };
    },
    async read(resource, call) {
      if (resource.kind !== 'policy')
        return informationFor(resource, information.get(resourceId(resource)), options);
      const read = await throttle.run(() => instance.readPolicy(resource.address, call));
      if (read.ok) return { ok: true, value: asItIs(read.value.text) };
      return read.failure.kind === 'not-found' ? { ok: true, value: undefined } : read;
    },
    async displayNames(workspace, call) {
      const listed = await throttle.run(() =>
        instance.namedValues({ ...call, ...(workspace !== undefined && { workspace }) }),
      );
      return new Map(listed.ok ? listed.value.map(({ name, displayName }) => [name, displayName]) : []);
    },
  };
}

/** What a workspace wants of an instance, of everything or of a part, with the environment's overrides. */
export function workspaceSource(
  sides: Pick<PushSides, 'files' | 'place' | 'overrides' | 'tokens'>,
  scope: PullScope = 'everything',
): ResourceSource {
  const texts = new Map<string, string>();
  const { overrides, tokens } = sides;
  const options = { ...(overrides !== undefined && { overrides }), ...(tokens !== undefined && { tokens }) };
  return {
    async list() {
      const { files, unreadable } = await artifactFiles(sides);
      const [broken] = unreadable;
      if (broken !== undefined) return { ok: false, failure: notReadable(broken.message) };
      for (const { path, resource, text } of files)
        texts.set(resourceId(resource), policyIn(path, text, [sides.place.root])?.text ?? text);
      const wanted = files.filter(({ resource }) => isInScope(scope, resource));
      return { ok: true, value: wanted.map(({ resource }) => resource) };
    },
    read: async (resource) => {
      const text = texts.get(resourceId(resource));
      return resource.kind === 'policy'
        ? { ok: true, value: text === undefined ? undefined : asItIs(text) }
        : informationFor(resource, text, options);
    },
    displayNames: async () => new Map(),
  };
}

function informationFor(
  resource: Resource,
  text: string | undefined,
  { overrides, tokens }: SourceOptions,
): Outcome<SourceText | undefined> {
  if (text === undefined) return { ok: true, value: undefined };
  const wanted = informationAsWanted(entryOf(resource), text, overrides ?? noOverrides, tokens);
  if (wanted !== undefined) return { ok: true, value: wanted };
  const message = `The information file of ${describeResource(resource)} is broken, or breaks the rules for it; mend it first.`;
  return { ok: false, failure: notReadable(message) };
}

function asItIs(text: string): SourceText {
  return { text, shown: text };
}

function notReadable(message: string): Failure {
  return { kind: 'invalid', faults: [], message };
}
