/** A colleague who writes to the addressed resource at the same moment, as a fault on purpose. */
import type { Call } from '../http/message';
import type { Directory } from '../instance';
import { pathOf } from '../store/resource';
import { resolveRevision } from './apis';
import { same, serviceIn } from './segments';

/** Gives the resource another ETag; a policy, fragment or named value gets `value` too. Nothing happens where it is not there. */
export function writeAsAnother(call: Call, directory: Directory, value: string | undefined): void {
  const addressed = serviceIn(call, directory);
  if (addressed === undefined) return;
  const { instance, below } = addressed;
  const found = instance.store.get(pathOf(resolveRevision(instance, below)));
  if (found === undefined) return;
  const collection = below.at(-2);
  const hasValue = ['policies', 'policyFragments', 'namedValues'].some((name) => same(collection, name));
  instance.store.put(
    found.path,
    hasValue && value !== undefined ? { ...found.properties, value } : found.properties,
  );
}
