/** The badge behind a row, and on the tab of a live policy: whether the workspace has it, and whether they differ. */
import * as vscode from 'vscode';
import type { Connections } from '../connection/connections';
import { liveUri } from '../live/liveFiles';
import { addressOfLivePath } from '../live/livePath';
import { liveScheme } from '../names';
import { badgeOf } from './policyState';
import type { PolicyStates } from './policyStates';

const colors = {
  changed: new vscode.ThemeColor('gitDecoration.modifiedResourceForeground'),
  added: new vscode.ThemeColor('gitDecoration.addedResourceForeground'),
};

export function decoratePolicies(connections: Connections, states: PolicyStates): vscode.Disposable {
  const changes = new vscode.EventEmitter<vscode.Uri | undefined>();
  return vscode.Disposable.from(
    changes,
    states.onDidChange(() => changes.fire(undefined)),
    states.onDidCompare(({ key, address }) => {
      const target = connections.find(key)?.target;
      if (target !== undefined) changes.fire(liveUri(target, address));
    }),
    vscode.window.registerFileDecorationProvider({
      onDidChangeFileDecorations: changes.event,
      provideFileDecoration(uri) {
        const address = uri.scheme === liveScheme ? addressOfLivePath(uri.path) : undefined;
        const badge = address && badgeOf(states.of(uri.authority, address));
        if (badge === undefined) return undefined;
        const color = badge.color === undefined ? undefined : colors[badge.color];
        return new vscode.FileDecoration(badge.badge, badge.text, color);
      },
    }),
  );
}
