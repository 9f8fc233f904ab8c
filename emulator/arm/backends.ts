/** Backends; named values in their credentials must exist. */
import { stringOf } from '../json';
import type { ResourceKind } from './kinds';
import { knownNames } from './names';
import { invalidField, ownerOf } from './resources';
import { referencesIn } from './uses';

export const backendKind: ResourceKind = {
  noun: 'Backend',
  writes: 'put-patch',
  filterFields: ['name', 'title', 'url'],
  prepare: (target, sent) => {
    if (stringOf(sent, 'url') === undefined && sent.pool === undefined) {
      return invalidField('url', "'url' is required and cannot be empty.");
    }
    const known = knownNames(target.instance, ownerOf(target.segments)).namedValues;
    const missing = referencesIn(sent.credentials).find((name) => !known.has(name.toLowerCase()));
    if (missing !== undefined) return invalidField('credentials', `Property '${missing}' not found.`);
    return { ok: true, properties: { protocol: 'http', ...sent } };
  },
  actions: { reconnect: () => ({ status: 202 }) },
};
