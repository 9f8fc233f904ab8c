/** Saving a policy of the instance: a push like any other, of the version that the editor was given. */
import * as vscode from 'vscode';
import { UserCancelled, UserError } from '../errors';
import { liveScheme } from '../names';
import type { Sending } from '../push/sending';
import type { LiveFile, LiveFiles } from './liveFiles';

export class LiveSaving implements vscode.Disposable {
  private readonly listening: vscode.Disposable;
  /** Documents that VS Code is about to save by itself. */
  private readonly automatic = new Set<string>();

  constructor(
    private readonly files: LiveFiles,
    private readonly sending: Sending,
  ) {
    files.save = (uri, text, file) => this.save(uri, text, file);
    this.listening = vscode.workspace.onWillSaveTextDocument(({ document: { uri }, reason }) => {
      if (uri.scheme !== liveScheme) return;
      if (reason === vscode.TextDocumentSaveReason.Manual) this.automatic.delete(uri.toString());
      else this.automatic.add(uri.toString());
    });
  }

  dispose(): void {
    this.listening.dispose();
  }

  private async save(uri: vscode.Uri, text: string, { connected, address }: LiveFile): Promise<void> {
    if (this.automatic.delete(uri.toString()))
      throw new UserError(
        'Saving here writes to the instance, so it isn’t done automatically; save it yourself when it is ready.',
      );
    const document = await vscode.workspace.openTextDocument(uri);
    const outcome = await this.sending
      .send({
        connected,
        document,
        source: { address, path: uri.path.slice(1), text },
        documentText: document.getText(),
        state: this.files.stateOf(uri, address),
        askAlways: false,
        chosen: false,
      })
      .catch((error: unknown) => {
        throw error instanceof UserCancelled
          ? new UserError('Nothing was sent; your text is kept in the editor.')
          : error;
      });
    if (outcome === 'merged')
      throw new UserError('The instance’s changes are merged into your text: look at it, then save again.');
  }
}
