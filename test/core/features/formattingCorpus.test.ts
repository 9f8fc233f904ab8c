import { describe, expect, it } from 'vitest';
import { diagnostics } from '../../../server/src/core/features/diagnostics';
import { formatted } from '../../../server/src/core/features/formatting';
import { analysed } from '../../support/features';
import { formattingFaults } from '../../support/formattingFaults';
import { corpus } from '../../support/shared';

const entries = corpus();

describe.runIf(entries.length > 0)('formatting real policies', () => {
  it('changes nothing that any of them says, nor what is wrong with it, and is done at once', () => {
    let changed = 0;
    for (const { file, text } of entries) {
      const analysis = analysed(text);
      const faults = formattingFaults(analysis, analysed);
      expect({ file, faults }).toEqual({ file, faults: [] });
      const after = formatted(analysis, { insertSpaces: true, tabSize: 4 }) ?? text;
      if (after !== text) changed++;
      const codes = (of: string) =>
        diagnostics(analysed(of))
          .map(({ code }) => code)
          .sort();
      expect({ file, codes: codes(after) }).toEqual({ file, codes: codes(text) });
    }
    expect(changed).toBeGreaterThan(entries.length / 3);
  });
});
