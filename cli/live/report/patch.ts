/** Unified diffs in a terminal and elsewhere. */
import { harmless, type Paint } from '../../terminal';

export interface PatchPrinting {
  readonly paint: Paint;
  readonly onTerminal: boolean;
}

/** As it is, for programs to read; on a terminal in colour, and with nothing that the terminal would obey. */
export function patchText(patch: string, { paint, onTerminal }: PatchPrinting): string {
  if (!onTerminal) return patch;
  return patch.replace(/[^\n]+/g, (line) => {
    const safe = line.split('\t').map(harmless).join('\t');
    if (/^(?:---|\+\+\+) /.test(line)) return paint('bold', safe);
    if (line.startsWith('@@')) return paint('blue', safe);
    if (line.startsWith('-')) return paint('red', safe);
    return line.startsWith('+') ? paint('green', safe) : safe;
  });
}
