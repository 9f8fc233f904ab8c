/** Renames a context variable in the document and in those that share it. */
import {
  type Analysis,
  documentsAround,
  inWrittenForm,
  type RelatedDocument,
  type SymbolAt,
  type VariablePlace,
  variablePlacesIn,
} from '../../model';
import { holdsPlaceholder } from '../../model/placeholders';
import type { DocumentEdits, Renaming } from '../types';

type VariableAt = SymbolAt & { readonly kind: 'variable' };

/** Why it can't be renamed, whatever the new name. */
export function whyVariableStays(
  analysis: Analysis,
  { place: { name } }: VariableAt,
  elsewhere: readonly RelatedDocument[] = [],
): string | undefined {
  for (const [document, places] of placesOf(analysis, name, elsewhere)) {
    const [first] = places;
    if (first === undefined) continue;
    if (document !== undefined && !document.isFile)
      return `The variable "${name}" is also named in ${document.path}, where it can't be changed from here.`;
    const built = places.find(({ isLiteral }) => !isLiteral);
    if (built === undefined) continue;
    const { lines } = (document?.analysis ?? analysis) as Analysis;
    const where = `${document === undefined ? '' : `${document.path}, `}line ${lines.positionAt(built.span.start).line + 1}`;
    return `The name "${name}" is put together by code (${where}), which can't be renamed.`;
  }
  return undefined;
}

/** Characters that would end the string or value that the name stands in, or mean something else in it. */
const unwritable = /["'<>&\\{}\p{Cc}]|^\s|\s$/u;

export function renameVariable(
  analysis: Analysis,
  symbol: VariableAt,
  newName: string,
  elsewhere: readonly RelatedDocument[],
): Renaming {
  const why = whyVariableStays(analysis, symbol, elsewhere);
  if (why !== undefined) return { kind: 'refused', why };
  const { name } = symbol.place;
  if (newName === '' || unwritable.test(newName) || newName.startsWith('@') || holdsPlaceholder(newName))
    return { kind: 'refused', why: `"${newName}" can't be the name of a context variable.` };
  if (newName !== name)
    for (const [document, places] of placesOf(analysis, newName, elsewhere))
      if (places.length > 0)
        return {
          kind: 'refused',
          why: `There is already a context variable "${newName}"${document === undefined ? '' : ` (${document.path})`}.`,
        };
  const documents = placesOf(analysis, name, elsewhere).map(
    ([document, places]): DocumentEdits => ({
      document,
      edits: places.map(({ span, region }) => ({
        span,
        newText: region === undefined ? newName : inWrittenForm(region, newName),
      })),
    }),
  );
  return { kind: 'edits', documents: documents.filter(({ edits }) => edits.length > 0) };
}

/** The places in the document itself, which comes first, in those around it, and elsewhere. */
function placesOf(
  analysis: Analysis,
  name: string,
  elsewhere: readonly RelatedDocument[],
): readonly (readonly [RelatedDocument | undefined, readonly VariablePlace[]])[] {
  const documents = [undefined, ...documentsAround(analysis), ...elsewhere];
  return documents.map((document) => [
    document,
    variablePlacesIn(document?.analysis ?? analysis).filter((place) => place.name === name),
  ]);
}
