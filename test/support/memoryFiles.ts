/** Workspace files in memory, which can be told to fail. */
import type { WorkspaceFiles } from '../../instance/sync';

export interface MemoryFiles extends WorkspaceFiles {
  readonly content: Map<string, string>;
  /** The files without the project's own records. */
  visible(): Readonly<Record<string, string>>;
  /** Called before each write; throws to let it fail. */
  beforeWrite: (path: string) => void;
}

export function memoryFiles(initial: Readonly<Record<string, string>> = {}): MemoryFiles {
  const content = new Map(Object.entries(initial));
  const visible = () => [...content].filter(([path]) => !path.startsWith('.apim/'));
  return {
    content,
    visible: () => Object.fromEntries(visible()),
    beforeWrite: () => {},
    read: async (path) => content.get(path),
    async write(path, text) {
      this.beforeWrite(path);
      content.set(path, text);
    },
    list: async (under) =>
      under === undefined
        ? visible().map(([path]) => path)
        : [...content.keys()].filter((path) => path.startsWith(`${under}/`)),
    async remove(path) {
      content.delete(path);
    },
  };
}
