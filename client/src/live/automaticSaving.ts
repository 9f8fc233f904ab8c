/**
 * VS Code's automatic saving and live policies don't go together: saving one writes to the instance, so it is refused
 * where nobody asked for it, and VS Code reports each refusal as a failure. Who opens one is asked once what to do.
 */
import * as vscode from 'vscode';
import { languageId } from '../names';

const setting = 'autoSave';
const askedKey = 'askedAboutAutomaticSaving';

/** Asks at most once in each workspace, and only where VS Code would save the document by itself. */
export async function offerSavingByHand(uri: vscode.Uri, memory: vscode.Memento): Promise<void> {
  const files = vscode.workspace.getConfiguration('files', { uri, languageId });
  if (files.get<string>(setting, 'off') === 'off' || memory.get<boolean>(askedKey) === true) return;
  await memory.update(askedKey, true);
  const off = 'Save Policies by Hand';
  const chosen = await vscode.window.showInformationMessage(
    'VS Code saves files by itself here. Saving a live policy writes to the instance, so that is refused until you save it yourself.',
    off,
  );
  if (chosen === off) await files.update(setting, 'off', vscode.ConfigurationTarget.Global, true);
}
