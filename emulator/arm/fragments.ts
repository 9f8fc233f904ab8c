/** Policy fragments: policies' documents with a description, references, and long-running writes. */
import { toXmlForm } from '../document/forms';
import { armError } from '../http/errors';
import { type JsonObject, stringOf } from '../json';
import { nameOf, type Resource, segmentsOf } from '../store/resource';
import type { ResourceKind, Target } from './kinds';
import { page } from './paging';
import { prepareDocument, shownIn, textOf } from './policies';
import { envelope, invalid, ownerOf } from './resources';
import { fragmentsIn } from './uses';

export const fragmentKind: ResourceKind = {
  noun: 'PolicyFragment',
  writes: 'put',
  longRunning: true,
  failsLater: true,
  filterFields: ['name', 'description', 'value'],
  names: /^(?=.{1,80}$)(?:\w+|\w[\w-]+\w)$/,
  required: ['value'],
  prepare: (target, sent) =>
    prepareDocument(target, sent, { kind: 'fragment' }, ({ unreadable, error }) =>
      unreadable === undefined
        ? { ok: false, error }
        : invalid(`The policy fragment is not a valid XML: ${unreadable}`),
    ),
  present: (target, resource) => ({
    ...described(resource),
    format: 'xml',
    ...shownIn(target, resource),
  }),
  presentWritten: (target, resource) => ({
    ...described(resource),
    format: 'xml',
    value: toXmlForm(textOf(target, resource)),
  }),
  undeletable: (target, resource) => {
    const users = usersOf(target, resource);
    if (users.length === 0) return undefined;
    const lines = users.map((user) => `/${segmentsOf(user.path).join('/')}\r\n`).join('');
    return armError(
      'ValidationError',
      `The Policy Fragment '${nameOf(resource.path)}' is used by the following entities:\r\n${lines}`,
    );
  },
  actions: {
    listReferences: (target, resource) => {
      const rows = usersOf(target, resource).map((user) => {
        const { id, type, name } = envelope(target, user, {});
        return { id, type, name };
      });
      return page(target.call, rows, target.instance.settings.pageSize);
    },
  },
};

function described(resource: Resource): JsonObject {
  const description = stringOf(resource.properties, 'description');
  return description === undefined ? {} : { description };
}

/** The policies that include the fragment. */
function usersOf(target: Target, resource: Resource): readonly Resource[] {
  const owner = ownerOf(target.segments);
  const id = nameOf(resource.path).toLowerCase();
  return target.instance.store
    .listEverywhere('policies', 'policyFragments')
    .filter((other) => other !== resource && ownerOf(other.path.split('/')) === owner)
    .filter((other) =>
      fragmentsIn(other, target.instance.catalogue).some((name) => name.toLowerCase() === id),
    );
}
