/** Between what a push happens: the instance, the files, and what an environment has different. */
import * as vscode from 'vscode';
import {
  mergeOverrides,
  noOverrides,
  type Overrides,
  readConfiguration,
  type TokenLookup,
  tokensIn,
} from '../../../instance/environments';
import { openGit } from '../../../instance/git';
import type { PushSides } from '../../../instance/push';
import { type Artifacts, artifactsOf } from '../artifacts';
import type { Connected } from '../connection/connection';
import { orCancel, UserError } from '../errors';

export interface Sides extends PushSides {
  readonly artifacts: Artifacts;
}

/** Values of tokens that a person has given, by name; in memory only. */
const givenTokens = new Map<string, string>();

export async function sidesOf(connected: Connected, folder: vscode.WorkspaceFolder): Promise<Sides> {
  const artifacts = await artifactsOf(folder, connected);
  const { overrides, from } = await overridesOf(connected);
  return {
    artifacts,
    instance: connected.instance,
    files: artifacts.files,
    state: artifacts.state,
    place: artifacts.place,
    overrides,
    overridesFrom: from,
    tokens: await tokensFor(overrides),
    git: openGit(folder.uri.fsPath),
  };
}

/** What the connected environment has different, and the files that say so. */
export async function overridesOf({ environment }: Connected): Promise<{
  readonly overrides: Overrides;
  readonly from: readonly string[];
}> {
  if (environment === undefined) return { overrides: noOverrides, from: [] };
  const { configuration, overrides, workspaceFolder } = environment;
  if (configuration === undefined) return { overrides, from: ['apim-policy.yaml'] };
  const uri = vscode.Uri.joinPath(workspaceFolder.uri, configuration);
  let text: string;
  try {
    text = Buffer.from(await vscode.workspace.fs.readFile(uri)).toString('utf8');
  } catch {
    throw new UserError(
      `${configuration}, which ${environment.name} names in apim-policy.yaml, can’t be read.`,
    );
  }
  const { overrides: more, problems } = readConfiguration(text);
  const wrong = problems.find(({ severity }) => severity === 'error');
  if (wrong !== undefined)
    throw new UserError(`${configuration}, line ${wrong.line}: ${wrong.message} Nothing was compared.`);
  return { overrides: mergeOverrides(overrides, more), from: ['apim-policy.yaml', configuration] };
}

/** What tokens stand for as far as it is known without asking. */
export function knownToken(name: string): string | undefined {
  return givenTokens.get(name) ?? process.env[name];
}

/** The environment's variables, else what the person says: asked once a window for each token. */
async function tokensFor(overrides: Overrides): Promise<TokenLookup> {
  for (const name of tokensIn(JSON.stringify(overrides))) {
    if (knownToken(name) !== undefined) continue;
    const given = await vscode.window.showInputBox({
      title: `Value of {#${name}#}`,
      prompt: 'The environment’s overrides need it. It is kept in memory until the window closes.',
      password: true,
      ignoreFocusOut: true,
    });
    givenTokens.set(name, orCancel(given));
  }
  return knownToken;
}
