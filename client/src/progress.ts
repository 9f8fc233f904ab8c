/** Work that takes a while and can be given up. */
import * as vscode from 'vscode';
import { UserCancelled } from './errors';

/** Runs work with a cancellable progress notification; a cancelled one ends the command silently. */
export function cancellable<T>(
  title: string,
  work: (signal: AbortSignal, report: (message: string, increment?: number) => void) => Promise<T>,
): Thenable<T> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      const abort = new AbortController();
      const listening = token.onCancellationRequested(() => abort.abort());
      try {
        return await work(abort.signal, (message, increment) =>
          progress.report(increment === undefined ? { message } : { message, increment }),
        );
      } catch (error) {
        throw abort.signal.aborted ? new UserCancelled() : error;
      } finally {
        listening.dispose();
      }
    },
  );
}
