/** The command "Insert OAuth2 Backend Authentication": the server's actions of that kind, as a choice. */
import * as vscode from 'vscode';
import { editorOf, policyDocumentFor } from '../editors';
import { orCancel, UserError } from '../errors';
import type { PolicyLanguageClient } from '../languageClient';

export async function insertOAuth2(languageClient: PolicyLanguageClient, argument: unknown): Promise<void> {
  const document = await policyDocumentFor(argument);
  await editorOf(document.uri);
  const version = document.version;
  const offered = await languageClient.oauth2Variants(document.uri);
  const variants = offered.filter((each) => each.disabled === undefined);
  if (variants.length === 0) {
    throw new UserError(
      offered[0]?.disabled?.reason ??
        'There is nothing to insert: this policy already gets a token for its backend, or a tag in it isn’t closed.',
    );
  }
  const chosen = await choose(variants);
  if (document.version !== version)
    throw new UserError('The policy was edited in the meantime; run the command again.');
  await apply(chosen);
}

async function choose(variants: readonly vscode.CodeAction[]): Promise<vscode.CodeAction> {
  const items = variants.map((action) => ({ label: action.title, action }));
  const item = await vscode.window.showQuickPick(items, {
    title: 'Insert OAuth2 Backend Authentication',
    placeHolder: 'How does the gateway get its token?',
  });
  return orCancel(item).action;
}

async function apply(action: vscode.CodeAction): Promise<void> {
  if (action.edit !== undefined && !(await vscode.workspace.applyEdit(action.edit)))
    throw new UserError('The editor refused the change; the policy is as it was.');
  if (action.command !== undefined)
    await vscode.commands.executeCommand(action.command.command, ...(action.command.arguments ?? []));
}
