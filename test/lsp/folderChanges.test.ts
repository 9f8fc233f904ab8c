/** Folders that come or go whole, of which a watcher tells without their files. */
import { describe, expect, it } from 'vitest';
import { foldersChanged } from '../../server/src/lsp/folderChanges';

const [created, changed, deleted] = [1, 2, 3] as const;

/** `found` is what is on the disk now, `known` what was read before. */
function changes(
  events: readonly (readonly [type: 1 | 2 | 3, path: string])[],
  { found = [], known = [] }: { readonly found?: readonly string[]; readonly known?: readonly string[] },
) {
  const find = async (folder: string, wanted: (name: string) => boolean) =>
    found
      .map((path) => `file:///w/${path}`)
      .filter((uri) => uri.startsWith(`${folder}/`) && wanted(uri.split('/').at(-1) ?? ''));
  return foldersChanged(
    events.map(([type, path]) => ({ type, uri: `file:///w/${path}` })),
    { find, read: async () => undefined },
    () => known.map((path) => `file:///w/${path}`),
  );
}

const file = 'apimartifacts/named values/n/namedValueInformation.json';

describe('a folder', () => {
  it('that is gone matters where files were read in it, at any depth', async () => {
    expect(await changes([[deleted, 'apimartifacts']], { known: [file] })).toBe(true);
    expect(await changes([[deleted, 'apimartifacts/named%20values/n']], { known: [file] })).toBe(true);
    expect(await changes([[deleted, 'apimart']], { known: [file] })).toBe(false);
    expect(await changes([[deleted, 'docs/notes.md']], { known: [file] })).toBe(false);
  });
  it('that is new matters where it has files to read', async () => {
    expect(await changes([[created, 'apimartifacts']], { found: [file] })).toBe(true);
    expect(
      await changes(
        [
          [created, 'docs'],
          [created, 'docs/a.md'],
        ],
        { found: ['docs/a.md', file] },
      ),
    ).toBe(false);
  });
  it('is not meant by a change of one of the files, nor by what npm does', async () => {
    for (const type of [created, changed, deleted])
      expect(await changes([[type, file]], { found: [file], known: [file] })).toBe(false);
    expect(
      await changes([[created, 'node_modules/a/specification']], {
        found: ['node_modules/a/specification/policy.xml'],
      }),
    ).toBe(false);
  });
});
