/** Files in memory alone: what is passed on from one instance to another is written nowhere. */
import type { WorkspaceFiles } from '../sync';

export function openMemoryFiles(
  initial: Iterable<readonly [path: string, text: string]> = [],
): WorkspaceFiles {
  const content = new Map(initial);
  return {
    read: async (path) => content.get(path),
    write: async (path, text) => {
      content.set(path, text);
    },
    list: async (under) =>
      [...content.keys()]
        .filter((path) => (under === undefined ? !path.startsWith('.apim/') : path.startsWith(`${under}/`)))
        .sort(),
    remove: async (path) => {
      content.delete(path);
    },
  };
}
