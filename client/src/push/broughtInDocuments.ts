/** Where the fragments and named values are that a policy on an instance brings in: in the workspace, else there. */
import type * as vscode from 'vscode';
import { sameText } from '../../../instance';
import { pathIn, policyIn } from '../../../instance/sync';
import type { LayoutEntry, PolicyAddress } from '../../../server/src/core/workspace/types';
import { type Artifacts, artifactsOf, uriIn } from '../artifacts';
import type { Connected } from '../connection/connection';
import { liveUri } from '../live/liveFiles';
import type { BroughtInDocuments } from './faults';

/**
 * `folder` is the workspace folder whose files count; without it the instance's own documents are meant. `planned`
 * says whether a fragment was sent too: then its file is the text that was looked at.
 */
export function broughtInDocuments(
  connected: Connected,
  address: PolicyAddress,
  folder: vscode.WorkspaceFolder | undefined,
  planned: (fragment: PolicyAddress) => boolean = () => false,
): BroughtInDocuments {
  let artifacts: Promise<Artifacts> | undefined;
  const fileOf = async (entry: LayoutEntry) => {
    if (folder === undefined) return undefined;
    artifacts ??= artifactsOf(folder, connected);
    const { files, place } = await artifacts;
    const path = pathIn(place, entry);
    const text = await files.read(path);
    return text === undefined ? undefined : { uri: uriIn(folder, path), text, path, root: place.root };
  };
  return {
    async fragment(id) {
      const fragment = fragmentBeside(address, id);
      const file = await fileOf({ kind: 'policy', address: fragment });
      if (file !== undefined) {
        if (planned(fragment)) return file.uri;
        const live = await connected.instance.readPolicy(fragment);
        const own = policyIn(file.path, file.text, [file.root])?.text;
        if (live.ok && own !== undefined && sameText(own, live.value.text)) return file.uri;
      }
      return liveUri(connected.target, fragment);
    },
    namedValue: async (name) =>
      (await fileOf({ kind: 'named-value-information', namedValue: name, ...workspaceOf(address) }))?.uri,
  };
}

/** The fragment that a policy of that address means by an id. */
export function fragmentBeside(address: PolicyAddress, id: string): PolicyAddress {
  return { kind: 'fragment', fragment: id, ...workspaceOf(address) };
}

function workspaceOf(address: PolicyAddress): { readonly workspace?: string } {
  const workspace = 'workspace' in address ? address.workspace : undefined;
  return workspace === undefined ? {} : { workspace };
}
