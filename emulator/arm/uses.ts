/** Which stored documents use what. */
import type { Catalogue } from '../../server/src/core/catalogue';
import { type Analysis, analyse } from '../../server/src/core/model';
import { applyEdits } from '../../server/src/core/text';
import { noFacts } from '../../server/src/core/workspace/types';
import { type Json, stringsIn } from '../json';
import { collectionsOf, type Resource, segmentsOf } from '../store/resource';

/** The ids of the fragments a policy includes. */
export function fragmentsIn(resource: Resource, catalogue: Catalogue): readonly string[] {
  return analysisOf(resource, catalogue)?.fragmentReferences.map((reference) => reference.id) ?? [];
}

/** The names between `{{` and `}}` in a policy or fragment. */
export function namedValuesIn(resource: Resource, catalogue: Catalogue): readonly string[] {
  return analysisOf(resource, catalogue)?.namedValueReferences.map((reference) => reference.name) ?? [];
}

/** The names between `{{` and `}}` in the strings of any value. */
export function referencesIn(value: Json | undefined): readonly string[] {
  return [...stringsIn(value)].flatMap((text) =>
    [...text.matchAll(/\{\{\s*([A-Za-z0-9\-._]+)\s*\}\}/g)].map(([, name = '']) => name),
  );
}

/** The document's text with references to named values renamed; `newName` is asked with names in lower case. */
export function renamedIn(
  resource: Resource,
  newName: (name: string) => string | undefined,
  catalogue: Catalogue,
): string {
  const analysis = analysisOf(resource, catalogue);
  if (analysis === undefined) return '';
  const edits = analysis.namedValueReferences.map(({ name, nameSpan }) => ({
    span: nameSpan,
    newText: newName(name.toLowerCase()) ?? name,
  }));
  return applyEdits(analysis.text, edits);
}

/** A stored document does not change: another text is another resource. */
const analyses = new WeakMap<Resource, Analysis>();

function analysisOf(resource: Resource, catalogue: Catalogue): Analysis | undefined {
  const known = analyses.get(resource);
  if (known !== undefined) return known;
  const collection = collectionsOf(segmentsOf(resource.path)).at(-1)?.toLowerCase();
  const { value } = resource.properties;
  if ((collection !== 'policies' && collection !== 'policyfragments') || typeof value !== 'string')
    return undefined;
  const analysis = analyse(value, { catalogue, facts: noFacts, scope: undefined, kindHint: undefined });
  analyses.set(resource, analysis);
  return analysis;
}
