/** Names of context variables, in attributes that name one to read and in the strings of expressions that do. */
import type { Analysis } from '../../model';
import { documentsAround, variablesSetIn } from '../../model';
import type { Span } from '../../text';
import type { Completion } from '../types';
import { isWritable } from './names';
import { type CompletionRequest, sortText } from './request';

/** How a variable is got at, up to the part of its name that is written; quotes may be escaped. */
const beforeName =
  /\bVariables\s*(?:\[|\.\s*(?:GetValueOrDefault|ContainsKey|TryGetValue)\s*(?:<[^()"]{0,100}>)?\s*\()\s*(?:"|&quot;)([^"&\\{}\n]*)$/;

/** The most text before the cursor that is looked at. */
const lookBehind = 400;

/** Where the cursor is in the string that names a variable. Also where the expression or its attribute has no end. */
export function variablePlace({ analysis: { text }, offset, context }: VariableRequest): Span | undefined {
  if (context.kind === 'comment') return undefined;
  const name = beforeName.exec(text.slice(Math.max(0, offset - lookBehind), offset))?.[1];
  if (name === undefined) return undefined;
  const behind = /^[\w.-]*/.exec(text.slice(offset, offset + lookBehind))?.[0] ?? '';
  return { start: offset - name.length, end: offset + behind.length };
}

type VariableRequest = Pick<CompletionRequest, 'analysis' | 'offset' | 'context'>;

/** The variables that the document or what runs together with it sets. */
export function variableNames(analysis: Analysis, place: Span, quote: string): readonly Completion[] {
  const own = variablesSetIn(analysis).names;
  const all = new Map(own);
  for (const document of documentsAround(analysis))
    for (const [name, variable] of variablesSetIn(document.analysis).names)
      if (!all.has(name)) all.set(name, variable);
  const names = [...all].filter(([name]) => name !== '' && isWritable(name));
  return names
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { type }]) => ({
      label: name,
      kind: 'variable',
      detail: type === undefined ? 'context variable' : `context variable, ${type}`,
      edit: { span: place, newText: quote + name + quote },
      sortText: sortText(own.has(name) ? 0 : 1, 0) + name,
      filterText: quote + name,
    }));
}
