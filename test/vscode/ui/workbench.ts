/** VS Code's window as a person uses it: what to press and where to look, so that tests read as steps. */
import type { Locator, Page } from 'playwright-core';
import { parseCursor } from '../../support/markedText';
import { eventually } from '../runner';

/** Selectors of VS Code's own markup, all in one place: they are no interface and may change with its version. */
const selectors = {
  ready: '.monaco-workbench .part.statusbar .statusbar-item',
  quickInput: '.quick-input-widget:not([style*="display: none"])',
  quickInputRow: '.quick-input-list .monaco-list-row',
  editor: '.editor-group-container.active .editor-instance .monaco-editor',
  suggestRow: '.suggest-widget.visible .monaco-list-row',
  hover: '.monaco-hover:not(.hidden) .monaco-hover-content',
  actionRow: '.action-widget .monaco-list-row.action',
  treeRow: '.part.sidebar .monaco-list-row',
  notification: '.notifications-toasts .notification-list-item',
  dialog: '.monaco-dialog-box',
  diffEditor: '.editor-group-container .monaco-diff-editor',
  problemMark: '.squiggly-error, .squiggly-warning',
};

/** Rendered text has no-break spaces for spaces, and middle dots for shown whitespace. */
function plain(text: string): string {
  return text.replaceAll('\u00a0', ' ').replaceAll('\u00b7', ' ');
}

async function textOf(element: Locator): Promise<string> {
  return plain((await element.textContent()) ?? '');
}

export class Workbench {
  constructor(
    readonly page: Page,
    private readonly screenshotFolder: string,
  ) {}

  /** Waits until the window can be used. */
  async ready(): Promise<void> {
    await this.page.locator(selectors.ready).first().waitFor({ timeout: 60_000 });
  }

  async screenshot(name: string): Promise<void> {
    await this.page.screenshot({ path: `${this.screenshotFolder}/${name}.png` });
  }

  /** What the extension had to say may be gone from the screen; the notification centre keeps it. */
  async screenshotWithNotifications(name: string): Promise<void> {
    await this.page
      .locator('#status\\.notifications')
      .click({ timeout: 5000 })
      .catch(() => undefined);
    await this.screenshot(name);
  }

  /** Closes all that a test leaves open when it is done: editors, saved or not, the panel and notifications. */
  async clear(): Promise<void> {
    if (await this.page.locator('.part.panel').isVisible()) await this.runCommand('View: Hide Panel');
    await this.runCommand('View: Close All Editors');
    const discard = this.page.locator(selectors.dialog).locator('.monaco-button', { hasText: "Don't Save" });
    const tabs = this.page.locator('.part.editor .tabs-container .tab');
    await eventually('all editors closed', async () => {
      if (await discard.isVisible()) await discard.click();
      return (await tabs.count()) === 0;
    });
    await this.runCommand('Notifications: Clear All Notifications');
    await this.page.locator(selectors.notification).first().waitFor({ state: 'hidden' });
  }

  press(keys: string): Promise<void> {
    return this.page.keyboard.press(keys);
  }

  private quickInput(): Locator {
    return this.page.locator(selectors.quickInput).first();
  }

  /** Types into the quick input that is open (or opens now) and takes what it selects. */
  async answerQuickInput(text: string): Promise<void> {
    const input = this.quickInput().locator('input[type="text"], input[type="password"]').first();
    await input.waitFor();
    await input.fill(text);
    await input.press('Enter');
  }

  /** The entries of the quick pick that is open, once it has any. */
  async quickPickLabels(): Promise<readonly string[]> {
    const rows = this.quickInput().locator(selectors.quickInputRow);
    await rows.first().waitFor();
    return (await rows.allInnerTexts()).map(plain);
  }

  /** Takes an entry of the quick pick by its label, which may have an icon before it. */
  async pick(label: string): Promise<void> {
    const row = this.quickInput()
      .locator(selectors.quickInputRow)
      .filter({ has: this.page.locator('.label-name', { hasText: new RegExp(`(^|\\s)${label}$`) }) })
      .first();
    await row.waitFor();
    await row.click();
    await row.waitFor({ state: 'hidden' });
  }

  /**
   * Runs a command by its title, as the palette shows it. The palette closes where something else takes the focus,
   * an editor that a command before this one is still opening, say: then it is opened again.
   */
  async runCommand(title: string): Promise<void> {
    const text = `>${title}`;
    for (let attempt = 1; ; attempt++) {
      await this.press('F1');
      try {
        const input = this.quickInput().locator('input').first();
        await input.fill(text, { timeout: 5000 });
        // Rows move while the list is narrowed down: what is taken is the first, once that is the one.
        const first = this.quickInput().locator(`${selectors.quickInputRow}.focused`, { hasText: title });
        await first.waitFor({ timeout: 5000 });
        await input.press('Enter');
        await eventually('the palette to close', async () => {
          const visible = await input.isVisible();
          return !visible || (await input.inputValue().catch(() => '')) !== text;
        });
        return;
      } catch (error) {
        if (attempt === 3) throw error;
        await this.press('Escape');
      }
    }
  }

