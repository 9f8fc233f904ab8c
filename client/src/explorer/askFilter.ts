/** The box in which a filter for the tree is typed; the tree follows while one types. */
import * as vscode from 'vscode';
import type { Explorer } from './explorer';

/** Time without a key pressed before the tree follows, in milliseconds. */
const pauseMs = 150;

export function askFilter(explorer: Explorer): void {
  const box = vscode.window.createInputBox();
  let timer: ReturnType<typeof setTimeout> | undefined;
  box.title = 'Filter API Management';
  box.placeholder = 'APIs, operations (GET /orders), products, fragments, named values …';
  box.prompt = 'Everything on the instance is searched. Leave it empty to see all again.';
  box.value = explorer.filterText;
  box.onDidChangeValue((text) => {
    clearTimeout(timer);
    timer = setTimeout(() => explorer.setFilter(text), pauseMs);
  });
  box.onDidAccept(() => box.hide());
  box.onDidHide(() => {
    clearTimeout(timer);
    explorer.setFilter(box.value);
    box.dispose();
  });
  box.show();
}
