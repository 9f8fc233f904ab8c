import { overlaps, type Span, touches } from '../../text';
import type { CodeAction, Diagnostic } from '../types';

/** The repairs of the diagnostics that the selection, or the cursor, touches. */
export function diagnosticFixes(selection: Span, diagnostics: readonly Diagnostic[]): readonly CodeAction[] {
  return diagnostics
    .filter(({ span }) =>
      selection.start === selection.end ? touches(span, selection.start) : overlaps(span, selection),
    )
    .flatMap((diagnostic) =>
      (diagnostic.fixes?.() ?? []).map((fix) => ({
        title: fix.title,
        kind: 'quickfix' as const,
        ...(fix.preferred === undefined ? {} : { preferred: fix.preferred }),
        diagnostic,
        action: fix.action,
      })),
    );
}
