/** Completion: the cursor's context is worked out once, then each contributor of the table adds what it knows. */
import type { Analysis } from '../../model';
import { type CursorContext, cursorAt } from '../../model/cursor';
import { type Completion, noSnippets } from '../types';
import { attributes } from './attributes';
import { closingTags } from './closingTags';
import { codeCompletions } from './code';
import { elements } from './elements';
import { namedValues } from './namedValues';
import { patterns } from './patterns';
import type { CompletionOptions, CompletionRequest } from './request';
import { roots } from './roots';
import { sections } from './sections';
import { values } from './values';
import { variableNames, variablePlace } from './variables';

export type { CompletionOptions } from './request';

const contributors: readonly ((request: CompletionRequest) => readonly Completion[])[] = [
  roots,
  sections,
  elements,
  patterns,
  attributes,
  values,
  namedValues,
  closingTags,
];

/** Where a character that was typed may bring up a list by itself; elsewhere it would only be in the way. */
const triggered: Readonly<Record<string, readonly CursorContext['kind'][]>> = {
  '<': ['element-name'],
  '/': ['closing-name'],
  ' ': ['attribute-name'],
  '"': ['attribute-value'],
  "'": ['attribute-value'],
  '{': ['named-value'],
  '>': ['text'],
};

/** What may be written at the offset; empty where nothing is known to fit. */
export function completions(
  analysis: Analysis,
  offset: number,
  options: CompletionOptions,
): readonly Completion[] {
  const context = cursorAt(analysis, offset);
  const { snippets, trigger } = options;
  const variable = variablePlace({ analysis, offset, context });
  if (variable !== undefined) return variableNames(analysis, variable, '');
  const data = options.patterns ?? noSnippets;
  if (context.kind !== 'named-value' && context.kind !== 'comment') {
    const inCode = codeCompletions(analysis, offset, options, data.usage.code);
    if (inCode !== undefined) return inCode;
  }
  if (trigger !== undefined && !(triggered[trigger] ?? []).includes(context.kind)) return [];
  const request = { analysis, offset, context, snippets, data };
  // Behind a `>` only its closing tag is wanted: the next key may well be Enter, for a new line.
  if (trigger === '>') return closingTags(request);
  return contributors.flatMap((contribute) => contribute(request));
}
