import { countBefore } from './countBefore';
import type { LinePosition } from './span';

/**
 * Converts between offsets and lines of one text. A line ends after `\n`, `\r\n` or a lone `\r`, as the
 * Language Server Protocol has it. Positions outside the text are clamped into it.
 */
export class LineIndex {
  private readonly starts: readonly number[];

  constructor(private readonly text: string) {
    const starts = [0];
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit === 10 || (unit === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
    }
    this.starts = starts;
  }

  get lineCount(): number {
    return this.starts.length;
  }

  positionAt(offset: number): LinePosition {
    const at = Math.max(0, Math.min(offset, this.text.length));
    const line = countBefore(this.starts.length, (i) => (this.starts[i] ?? 0) <= at) - 1;
    return { line, character: at - (this.starts[line] ?? 0) };
  }

  offsetAt(position: LinePosition): number {
    if (position.line < 0) return 0;
    const start = this.starts[position.line];
    if (start === undefined) return this.text.length;
    const next = this.starts[position.line + 1];
    let end = next ?? this.text.length;
    if (next !== undefined) {
      end--;
      if (this.text.charCodeAt(end) === 10 && end > start && this.text.charCodeAt(end - 1) === 13) end--;
    }
    return Math.max(start, Math.min(start + position.character, end));
  }

  /** The offset at which the line that holds `offset` starts. */
  lineStart(offset: number): number {
    return this.starts[this.positionAt(offset).line] ?? 0;
  }
}
