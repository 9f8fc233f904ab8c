/** Changes of the expression at the cursor: its form, how it is written, and what it takes for granted. */
import { type Analysis, type CodePlace, codePlaceAt, isCompiled } from '../../../model';
import type { Span } from '../../../text';
import type { CodeAction } from '../../types';
import { changedForm } from './form';
import { nullSafe } from './nullSafe';
import { changedWriting } from './writing';

const offers: readonly ((analysis: Analysis, place: CodePlace) => CodeAction | undefined)[] = [
  nullSafe,
  changedForm,
  changedWriting,
];

export function codeRefactorings(analysis: Analysis, { start }: Span): readonly CodeAction[] {
  const place = codePlaceAt(analysis, start);
  if (!place?.region.part.closed || !isCompiled(analysis, place.region)) return [];
  return offers.flatMap((offer) => offer(analysis, place) ?? []);
}
