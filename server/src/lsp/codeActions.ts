/** The core's code actions as LSP ones. Edits are in the action itself, so that any client can apply them. */
import {
  CodeActionKind,
  type CodeAction as LspCodeAction,
  type Diagnostic as LspDiagnostic,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { CodeAction } from '../core/features/types';
import type { Analysis } from '../core/model';
import { applyEdits, LineIndex } from '../core/text';
import { describePath, pathOf } from '../core/workspace/layout';
import { type CreateNamedValueArguments, clientCommandIds } from '../protocol';
import { pathOfUri } from './knownFacts';
import { toRange, toTextEdit } from './toLsp';

/** What the client can do with an action. */
export interface ClientAbilities {
  readonly clientCommands: boolean;
  /** `documentChanges` with `create` operations in workspace edits. */
  readonly createFiles: boolean;
}

/** `undefined` where this client can't carry the action out. */
export function toCodeAction(
  uri: string,
  analysis: Analysis,
  action: CodeAction,
  abilities: ClientAbilities,
  toLspDiagnostic: (diagnostic: NonNullable<CodeAction['diagnostic']>) => LspDiagnostic,
): LspCodeAction | undefined {
  const effect = effectOf(uri, analysis, action, abilities);
  if (effect === undefined) return undefined;
  return {
    title: action.title,
    kind: action.kind === 'quickfix' ? CodeActionKind.QuickFix : CodeActionKind.Refactor,
    ...(action.preferred ? { isPreferred: true } : {}),
    ...(action.diagnostic === undefined ? {} : { diagnostics: [toLspDiagnostic(action.diagnostic)] }),
    ...effect,
  };
}

function effectOf(
  uri: string,
  analysis: Analysis,
  { title, action }: CodeAction,
  abilities: ClientAbilities,
): Pick<LspCodeAction, 'edit' | 'command'> | undefined {
  switch (action.kind) {
    case 'edits':
      return { edit: { changes: { [uri]: action.edits.map((edit) => toTextEdit(analysis.lines, edit)) } } };
    case 'template': {
      const edit = { changes: { [uri]: action.edits.map((edit) => toTextEdit(analysis.lines, edit)) } };
      if (!abilities.clientCommands || action.placeholders.length === 0) return { edit };
      const linesAfter = new LineIndex(applyEdits(analysis.text, action.edits));
      const groups = action.placeholders.map((group) => group.map((place) => toRange(linesAfter, place)));
      return {
        edit,
        command: { title, command: clientCommandIds.selectPlaceholders, arguments: [uri, groups] },
      };
    }
    case 'create-named-value': {
      if (abilities.clientCommands) {
        const argument: CreateNamedValueArguments = {
          displayName: action.displayName,
          target: action.target,
          uri,
        };
        return { command: { title, command: clientCommandIds.createNamedValue, arguments: [argument] } };
      }
      if (action.target === 'instance' || !abilities.createFiles) return undefined;
      const edit = newInformationFile(uri, action.displayName);
      return edit === undefined ? undefined : { edit };
    }
  }
}

/** A named value's information file beside the policy, in the layout the policy stands in. */
function newInformationFile(uri: string, displayName: string): WorkspaceEdit | undefined {
  const path = pathOfUri(uri);
  const entry = describePath(path);
  if (entry === undefined) return undefined;
  const file = pathOf({ kind: 'named-value-information', namedValue: displayName }, entry.layout);
  const prefix = uri.slice(0, uri.length - encodedLength(uri, path));
  const root = entry.root === '' || entry.root.endsWith('/') ? entry.root : `${entry.root}/`;
  const target = prefix + `${root}${file}`.split('/').map(encodeURIComponent).join('/');
  const text = `${JSON.stringify({ properties: { displayName, secret: false, tags: [], value: 'value' } }, null, 2)}\n`;
  const zero = { line: 0, character: 0 };
  return {
    documentChanges: [
      { kind: 'create', uri: target, options: { overwrite: false, ignoreIfExists: true } },
      {
        textDocument: { uri: target, version: null },
        edits: [{ range: { start: zero, end: zero }, newText: text }],
      },
    ],
  };
}

/** How many characters of the URI its path takes. */
function encodedLength(uri: string, path: string): number {
  const scheme = /^[a-z][a-z0-9+.-]*:(\/\/[^/]*)?/i.exec(uri)?.[0].length ?? 0;
  return path === '' ? 0 : uri.length - scheme;
}
