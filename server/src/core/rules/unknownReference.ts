/** A policy that names a backend, a certificate, a logger and the like has to name one that there is. */
import type { ReferenceKind } from '../catalogue/types';
import { type Analysis, elementsOf, isFilledInLater, namesToReferTo } from '../model';
import { closest, knowsAll, namedKinds } from '../workspace';
import { namedNouns } from '../workspace/describeFacts';
import type { Code } from './codes';
import { didYouMean, replace } from './fixes';
import { hasProblemIn } from './problems';
import type { Rule } from './types';

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

export const unknownReference: Rule = {
  name: 'unknown-reference',
  check(analysis, report) {
    const { facts, text } = analysis;
    if (isInWorkspace(analysis)) return;
    const known = new Map([...entities].filter(([kind]) => knowsAll(facts, kind)));
    if (known.size === 0) return;
    for (const element of elementsOf(analysis.tree.document)) {
      if (element.attributes.length === 0) continue;
      const meaning = analysis.meaningOf(element);
      if (!('element' in meaning)) continue;
      for (const { name, value } of element.attributes) {
        const attribute = meaning.element.attributes.find((one) => one.name === name);
        const kind = attribute?.refersTo;
        const entity = kind && known.get(kind);
        if (!entity || !value?.closed) continue;
        if (value.parts.some((part) => part.kind === 'expression') || hasProblemIn(analysis, value.span))
          continue;
        const id = text.slice(value.span.start, value.span.end);
        if (id.trim() === '' || isFilledInLater(id)) continue;
        if (attribute.values?.some((word) => word.value === id)) continue;
        const names = namesToReferTo(analysis, element, kind)?.map((fact) => fact.id);
        if (!names || names.some((one) => one.toLowerCase() === id.trim().toLowerCase())) continue;
        const suggestion = closest(id, names);
        report({
          code: entity.code,
          span: value.span,
          message: `There is no ${entity.noun} "${id}".${didYouMean(suggestion)}`,
          ...(suggestion !== undefined && {
            fixes: () => [replace(`Change to ${suggestion}`, value.span, suggestion)],
          }),
        });
      }
    }
  },
};

/** An API Management workspace has entities of its own, which no list here holds. */
function isInWorkspace({ address }: Analysis): boolean {
  return address !== undefined && 'workspace' in address && address.workspace !== undefined;
}
