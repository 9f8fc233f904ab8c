/** In a string that names one of many: a header, a parameter of the URL, a claim. */
import type { CodeNode, CodeSymbol, Expression, KeyKind } from '../../../expression';
import { matchedParameterNames } from '../../../model';
import type { Completion } from '../../types';
import { isWritable } from '../names';
import { sortText } from '../request';
import type { CodeRequest } from './request';

export function keys(request: CodeRequest): readonly Completion[] {
  const { analysis, cursor, span, usage } = request;
  if (cursor.kind !== 'string') return [];
  const kind = keyKind(collectionOf(request));
  if (kind === undefined) return [];
  const known = kind === 'url-parameter' ? matchedParameterNames(analysis) : undefined;
  return (known ?? usage.keys[kind] ?? []).filter(isWritable).map((label, rank) => ({
    label,
    kind: 'value',
    detail: details[kind],
    edit: { span, newText: label },
    sortText: sortText(0, rank),
  }));
}

const details: Readonly<Record<KeyKind, string>> = {
  header: 'header',
  'url-parameter': 'parameter of the URL template',
  'query-parameter': 'query parameter',
  claim: 'claim of the token',
  variable: 'context variable',
};

function keyKind(symbol: CodeSymbol | undefined): KeyKind | undefined {
  return symbol && 'context' in symbol ? symbol.context?.keys : undefined;
}

/** What the string is the first argument for: `Headers["…"]`, `Headers.GetValueOrDefault("…"`. */
function collectionOf({ around, model, cursor }: CodeRequest): CodeSymbol | undefined {
  const at = around.findLastIndex(({ kind }) => kind === 'argument');
  const argument = around[at];
  const call = around[at - 1];
  if (argument === undefined || argument.span.start !== cursor.start - 1) return undefined;
  const collection = call && collectionIn(call, around);
  const isFirst = call !== undefined && 'arguments' in call && call.arguments?.[0] === argument;
  return collection && isFirst ? model.meaningOf(collection)?.symbol : undefined;
}

function collectionIn(call: CodeNode, around: readonly CodeNode[]): Expression | undefined {
  switch (call.kind) {
    case 'element-access':
      return call.target;
    case 'element-binding':
      return around.findLast((node) => node.kind === 'conditional-access')?.target;
    case 'invocation':
      return call.target.kind === 'member-access' ? call.target.target : undefined;
    default:
      return undefined;
  }
}
