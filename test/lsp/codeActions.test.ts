/** How the core's code actions reach a client. */
import { describe, expect, it } from 'vitest';
import type { CodeAction } from '../../server/src/core/features/types';
import { analyse } from '../../server/src/core/model';
import { noFacts } from '../../server/src/core/workspace';
import { toCodeAction } from '../../server/src/lsp/codeActions';
import { testCatalogue } from '../support/catalogue';

describe('moving a secret to a named value', () => {
  const text =
    '<policies>\n  <inbound>\n    <authentication-basic username="garden" password="Tulip-1987" />';
  const start = text.indexOf('Tulip');
  const action: CodeAction = {
    title: 'Move',
    kind: 'quickfix',
    action: {
      kind: 'create-named-value',
      displayName: 'garden-password',
      target: 'workspace',
      secret: true,
      edits: [{ span: { start, end: start + 'Tulip-1987'.length }, newText: '{{garden-password}}' }],
    },
  };
  const sent = (clientCommands: boolean) =>
    toCodeAction(
      'file:///shop/policy.xml',
      analyse(text, { catalogue: testCatalogue(), facts: noFacts }),
      undefined,
      action,
      { clientCommands, createFiles: true },
      () => {
        throw new Error('No diagnostic was given.');
      },
    );

  it('puts the reference in its place and lets the client ask for the value', () => {
    const range = { start: { line: 2, character: 54 }, end: { line: 2, character: 64 } };
    expect(sent(true)).toEqual({
      title: 'Move',
      kind: 'quickfix',
      edit: { changes: { 'file:///shop/policy.xml': [{ range, newText: '{{garden-password}}' }] } },
      command: {
        title: 'Move',
        command: 'apimPolicy.createNamedValue',
        arguments: [
          {
            displayName: 'garden-password',
            target: 'workspace',
            uri: 'file:///shop/policy.xml',
            secret: true,
          },
        ],
      },
    });
    expect(JSON.stringify(sent(true))).not.toContain('Tulip');
  });

  it('is not offered where nobody would ask: the value would be lost or end up in a file', () => {
    expect(sent(false)).toBeUndefined();
  });
});
