/** The files of the workspace, as far as the server reads any. Node's are in `nodeWorkspaceFiles`; a browser has others. */
export interface WorkspaceFiles {
  /**
   * The URIs of all files under a folder whose base name is wanted. Folders that hold no policies
   * (`.git`, `node_modules`, hidden ones) are passed over. Empty where the folder can't be read.
   */
  find(folderUri: string, wanted: (baseName: string) => boolean): Promise<readonly string[]>;
  /** The text, or `undefined` where there is no such file, it can't be read, or it is over 1 MiB. */
  read(uri: string): Promise<string | undefined>;
}

export const noFiles: WorkspaceFiles = {
  find: async () => [],
  read: async () => undefined,
};
