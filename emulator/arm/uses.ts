/** Which stored documents use what. */
import type { Catalogue } from '../../server/src/core/catalogue';
import { type Analysis, analyse } from '../../server/src/core/model';
import { applyEdits } from '../../server/src/core/text';
import { noFacts } from '../../server/src/core/workspace/types';
import { collectionsOf, type Resource, segmentsOf } from '../store/resource';

/** The ids of the fragments a policy includes. */
export function fragmentsIn(resource: Resource, catalogue: Catalogue): readonly string[] {
  return analysisOf(resource, catalogue)?.fragmentReferences.map((reference) => reference.id) ?? [];
}

/** The names between `{{` and `}}` in a policy or fragment. */
export function namedValuesIn(resource: Resource, catalogue: Catalogue): readonly string[] {
  return analysisOf(resource, catalogue)?.namedValueReferences.map((reference) => reference.name) ?? [];
}

/** The document's text with one named value's references renamed. */
export function renamedIn(resource: Resource, before: string, after: string, catalogue: Catalogue): string {
  const analysis = analysisOf(resource, catalogue);
  if (analysis === undefined) return '';
  const edits = analysis.namedValueReferences
    .filter((reference) => reference.name.toLowerCase() === before.toLowerCase())
    .map((reference) => ({ span: reference.nameSpan, newText: after }));
  return applyEdits(analysis.text, edits);
}

function isDocument(resource: Resource): boolean {
  const collection = collectionsOf(segmentsOf(resource.path)).at(-1)?.toLowerCase();
  return collection === 'policies' || collection === 'policyfragments';
}

function analysisOf(resource: Resource, catalogue: Catalogue): Analysis | undefined {
  const { value } = resource.properties;
  return isDocument(resource) && typeof value === 'string'
    ? analyse(value, { catalogue, facts: noFacts, scope: undefined, kindHint: undefined })
    : undefined;
}
