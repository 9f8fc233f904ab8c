/** Text for people to read in a terminal: harmless whatever it holds, in columns, in colour where it is wanted. */
import { styleText } from 'node:util';

/** Characters that move the cursor, turn the writing direction or don't show. */
const harmful = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\p{Cs}]/gu;

/** The text with everything that a terminal could take for more than a letter shown as a symbol of the same width. */
export function harmless(text: string): string {
  return text.replace(harmful, (character) => {
    const code = character.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    return code === 0x7f ? '\u2421' : '\ufffd';
  });
}

/** Characters that take two columns: East Asian ones and emoji. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\p{Emoji_Presentation}\u{20000}-\u{3fffd}]/u;
const withoutWidth = /[\p{Mn}\p{Me}\u200d]/u;

/** Columns that one character (code point) takes in a terminal. */
export function columnsOf(character: string): number {
  if (character.length === 1 && character >= ' ' && character <= '~') return 1;
  return withoutWidth.test(character) ? 0 : wide.test(character) ? 2 : 1;
}

export type Style = 'red' | 'green' | 'yellow' | 'blue' | 'gray' | 'bold';

export type Paint = (styles: Style | readonly Style[], text: string) => string;

export const plain: Paint = (_, text) => text;

export const inColour: Paint = (styles, text) =>
  styleText(typeof styles === 'string' ? styles : [...styles], text, { validateStream: false });

/** Whether output is to be in colour: as `FORCE_COLOR` and `NO_COLOR` say, else where a terminal shows it. */
export function wantsColour(
  environment: Readonly<Record<string, string | undefined>>,
  isTerminal: boolean,
): boolean {
  const { FORCE_COLOR: forced, NO_COLOR: forbidden, TERM: terminal } = environment;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  if (forbidden !== undefined && forbidden !== '') return false;
  return isTerminal && terminal !== 'dumb';
}
