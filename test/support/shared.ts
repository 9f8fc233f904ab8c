/** Finds the optional folder of shared material: real policies and OpenAPI documents that are not part of the repository. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = process.env.APIM_SHARED ?? resolve(import.meta.dirname, '../../../shared');

/** The folder of that name, or `undefined` (said once on the console) where it isn't there. */
export function sharedFolder(name: 'corpus' | 'reference'): string | undefined {
  const folder = join(root, name);
  if (existsSync(folder)) return folder;
  console.info(`The shared folder "${name}" is not here: the tests that need it are skipped.`);
  return undefined;
}

export interface CorpusEntry {
  readonly file: string;
  /** The repository it is from, and its path there. */
  readonly repository: string;
  readonly path: string;
  /** The commit, shortened, where it isn't the repository's latest. */
  readonly commit: string | undefined;
  readonly kind: 'plain' | 'fragment' | 'templated' | 'broken';
  readonly note: string;
  readonly text: string;
}

/** Every policy of the corpus, decoded as UTF-8 with a byte order mark kept. */
export function corpus(): readonly CorpusEntry[] {
  const folder = sharedFolder('corpus');
  if (folder === undefined) return [];
  const [, ...rows] = readFileSync(join(folder, 'SOURCES.tsv'), 'utf8').trimEnd().split('\n');
  return rows.map((row) => {
    const [file = '', repository = '', path = '', , kind = 'plain', commit = '', at = '', , note = ''] =
      row.split('\t');
    return {
      file,
      repository,
      path,
      commit: at === 'head' ? undefined : commit.slice(0, 7),
      kind: kind as CorpusEntry['kind'],
      note,
      text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(readFileSync(join(folder, file))),
    };
  });
}
