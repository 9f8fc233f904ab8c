/** Checks a policy document as the service does when it is put: read it, then hold it against the facts. */
import type { Catalogue } from '../../server/src/core/catalogue';
import { analyse } from '../../server/src/core/model';
import { type ElementNode, parsePolicy } from '../../server/src/core/syntax';
import { noFacts } from '../../server/src/core/workspace/types';
import { armError, invalidFields } from '../http/errors';
import { rawFault } from './rawReader';
import { semanticFaults } from './semantics';
import type { KnownNames, Place, PolicyFormat, Rejection } from './types';
import { xmlFault } from './xmlReader';

/** Bytes of UTF-8, by the service's published limits. */
const largestPolicy = 256 * 1024;
const largestFragment = 512 * 1024;
/** Elements within elements; far more than policies have, and few enough for code that recurses. */
const deepest = 300;

/** Why the service would refuse the document, or `undefined` where it takes it. */
export function validateDocument(
  text: string,
  format: PolicyFormat,
  place: Place,
  names: KnownNames,
  catalogue: Catalogue,
): Rejection | undefined {
  const limit = place.kind === 'fragment' ? largestFragment : largestPolicy;
  if (Buffer.byteLength(text) > limit) {
    return rejected([
      { target: 'value', message: `The document is larger than the allowed ${limit / 1024} KB.` },
    ]);
  }
  // A byte order mark, a template or anything else that doesn't begin like XML.
  if (!/^\s*</.test(text) || text.startsWith('\uFEFF'))
    return unreadable('Data at the root level is invalid. Line 1, position 1.');
  const tree = parsePolicy(text);
  const message = format === 'xml' ? xmlFault(text) : rawFault(tree);
  if (message !== undefined) return unreadable(message);
  const tooDeep = deeperThan(tree.root, deepest);
  if (tooDeep)
    return rejected([{ target: 'value', message: `Elements are nested deeper than ${deepest} levels.` }]);
  const analysis = analyse(text, {
    catalogue,
    facts: noFacts,
    scope: place.kind === 'policies' ? place.scope : undefined,
    kindHint: place.kind,
  });
  const faults = semanticFaults(analysis, place, names);
  return faults.length === 0 ? undefined : rejected(faults);
}

function rejected(faults: Parameters<typeof invalidFields>[0]): Rejection {
  return { unreadable: undefined, error: invalidFields(faults) };
}

function unreadable(message: string): Rejection {
  const error = message.startsWith('Data at the root level')
    ? armError('ValidationError', message)
    : invalidFields([{ target: 'representation', message }]);
  return { unreadable: message, error };
}

function deeperThan(root: ElementNode | undefined, limit: number): boolean {
  let level: readonly ElementNode[] = root === undefined ? [] : [root];
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > limit) return true;
    level = level.flatMap((element) => element.children.filter((child) => child.kind === 'element'));
  }
  return false;
}
