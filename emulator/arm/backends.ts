/** Backends; named values in their credentials must exist. */
import { stringOf, stringsIn } from '../json';
import type { ResourceKind } from './kinds';
import { knownNames } from './names';
import { invalidField, ownerOf } from './resources';

export const backendKind: ResourceKind = {
  noun: 'Backend',
  writes: 'put-patch',
  filterFields: ['name', 'title', 'url'],
  prepare: (target, sent) => {
    if (stringOf(sent, 'url') === undefined && sent.pool === undefined) {
      return invalidField('url', "'url' is required and cannot be empty.");
    }
    const known = knownNames(target.instance, ownerOf(target.segments)).namedValues;
    for (const text of stringsIn(sent.credentials)) {
      for (const [, name = ''] of text.matchAll(/\{\{\s*([A-Za-z0-9\-._]+)\s*\}\}/g)) {
        if (!known.has(name.toLowerCase()))
          return invalidField('credentials', `Property '${name}' not found.`);
      }
    }
    return { ok: true, properties: { protocol: 'http', ...sent } };
  },
};