  /** Opens a file by its absolute path: the end of a path may be that of several files. */
  async openFile(path: string): Promise<void> {
    await this.press('Control+P');
    const input = this.quickInput().locator('input').first();
    await input.waitFor();
    await input.fill(path);
    const [folder = '', name = ''] = path.split('/').slice(-2);
    const rows = this.quickInput().locator(selectors.quickInputRow);
    const row = rows.filter({ hasText: name }).filter({ hasText: new RegExp(`/${folder}(?!/)`) });
    await row.first().click();
    const crumbs = this.page.locator('.editor-group-container.active .monaco-breadcrumb-item');
    await eventually(`${path} in the editor`, async () => {
      const names = (await crumbs.allTextContents()).map((text) => plain(text).trim());
      return names.some((each, index) => each === folder && names[index + 1] === name);
    });
    await this.editor().waitFor();
  }

  editor(): Locator {
    return this.page.locator(selectors.editor).first();
  }

  /** The lines of the active editor that are on screen. */
  async editorText(): Promise<string> {
    const lines = this.editor().locator('.view-lines').first().locator('.view-line');
    const placed = await lines.evaluateAll((elements) =>
      elements.map((element) => ({
        top: Number.parseFloat((element as HTMLElement).style.top),
        text: element.textContent ?? '',
      })),
    );
    return placed
      .sort((a, b) => a.top - b.top)
      .map(({ text }) => plain(text))
      .join('\n');
  }

  /** Waits until the visible text of the active editor contains something (or no longer does). */
  async expectEditorText(part: string, present = true): Promise<void> {
    await eventually(`the editor to show ${present ? '' : 'no '}${part}`, async () => {
      return (await this.editorText()).includes(part) === present;
    });
  }

  /** Puts the cursor at a line and column, both from 1. */
  async goTo(line: number, column = 1): Promise<void> {
    await this.press('Control+G');
    const input = this.quickInput().locator('input').first();
    await input.waitFor();
    await input.fill(`:${line}:${column}`);
    await input.press('Enter');
    await this.quickInput().waitFor({ state: 'hidden' });
    await this.page.locator('.part.statusbar', { hasText: `Ln ${line}, Col ${column}` }).waitFor();
  }

  /** Types as a person does: suggestions, closing quotes and tags happen. */
  type(text: string): Promise<void> {
    return this.page.keyboard.type(text, { delay: 15 });
  }

