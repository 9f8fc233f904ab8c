/** `?.` in place of `.` behind what may be null. */
import { allNodes, type CodeNode, type Expression, rootsOf, type SemanticModel } from '../../../expression';
import {
  type Analysis,
  type CodePlace,
  compiledCode,
  resultTypeOf,
  semanticsOf,
  semanticsOfCode,
} from '../../../model';
import type { CodeAction } from '../../types';

export function nullSafe(analysis: Analysis, { region, at }: CodePlace): CodeAction | undefined {
  const model = semanticsOf(analysis, region);
  const node = model && accessAt(model, at);
  if (!node) return undefined;
  const { end } = node.target.span;
  const code = compiledCode(region.code);
  const mark = end + code.slice(end, node.span.end).search(/\S/);
  // Behind comments it isn't plain where the mark belongs.
  if (code[mark] !== (node.kind === 'member-access' ? '.' : '[')) return undefined;
  const changed = `${code.slice(0, mark)}?${code.slice(mark)}`;
  const result = semanticsOfCode(analysis, region.form, changed, resultTypeOf(analysis, region));
  if (result === undefined || errorsIn(result) > errorsIn(model)) return undefined;
  const offset = region.toDocument(mark);
  return {
    title: `Use ${node.kind === 'member-access' ? '?.' : '?['} as ${shown(model, node)} may be null`,
    kind: 'refactor',
    action: { kind: 'edits', edits: [{ span: { start: offset, end: offset }, newText: '?' }] },
  };
}

type Access = Extract<Expression, { readonly kind: 'member-access' | 'element-access' }>;

/** The innermost access around the place that fails where what it is on is null. */
function accessAt(model: SemanticModel, at: number): Access | undefined {
  let found: Access | undefined;
  for (const node of allNodes(rootsOf(model))) {
    if (!isAccess(node) || at < node.target.span.end || node.span.end < at) continue;
    const symbol = model.meaningOf(node.target)?.symbol;
    if (symbol && 'context' in symbol && symbol.context?.nullable) found = node;
  }
  return found;
}

function isAccess(node: CodeNode): node is Access {
  return (node.kind === 'member-access' || node.kind === 'element-access') && 'target' in node;
}

function errorsIn({ problems }: SemanticModel): number {
  return problems.filter(({ severity }) => severity === 'error').length;
}

function shown({ code }: SemanticModel, { target }: Access): string {
  const text = code.slice(target.span.start, target.span.end);
  return text.length > 40 || text.includes('\n') ? 'what stands before it' : text;
}
