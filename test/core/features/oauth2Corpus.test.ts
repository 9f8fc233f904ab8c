import { describe, expect, it } from 'vitest';
import { oauth2Variants } from '../../../server/src/core/features/codeActions';
import { diagnostics } from '../../../server/src/core/features/diagnostics';
import { afterAction, analysed } from '../../support/features';
import { corpus } from '../../support/shared';
import { snippets } from '../../support/snippets';

const entries = corpus();

describe.runIf(entries.length > 0)('OAuth2 variants on real policies', () => {
  it('add no fault to any of them, and are recognised afterwards', () => {
    let offered = 0;
    for (const { file, text } of entries) {
      const before = analysed(text);
      const codesBefore = diagnostics(before).map(({ code }) => code);
      for (const action of oauth2Variants(before, snippets)) {
        offered++;
        const after = analysed(afterAction(text, action));
        const added = diagnostics(after).map(({ code }) => code);
        for (const code of codesBefore) if (added.includes(code)) added.splice(added.indexOf(code), 1);
        expect({ file, title: action.title, added }).toEqual({ file, title: action.title, added: [] });
        expect({ file, again: oauth2Variants(after, snippets) }).toEqual({ file, again: [] });
        expect(after.text.startsWith('\uFEFF')).toBe(text.startsWith('\uFEFF'));
      }
    }
    expect(offered).toBeGreaterThan(400);
  });

  it.each([
    'Azure__api-management-policy-snippets/examples__Get_OAuth2_access_token_from_AAD_and_forward_it_to_the_backend.policy.xml',
  ])('recognise %s', (name) => {
    const entry = entries.find(({ file }) => file === name);
    expect(entry && oauth2Variants(analysed(entry.text), snippets)).toEqual([]);
  });
});
