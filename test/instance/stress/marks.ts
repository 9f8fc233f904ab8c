/** Changes to policies that can be found again: each is a comment with a name of its own, put in somewhere. */
import type { Random } from './random';

/** Puts the mark into one of the document's sections, or anywhere at the top of a fragment. */
export function marked(text: string, mark: string, random: Random): string {
  const places = [...text.matchAll(/^[ \t]*<(?:base \/|inbound|outbound|on-error|fragment)>?[^\n]*\n/gm)];
  if (places.length === 0) throw new Error(`There is no place for a mark in ${text}`);
  const { 0: line, index } = random.pick(places);
  const at = index + line.length;
  const end = line.endsWith('\r\n') ? '\r\n' : '\n';
  return `${text.slice(0, at)}    <!-- ${mark} -->${end}${text.slice(at)}`;
}

export function marksIn(text: string): readonly string[] {
  return [...text.matchAll(/<!-- (mark-[\w-]+) -->/g)].map(([, mark = '']) => mark);
}

/** What a person does with a merge's conflicts here: both sides stay. */
export function bothSides(text: string): string {
  return text.replace(/^(?:<<<<<<< local|=======|>>>>>>> instance)\r?\n/gm, '');
}
