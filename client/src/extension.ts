/** The extension's entry: puts the parts together and lists every command there is. */
import * as vscode from 'vscode';
import { runCommand } from './errors';
import { adoptPolicies } from './languageAdoption';
import { PolicyLanguageClient } from './languageClient';
import { insertOAuth2 } from './oauth2/insertOAuth2';
import { selectPlaceholders } from './oauth2/selectPlaceholders';

export function activate(context: vscode.ExtensionContext): object {
  const log = vscode.window.createOutputChannel('API Management', { log: true });
  const languageClient = new PolicyLanguageClient(context, log);

  const commands: Readonly<Record<string, (...args: never[]) => unknown>> = {
    'apimPolicy.insertOAuth2': (argument: unknown) => insertOAuth2(languageClient, argument),
    'apimPolicy.selectPlaceholders': selectPlaceholders,
    'apimPolicy.showOutput': () => log.show(true),
    'apimPolicy.restartLanguageServer': () => languageClient.restart(),
  };
  context.subscriptions.push(log, languageClient, adoptPolicies(), ...register(commands, log));
  void runCommand(
    log,
    { title: 'Restart Language Server', command: 'apimPolicy.restartLanguageServer' },
    () => languageClient.start(),
  );
  return {};
}

function register(
  commands: Readonly<Record<string, (...args: never[]) => unknown>>,
  log: vscode.LogOutputChannel,
): vscode.Disposable[] {
  return Object.entries(commands).map(([command, handler]) =>
    vscode.commands.registerCommand(command, (...args: never[]) =>
      runCommand(log, { title: command, command, arguments: args }, () => handler(...args)),
    ),
  );
}
