/** Folders that come and go: what was known of their files follows. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { eventually, type TestCase } from '../runner';
import { openPolicy, workspaceUri } from './workspace';

const value = { properties: { displayName: 'folder-moved-in', value: 'https://x.example', secret: false } };

export const folders: readonly TestCase<undefined>[] = [
  {
    name: 'a named value is known when its folder is moved into the workspace, and unknown when that is gone',
    run: async () => {
      const { document } = await openPolicy(
        'apimartifacts/apis/folders/policy.xml',
        '<policies>\n  <inbound>\n    <base />\n    <set-backend-service base-url="{{folder-moved-in}}" />\n  </inbound>\n</policies>\n',
      );
      const unknown = () =>
        vscode.languages
          .getDiagnostics(document.uri)
          .some(({ message }) => message.includes('folder-moved-in'));
      await eventually('a warning', unknown);
      const outside = mkdtempSync(join(dirname(workspaceUri().fsPath), 'folder-'));
      const file = join(outside, 'named values/folder-moved-in/namedValueInformation.json');
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, JSON.stringify(value));
      const inside = workspaceUri('apimartifacts/moved').fsPath;
      try {
        renameSync(outside, inside);
        await eventually('no warning', () => !unknown());
        renameSync(inside, outside);
        await eventually('the warning again', unknown);
        assert.equal(document.isDirty, false);
      } finally {
        for (const folder of [inside, outside]) rmSync(folder, { recursive: true, force: true });
      }
    },
  },
];
