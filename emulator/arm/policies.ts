/** Policies at every scope. The raw text is what is stored; ETag and If-Match are the shared routes' business. */
import type { Scope } from '../../server/src/core/catalogue/types';
import { toRawForm, toXmlForm } from '../document/forms';
import { armError, failure } from '../http/errors';
import type { Reply } from '../http/message';
import { type JsonObject, stringOf } from '../json';
import { collectionsOf, nameOf, type Resource } from '../store/resource';
import { validateDocument } from '../validation/document';
import type { Place, Rejection } from '../validation/types';
import type { Prepared, ResourceKind, Target } from './kinds';
import { knownNames } from './names';
import { invalidField, ownerOf } from './resources';
import { renamedIn } from './uses';

/** The only name a policy resource may have. */
const policyName = 'policy';

export const policyKind: ResourceKind = {
  noun: 'Policy',
  writes: 'put',
  required: ['value'],
  prepare: preparePolicy,
  present: shownIn,
  presentWritten: (target, resource) => ({ value: toXmlForm(textOf(target, resource)) }),
};

/** The refusal of a policy resource that is not called `policy`. */
export function wrongPolicyName(target: Target): Reply | undefined {
  return nameOf(target.path).toLowerCase() === policyName
    ? undefined
    : failure(406, armError('BadRequest', ''));
}

/** `value` in the form the caller asked for; `format` is said only for the raw one. */
export function shownIn(target: Target, resource: Resource): JsonObject {
  const raw = textOf(target, resource);
  return target.call.query.get('format')?.toLowerCase() === 'rawxml'
    ? { format: 'rawxml', value: raw }
    : { value: toXmlForm(raw) };
}

/** The raw text, with named values called as the settings have it. */
export function textOf({ instance, segments }: Target, resource: Resource): string {
  const raw = stringOf(resource.properties, 'value') ?? '';
  if (!instance.settings.namesByResource) return raw;
  const names = new Map(
    instance.store
      .list(`${ownerOf(segments)}namedValues`)
      .map(({ path, properties }) => [stringOf(properties, 'displayName')?.toLowerCase(), nameOf(path)]),
  );
  return renamedIn(resource, (name) => names.get(name), instance.catalogue);
}

function preparePolicy(target: Target, sent: JsonObject): Prepared {
  return prepareDocument(target, sent, placeOf(target.segments), ({ error }) => ({ ok: false, error }));
}

/** Checks the text and brings it into the raw form. */
export function prepareDocument(
  target: Target,
  sent: JsonObject,
  place: Place,
  refuse: (rejection: Rejection) => Prepared,
): Prepared {
  const value = sent.value;
  const format = sent.format ?? 'xml';
  if (typeof value !== 'string') return invalidField('value', 'The value must be a string.');
  if (format !== 'xml' && format !== 'rawxml') {
    return format === 'xml-link' || format === 'rawxml-link'
      ? invalidField(
          'format',
          `The sample instance does not follow links: use 'xml' or 'rawxml' instead of '${format}'.`,
        )
      : invalidField('format', `'${String(format)}' is not a policy format.`);
  }
  const names = knownNames(target.instance, ownerOf(target.segments));
  const rejection = validateDocument(value, format, place, names, target.instance.catalogue);
  if (rejection !== undefined) return refuse(rejection);

  const { format: _, ...others } = sent;
  return { ok: true, properties: { ...others, value: format === 'xml' ? toRawForm(value) : value } };
}

function placeOf(segments: readonly string[]): Place {
  const collections = collectionsOf(segments).map((name) => name.toLowerCase());
  if (collections.includes('resolvers')) return { kind: 'resolver' };
  return { kind: 'policies', scope: scopeOf(collections) };
}

function scopeOf(collections: readonly string[]): Scope {
  if (collections.includes('operations')) return 'operation';
  if (collections.includes('apis')) return 'api';
  if (collections.includes('products')) return 'product';
  return collections.includes('workspaces') ? 'workspace' : 'global';
}
