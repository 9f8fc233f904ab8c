/** What a mutant is, and how one is made. */
import type { ElementMeaning } from '../../../server/src/core/model';
import type { ElementNode } from '../../../server/src/core/syntax';
import type { Span } from '../../../server/src/core/text';
import type { Random } from './random';
import type { Source } from './sources';

/** One change of the text. `at`: where in the new text the mistake is, all of it unless said otherwise. */
export interface Change {
  readonly span: Span;
  readonly newText: string;
  /** Absent: the change is no mistake by itself. */
  readonly mistake?: 'all' | Span;
}

/** A document with one mistake. */
export interface Mutant {
  readonly kind: string;
  readonly source: Source;
  readonly text: string;
  /** Where the mistake can be seen: a finding has to touch one of these. */
  readonly places: readonly Span[];
}

/** Makes one mistake; `undefined` where it would be none. */
export type Site = (random: Random) => Mistake | undefined;

export interface Mistake {
  readonly changes: readonly Change[];
  /** Places of the unchanged text at which the mistake may be reported as well. */
  readonly alsoAt?: readonly Span[];
}

/** Every place in a document at which a mistake of one kind can be made. */
export type MistakeKind = (source: Source) => readonly Site[];

export function mutant(kind: string, source: Source, { changes, alsoAt = [] }: Mistake): Mutant {
  const ordered = [...changes].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  const places: Span[] = [];
  let text = '';
  let from = 0;
  for (const { span, newText, mistake } of ordered) {
    text += source.text.slice(from, span.start);
    const within = mistake === 'all' ? { start: 0, end: newText.length } : mistake;
    if (within) places.push({ start: text.length + within.start, end: text.length + within.end });
    text += newText;
    from = span.end;
  }
  text += source.text.slice(from);
  const moved = (offset: number) =>
    ordered
      .filter(({ span }) => span.end <= offset)
      .reduce((sum, { span, newText }) => sum + newText.length - (span.end - span.start), offset);
  places.push(...alsoAt.map(({ start, end }) => ({ start: moved(start), end: moved(end) })));
  return { kind, source, text, places };
}

/** What is known of an element, where anything is. */
export type Known = Exclude<ElementMeaning, { kind: 'unknown' | 'ignored' }>;

export function knownElements({ analysis, elements }: Source): readonly (readonly [ElementNode, Known])[] {
  return elements.flatMap((element) => {
    const meaning = analysis.meaningOf(element);
    return meaning.kind === 'unknown' || meaning.kind === 'ignored' ? [] : [[element, meaning] as const];
  });
}

/** A typing error: a letter left out, doubled or replaced, or two of them swapped. */
export function misspelled(name: string, random: Random): string {
  const letters = [...name.matchAll(/[A-Za-z]/g)].map(({ index }) => index);
  const at = random.pick(letters) ?? 0;
  const letter = name[at] ?? '';
  const next = name[at + 1];
  switch (random.below(4)) {
    case 0:
      if (name.length > 3 && at > 0) return name.slice(0, at) + name.slice(at + 1);
      break;
    case 1:
      return name.slice(0, at) + letter + name.slice(at);
    case 2:
      if (next !== undefined && next !== letter && /[a-z]/i.test(next))
        return name.slice(0, at) + next + letter + name.slice(at + 2);
      break;
    default:
  }
  const others = 'abcdefghijklmnopqrstuvwxyz'.replace(letter.toLowerCase(), '');
  return name.slice(0, at) + (others[random.below(others.length)] ?? 'q') + name.slice(at + 1);
}
