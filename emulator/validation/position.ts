/** Positions as the service counts them: lines and columns from 1. */
import { LineIndex } from '../../server/src/core/text';

export class Positions {
  private readonly lines: LineIndex;

  constructor(text: string) {
    this.lines = new LineIndex(text);
  }

  /** ` Line 3, position 7.`, as readers end their messages. */
  suffix(offset: number): string {
    const { line, character } = this.lines.positionAt(offset);
    return `Line ${line + 1}, position ${character + 1}.`;
  }

  /** `line 3 position 7` or, for elements, `line 3, column 7`. */
  place(offset: number, separator: ' position ' | ', column '): string {
    const { line, character } = this.lines.positionAt(offset);
    return `line ${line + 1}${separator}${character + 1}`;
  }
}
