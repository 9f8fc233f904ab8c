/** From the protocol's words to the core's; the only place where they are translated in this direction. */
import type { Range } from 'vscode-languageserver';
import type { LineIndex, Span } from '../core/text';

export function fromRange(lines: LineIndex, range: Range): Span {
  return { start: lines.offsetAt(range.start), end: lines.offsetAt(range.end) };
}
