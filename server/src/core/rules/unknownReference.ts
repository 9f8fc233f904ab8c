/** A policy that names a backend, a certificate, a logger and the like has to name one that there is. */
import type { ReferenceKind } from '../catalogue/types';
import { namesToReferTo } from '../model';
import { closest } from '../text';
import { knowsAll, namedKinds } from '../workspace';
import { namedNouns } from '../workspace/describeFacts';
import type { Code } from './codes';
import { didYouMean, replace } from './fixes';
import { hasProblemIn } from './problems';
import type { DocumentRule } from './types';

interface Entity {
  readonly code: Code;
  readonly noun: string;
}

/** Fragments have a rule of their own, and variables are the document's business. */
const entities: ReadonlyMap<ReferenceKind, Entity> = new Map<ReferenceKind, Entity>([
  ['backend', { code: 'unknown-backend', noun: 'backend' }],
  ...namedKinds.map((kind): [ReferenceKind, Entity] => [
    kind,
    { code: 'unknown-reference', noun: namedNouns[kind] },
  ]),
]);

export const unknownReference: DocumentRule = {
  name: 'unknown-reference',
  check(analysis, report) {
    const { facts } = analysis;
    const known = new Map([...entities].filter(([kind]) => knowsAll(facts, kind)));
    if (known.size === 0) return;
    for (const { node, values } of analysis.elements) {
      for (const place of values) {
        const kind = place.attribute === undefined ? undefined : place.facts?.refersTo;
        const entity = kind && known.get(kind);
        if (!entity || !place.closed || !place.isLiteral) continue;
        const { span, written: id } = place;
        if (id.trim() === '' || place.isFilledInLater || hasProblemIn(analysis, span)) continue;
        if (place.facts?.values?.some((word) => word.value === id)) continue;
        const names = namesToReferTo(analysis, node, kind)?.map((fact) => fact.id);
        if (!names || names.some((one) => one.toLowerCase() === id.trim().toLowerCase())) continue;
        const suggestion = closest(id, names);
        report({
          code: entity.code,
          span,
          message: `There is no ${entity.noun} "${id}".${didYouMean(suggestion)}`,
          ...(suggestion !== undefined && {
            fixes: () => [replace(`Change to ${suggestion}`, span, suggestion)],
          }),
        });
      }
    }
  },
};
