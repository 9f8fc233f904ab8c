/** The repository's snippets, as the bundles get them. */
import { resolve } from 'node:path';
import { readSnippetsData } from '../../scripts/snippetsData.mjs';
import type { SnippetData, TemplateText } from '../../server/src/core/features/types';

export const snippets: SnippetData = readSnippetsData(resolve(import.meta.dirname, '../..'));

/** A template's text with its placeholders' texts in place. */
export function plainText(body: TemplateText): string {
  return body.map((part) => (typeof part === 'string' ? part : part.text)).join('');
}
