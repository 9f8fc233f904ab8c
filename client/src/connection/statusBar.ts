/** The status bar's item: which instance this window works with. */
import * as vscode from 'vscode';
import type { ActiveState, Connections } from './connections';

export function showConnectionInStatusBar(connections: Connections): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('apimPolicy.connection', vscode.StatusBarAlignment.Left, 10);
  item.name = 'API Management Instance';
  item.command = 'apimPolicy.useInstance';
  const show = (state: ActiveState): void => {
    if (state.kind === 'disconnected') {
      item.hide();
      return;
    }
    const { icon, tooltip } = describe(state);
    const active = connections.active;
    const label = active?.label ?? state.target.service;
    const isProtected = active?.environment?.protected === true;
    item.text = `$(${isProtected && state.kind === 'connected' ? 'lock' : icon}) ${label}`;
    item.backgroundColor = isProtected ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    item.tooltip = [
      tooltip,
      isProtected ? 'Protected: its name must be typed before anything is written.' : '',
    ]
      .filter(Boolean)
      .join('\n');
    item.accessibilityInformation = { label: `API Management: ${label}. ${item.tooltip}` };
    item.show();
  };
  show(connections.state);
  return vscode.Disposable.from(item, connections.onDidChange(show));
}

function describe(state: Exclude<ActiveState, { kind: 'disconnected' }>): {
  icon: string;
  tooltip: string;
} {
  switch (state.kind) {
    case 'idle':
      return { icon: 'cloud', tooltip: 'Not connected yet.' };
    case 'connecting':
      return { icon: 'sync~spin', tooltip: 'Connecting…' };
    case 'connected':
      return { icon: 'cloud', tooltip: `Connected to ${state.service.name} at ${state.target.endpoint}.` };
    case 'signedOut':
      return {
        icon: 'account',
        tooltip: state.expired === true ? 'The sign-in has expired.' : 'Signed out.',
      };
    case 'failed':
      return { icon: 'warning', tooltip: state.failure.message };
  }
}
