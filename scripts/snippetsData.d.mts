import type { SnippetData } from '../server/src/core/features/types';

/** Reads `snippets/` and `schemas/usage.json` below the repository's folder. */
export function readSnippetsData(rootDir: string): SnippetData;

/** Every file the data is read from, for a build that watches. */
export function snippetFiles(rootDir: string): readonly string[];
