/** How far a command has come: one line that changes on a terminal, now and then a line of its own elsewhere. */
import type { Progress as Step } from '../../instance/sync';
import type { Environment } from '../environment';
import { columnsOf, harmless } from '../terminal';

/** Between two states of the line on a terminal, in milliseconds. */
const terminalRestMs = 80;
/** Between two lines elsewhere. */
const plainRestMs = 10_000;

const clearLine = '\r\u001b[K';

export class Progress {
  private shownAt = Date.now();
  private isLineOpen = false;
  private doing = '';
  private noted = { text: '', at: 0 };

  constructor(private readonly environment: Pick<Environment, 'complain' | 'watched' | 'output'>) {}

  /** Says what is begun, as in "Comparing with shop-dev". */
  begin(doing: string): void {
    this.doing = doing;
    this.shownAt = Date.now();
    if (this.environment.watched) this.show(`${doing} …`);
    else this.environment.complain(`${harmless(doing)}.\n`);
  }

  readonly step = ({ done, total, label }: Step): void => {
    const { watched } = this.environment;
    const now = Date.now();
    if (now - this.shownAt < (watched ? terminalRestMs : plainRestMs)) return;
    this.shownAt = now;
    if (watched) this.show(`${this.doing}: ${done} of ${total}, ${label}`);
    else this.environment.complain(`${harmless(`${this.doing}: ${done} of ${total}`)}.\n`);
  };

  /** A line that stays, such as why something takes long; the same one only now and then. */
  note(text: string): void {
    const now = Date.now();
    if (text === this.noted.text && now - this.noted.at < plainRestMs) return;
    this.noted = { text, at: now };
    this.end();
    this.environment.complain(`${harmless(text)}\n`);
  }

  /** Takes the changing line away, before anything else is printed. */
  end(): void {
    if (this.isLineOpen) this.environment.complain(clearLine);
    this.isLineOpen = false;
  }

  private show(text: string): void {
    this.isLineOpen = true;
    const { columns = 0 } = this.environment.output;
    this.environment.complain(`${clearLine}${fitted(harmless(text), (columns > 0 ? columns : 80) - 1)}`);
  }
}

/** As much of the text as goes into so many columns. */
function fitted(text: string, columns: number): string {
  let taken = 0;
  const shown: string[] = [];
  for (const character of text) {
    taken += columnsOf(character);
    if (taken > columns) return `${shown.slice(0, -1).join('')}…`;
    shown.push(character);
  }
  return text;
}
