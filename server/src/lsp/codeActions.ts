/** The core's code actions as LSP ones. Edits are in the action itself, so that any client can apply them. */
import {
  CodeActionKind,
  type CodeAction as LspCodeAction,
  type Diagnostic as LspDiagnostic,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { CodeAction } from '../core/features/types';
import type { Analysis } from '../core/model';
import { applyEdits, LineIndex, type TextEdit } from '../core/text';
import { pathOf } from '../core/workspace/layout';
import { type CreateNamedValueArguments, clientCommandIds } from '../protocol';
import { toRange, toTextEdit } from './toLsp';
import { encoded, type Place } from './workspacePaths';

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
  place: Place | undefined,
  action: CodeAction,
  abilities: ClientAbilities,
  toLspDiagnostic: (diagnostic: NonNullable<CodeAction['diagnostic']>) => LspDiagnostic,
): LspCodeAction | undefined {
  const effect = effectOf(uri, analysis, place, action, abilities);
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
  place: Place | undefined,
  { title, action }: CodeAction,
  abilities: ClientAbilities,
): Pick<LspCodeAction, 'edit' | 'command'> | undefined {
  switch (action.kind) {
    case 'edits':
      return { edit: editOf(uri, analysis, action.edits) };
    case 'template': {
      const edit = editOf(uri, analysis, action.edits);
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
          ...(action.secret && { secret: true }),
        };
        return {
          ...(action.edits && { edit: editOf(uri, analysis, action.edits) }),
          command: { title, command: clientCommandIds.createNamedValue, arguments: [argument] },
        };
      }
      // Nobody would ask for a secret's value, and a file is no place for it.
      if (action.secret) return undefined;
      if (action.target === 'instance' || !abilities.createFiles || place === undefined) return undefined;
      return { edit: newInformationFile(place, action.displayName) };
    }
  }
}

function editOf(uri: string, analysis: Analysis, edits: readonly TextEdit[]): WorkspaceEdit {
  return { changes: { [uri]: edits.map((edit) => toTextEdit(analysis.lines, edit)) } };
}

/** A named value's information file beside the policy, in the layout the policy stands in. */
function newInformationFile(place: Place, displayName: string): WorkspaceEdit {
  const file = pathOf({ kind: 'named-value-information', namedValue: displayName }, place.layout);
  const target = `${place.rootUri}/${encoded(file)}`;
  const properties = { displayName, secret: false, tags: [], value: 'value' };
  const zero = { line: 0, character: 0 };
  return {
    documentChanges: [
      { kind: 'create', uri: target, options: { overwrite: false, ignoreIfExists: true } },
      {
        textDocument: { uri: target, version: null },
        edits: [
          { range: { start: zero, end: zero }, newText: `${JSON.stringify({ properties }, null, 2)}\n` },
        ],
      },
    ],
  };
}
