/** Which documents share a context variable: those that run together, and by these again others. */
import { variablePlacesIn } from './contextVariables';
import { documentsAround } from './documentsAround';
import type { RelatedDocument } from './types';

/**
 * Of the candidates those that may name the same variable as `own` under one of the names, beside those around it: one
 * call may run both, or each together with a third that names it too. Candidates know what is around them; they are all
 * the documents of the extract that name the variable or include a fragment which does.
 */
export function documentsSharing(
  own: RelatedDocument,
  candidates: readonly RelatedDocument[],
  names: readonly string[],
): readonly RelatedDocument[] {
  const naming = new Map<string, RelatedDocument | undefined>();
  const namingAt = (document: RelatedDocument): RelatedDocument | undefined => {
    if (!naming.has(document.path))
      naming.set(document.path, namesOne(document, names) ? document : undefined);
    return naming.get(document.path);
  };
  const together = new Links();
  for (const candidate of [own, ...candidates])
    together.join(
      [candidate, ...documentsAround(candidate.analysis)].flatMap((one) => namingAt(one)?.path ?? []),
    );
  // Which products an API is in is known to the instance alone: it may be in any.
  const below = [...naming.values()].flatMap((document) =>
    document && mayBeInProduct(document) ? document.path : [],
  );
  for (const document of naming.values())
    if (document?.address.kind === 'product') together.join([document.path, ...below]);
  const known = new Set([own.path, ...documentsAround(own.analysis).map(({ path }) => path)]);
  return [...together.reachedFrom(own.path)].flatMap((path) =>
    known.has(path) ? [] : (naming.get(path) ?? []),
  );
}

function namesOne({ analysis }: RelatedDocument, names: readonly string[]): boolean {
  return variablePlacesIn(analysis).some(({ name }) => names.includes(name));
}

function mayBeInProduct({ address: { kind } }: RelatedDocument): boolean {
  return kind === 'api' || kind === 'operation';
}

/** What is joined, directly or by way of others. */
class Links {
  private readonly groups = new Map<string, (readonly string[])[]>();

  join(group: readonly string[]): void {
    for (const one of group) {
      const groups = this.groups.get(one);
      if (groups === undefined) this.groups.set(one, [group]);
      else groups.push(group);
    }
  }

  reachedFrom(start: string): ReadonlySet<string> {
    const reached = new Set([start]);
    const seen = new Set<readonly string[]>();
    for (const one of reached)
      for (const group of this.groups.get(one) ?? []) {
        if (seen.has(group)) continue;
        seen.add(group);
        for (const other of group) reached.add(other);
      }
    return reached;
  }
}
