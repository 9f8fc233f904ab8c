/** Names of what an attribute refers to beyond the document: fragments, backends, certificates and the like. */
import type { ReferenceKind } from '../../catalogue/types';
import { type Analysis, namesToReferTo } from '../../model';
import type { ElementNode } from '../../syntax';
import type { Span } from '../../text';
import { describeBackend, describeFragment, describeNamed } from '../../workspace/describeFacts';
import { namedFacts } from '../../workspace/resolve';
import type { WorkspaceFacts } from '../../workspace/types';
import type { Completion, CompletionKind } from '../types';
import { sortText } from './request';

/** The names of the kind that fit the element; those of all of the kind where it doesn't say which do. */
export function names(
  analysis: Analysis,
  element: ElementNode,
  kind: ReferenceKind,
  place: Span,
  quote: string,
): readonly Completion[] {
  const { facts } = analysis;
  const fitting = namesToReferTo(analysis, element, kind) ?? namedFacts(facts, kind);
  const ids = [...new Set(fitting.map(({ id }) => id))].filter(isWritable).sort();
  return ids.map((id) => ({
    label: id,
    kind: completionKind(kind),
    documentation: () => describe(facts, kind, id),
    edit: { span: place, newText: quote + id + quote },
    sortText: sortText(1, 0) + id,
    filterText: quote + id,
  }));
}

function completionKind(kind: ReferenceKind): CompletionKind {
  return kind === 'fragment' || kind === 'backend' ? kind : 'reference';
}

function describe(facts: WorkspaceFacts, kind: ReferenceKind, id: string): string | undefined {
  switch (kind) {
    case 'fragment':
      return describeFragment(
        id,
        facts.fragments.filter((one) => one.id === id),
      );
    case 'backend':
      return describeBackend(
        id,
        facts.backends.filter((one) => one.id === id),
      );
    case 'variable':
      return undefined;
    default:
      return describeNamed(
        kind,
        id,
        namedFacts(facts, kind).filter((one) => one.id === id),
      );
  }
}

/** A name that would end the value it is written into is no name of the service's. */
export function isWritable(name: string): boolean {
  return !/["'<>&\p{Cc}]/u.test(name);
}
