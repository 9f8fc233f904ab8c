/** What every contributor is given, and what they share. */
import type { Analysis } from '../../model';
import type { CursorContext } from '../../model/cursor';
import type { SnippetData } from '../types';

export interface CompletionOptions {
  /** Whether the editor understands snippet syntax; without it plain text is inserted. */
  readonly snippets: boolean;
  readonly patterns?: SnippetData;
  /** The character that was typed and asked for completions by itself; absent when a person asked. */
  readonly trigger?: string;
}

export interface CompletionRequest {
  readonly analysis: Analysis;
  readonly offset: number;
  readonly context: CursorContext;
  readonly snippets: boolean;
  readonly data: SnippetData;
}

/** Keeps groups apart and their members in order, whatever the labels are. */
export function sortText(group: number, rank: number): string {
  return `${group}${String(rank).padStart(4, '0')}`;
}