  /** Replaces all text of the active editor by pasting, so that nothing is indented or closed on the way. */
  async replaceAll(text: string): Promise<void> {
    await this.editor().click();
    await this.press('Control+A');
    await this.page.evaluate((content) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', content);
      document.activeElement?.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
      );
    }, text);
    await eventually('the pasted text', async () => {
      const visible = (await this.editorText()).trim();
      return visible !== '' && text.includes(visible);
    });
  }

  /** Replaces all text by the marked one, and puts the cursor where its mark `<|>` is. */
  async write(marked: string): Promise<void> {
    const { text, offset } = parseCursor(marked);
    await this.replaceAll(text);
    const before = text.slice(0, offset).split('\n');
    await this.goTo(before.length, (before.at(-1)?.length ?? 0) + 1);
  }

  /** Ctrl+Space, then the labels once `expected` is among them. */
  async suggestions(expected: string): Promise<readonly string[]> {
    const rows = this.page.locator(selectors.suggestRow);
    return eventually(`"${expected}" among the suggestions`, async () => {
      if ((await rows.count()) === 0) {
        await this.press('Control+Space');
        await rows
          .first()
          .waitFor({ timeout: 2_000 })
          .catch(() => undefined);
      }
      const labels = await rows.evaluateAll((elements) =>
        elements.map((element) => element.querySelector('.label-name')?.textContent ?? ''),
      );
      return labels.includes(expected) && labels;
    });
  }

  /** Takes a suggestion that is shown. */
  async takeSuggestion(label: string): Promise<void> {
    const row = this.page.locator(`${selectors.suggestRow}[aria-label^="${label}"]`);
    await row.first().click();
    await this.page.locator(selectors.suggestRow).first().waitFor({ state: 'hidden' });
  }

  /** The text of the hover at the cursor. */
  async hoverAtCursor(): Promise<string> {
    await this.runCommand('Show or Focus Hover');
    const hover = this.page.locator(selectors.hover).first();
    await eventually('the hover to say something', async () => {
      const text = (await hover.count()) > 0 ? await textOf(hover) : '';
      return text !== '' && !text.includes('Loading');
    });
    return textOf(hover);
  }

  /** Titles of what the light bulb offers at the cursor, once it offers `expected`. */
  async lightBulb(expected: string): Promise<readonly string[]> {
    const rows = this.page.locator(selectors.actionRow);
    return eventually(`"${expected}" in the light bulb's menu`, async () => {
      if ((await rows.count()) === 0) {
        await this.press('Control+.');
        await rows
          .first()
          .waitFor({ timeout: 2_000 })
          .catch(() => undefined);
      }
      const titles = (await rows.allInnerTexts()).map(plain);
      if (titles.some((title) => title.includes(expected))) return titles;
      await this.press('Escape');
      return undefined;
    });
  }

  async takeAction(title: string): Promise<void> {
    await this.page.locator(selectors.actionRow, { hasText: title }).first().click();
  }

  /** Shows a view container by its title in the activity bar. */
  async openView(title: string): Promise<void> {
    const tab = this.page.locator('.part.activitybar').getByRole('tab', { name: title }).first();
    await tab.waitFor();
    if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
    await this.page.locator('.part.sidebar .composite.title', { hasText: title }).first().waitFor();
  }

  treeItem(label: string): Locator {
    return this.page.locator(selectors.treeRow, { hasText: label }).first();
  }

  /** The tree item with exactly this label; `treeItem` finds the label inside longer ones too. */
  treeItemNamed(label: string): Locator {
    const named = this.page.locator('.label-name').getByText(label, { exact: true });
    return this.page.locator(selectors.treeRow).filter({ has: named }).first();
  }

  async treeLabels(): Promise<readonly string[]> {
    return (await this.page.locator(selectors.treeRow).allInnerTexts()).map(plain);
  }

  /** Opens a tree item's children; nothing happens when they are shown already. */
  async expand(label: string): Promise<void> {
    const row = this.treeItem(label);
    await row.waitFor();
    if ((await row.getAttribute('aria-expanded')) === 'false')
      await row.locator('.monaco-tl-twistie').click();
    await eventually(
      `the children of ${label}`,
      async () => (await row.getAttribute('aria-expanded')) === 'true',
    );
  }

  async collapse(label: string): Promise<void> {
    const row = this.treeItem(label);
    if ((await row.getAttribute('aria-expanded')) === 'true') await row.locator('.monaco-tl-twistie').click();
    await eventually(`${label} closed`, async () => (await row.getAttribute('aria-expanded')) === 'false');
  }

  /** Takes an entry of a tree item's context menu. */
  async treeMenu(label: string, entry: string): Promise<void> {
    await this.treeItem(label).click({ button: 'right' });
    const item = this.page.locator('.context-view .monaco-menu .action-item', { hasText: entry }).first();
    await item.waitFor();
    // A menu that has only just opened takes a click for the end of the one that opened it.
    await eventually(`the menu to take "${entry}"`, async () => {
      await item.click({ timeout: 2_000 }).catch(() => undefined);
      return !(await item.isVisible());
    });
  }

  /** Waits for a notification that contains the text. */
  async notification(text: string): Promise<Locator> {
    const found = this.page.locator(selectors.notification, { hasText: text }).first();
    await found.waitFor({ timeout: 30_000 });
    return found;
  }

  async pressNotificationButton(text: string, button: string): Promise<void> {
    const found = await this.notification(text);
    await found.locator('.monaco-button', { hasText: button }).first().click();
  }

  /** Waits for a modal dialog and answers its whole text. */
  async dialogText(): Promise<string> {
    const dialog = this.page.locator(selectors.dialog);
    await dialog.waitFor({ timeout: 30_000 });
    return textOf(dialog);
  }

  async pressDialogButton(button: string): Promise<void> {
    await this.page.locator(selectors.dialog).locator('.monaco-button', { hasText: button }).first().click();
    await this.page.locator(selectors.dialog).waitFor({ state: 'hidden' });
  }

  diffEditor(): Locator {
    return this.page.locator(selectors.diffEditor).first();
  }

  statusBar(text: string | RegExp): Locator {
    return this.page.locator('.part.statusbar .statusbar-item', { hasText: text }).first();
  }

  /** A row of the Problems panel. */
  problem(text: string): Locator {
    return this.page.locator('.markers-panel .monaco-list-row', { hasText: text }).first();
  }

  squiggles(): Locator {
    return this.editor().locator(selectors.problemMark);
  }
}
