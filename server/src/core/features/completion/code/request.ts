/** What is asked for in the C# of an expression: the place, and what the code before it means. */
import {
  bindBlock,
  bindExpression,
  type CodeCursor,
  type CodeNode,
  codeCursor,
  nodesAt,
  relevantCode,
  rootsOf,
  type SemanticModel,
} from '../../../expression';
import { type Analysis, compiledCode, type ExpressionRegion, isCompiled, typedCodeAt } from '../../../model';
import type { Span } from '../../../text';
import type { UsageData } from '../../types';
import type { CompletionOptions } from '../request';

export interface CodeRequest {
  readonly analysis: Analysis;
  readonly region: ExpressionRegion;
  readonly cursor: Exclude<CodeCursor, { readonly kind: 'nothing' }>;
  /** Of the code up to the cursor, with a hole in the place of what is being typed. */
  readonly model: SemanticModel;
  /** The nodes around the hole, the innermost last. */
  readonly around: readonly CodeNode[];
  /** What is being typed, in the document. */
  readonly span: Span;
  readonly snippets: boolean;
  readonly usage: UsageData['code'];
}

/** How much is looked at behind the cursor for the rest of a word. */
const longestWord = 200;

/** `undefined` where the offset is in no code, or nothing can be completed there. */
export function codeRequest(
  analysis: Analysis,
  offset: number,
  { snippets }: CompletionOptions,
  usage: UsageData['code'],
): CodeRequest | undefined {
  const typed = typedCodeAt(analysis, offset);
  if (typed === undefined || analysis.types === undefined || !isCompiled(analysis, typed.region))
    return undefined;
  const { region } = typed;
  const cursor = codeCursor(compiledCode(typed.code), typed.code.length);
  if (cursor.kind === 'nothing') return undefined;
  const world = analysis.types();
  const model =
    region.form === 'single'
      ? bindExpression({ world, code: cursor.code, expected: undefined })
      : bindBlock({ world, code: codeOfBlock(cursor), expected: undefined });
  const roots = rootsOf(model);
  const rest = cursor.kind === 'string' ? /^[\w.-]*/ : /^[\p{L}\p{Nd}_]*/u;
  const behind = rest.exec(analysis.text.slice(offset, offset + longestWord))?.[0].length ?? 0;
  return {
    analysis,
    region,
    cursor,
    model,
    around: nodesAt(roots, cursor.start + 1),
    span: {
      start: cursor.start < region.code.length ? region.toDocument(cursor.start) : offset,
      end: offset + behind,
    },
    snippets,
    usage,
  };
}

/** Where a name begins, every variable is offered; elsewhere only those matter that the place mentions. */
function codeOfBlock({ kind, code, start }: CodeRequest['cursor']): string {
  return kind === 'name' ? code : relevantCode(code, start);
}
