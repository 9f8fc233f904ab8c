/** The workspace's files through Node's file system: `file:` URIs only, symbolic links not followed. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { URI } from 'vscode-uri';
import type { WorkspaceFiles } from './workspaceFiles';

const passedOver: ReadonlySet<string> = new Set(['node_modules', 'bin', 'obj', 'out', 'dist']);
const deepest = 16;
const mostFiles = 20_000;
const largestFile = 1024 * 1024;

export const nodeWorkspaceFiles: WorkspaceFiles = {
  async find(folderUri, wanted) {
    const folder = URI.parse(folderUri);
    if (folder.scheme !== 'file') return [];
    const found: string[] = [];
    let level = [folder.fsPath];
    for (let depth = 0; depth < deepest && level.length > 0 && found.length < mostFiles; depth++) {
      const next: string[] = [];
      for (const path of level) {
        const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
        for (const entry of entries) {
          if (entry.isDirectory()) {
            if (!entry.name.startsWith('.') && !passedOver.has(entry.name)) next.push(join(path, entry.name));
          } else if (entry.isFile() && wanted(entry.name))
            found.push(URI.file(join(path, entry.name)).toString());
        }
      }
      level = next;
    }
    return found;
  },

  async read(uri) {
    const parsed = URI.parse(uri);
    if (parsed.scheme !== 'file') return undefined;
    try {
      const { size } = await stat(parsed.fsPath);
      return size > largestFile ? undefined : await readFile(parsed.fsPath, 'utf8');
    } catch {
      return undefined;
    }
  },
};
