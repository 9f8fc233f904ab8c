/** Mistakes in the C# of expressions. */
import { allNodes, type CodeNode } from '../../../server/src/core/expression';
import {
  type ExpressionRegion,
  isCompiled,
  isUncertainCode,
  semanticsOf,
} from '../../../server/src/core/model';
import type { Span } from '../../../server/src/core/text';
import { type MistakeKind, misspelled, type Site } from './mutation';
import type { Source } from './sources';

/** The member that is accessed, where the compiler knows what it is accessed on. */
export const memberOfCodeMisspelled: MistakeKind = (source) =>
  nodesIn(source).flatMap(([region, node, model]): readonly Site[] => {
    if (node.kind !== 'member-access' || !('target' in node)) return [];
    const symbol = model.meaningOf(node)?.symbol;
    if (node.name.kind !== 'name' || symbol?.kind !== 'property') return [];
    const span = inDocument(region, node.name.identifier.span);
    return [
      (random) => {
        const name = misspelled(symbol.name, random);
        return { changes: [{ span, newText: name, mistake: 'all' }] };
      },
    ];
  });

/** The cast in `((T)value).Member`, where the value is an object, which has no such member. */
export const castDropped: MistakeKind = (source) =>
  nodesIn(source).flatMap(([region, node, model]): readonly Site[] => {
    if (node.kind !== 'member-access' || !('target' in node)) return [];
    const { target, name } = node;
    if (target.kind !== 'parenthesized' || target.expression.kind !== 'cast') return [];
    const type = model.meaningOf(target.expression.operand)?.type;
    if (type?.kind !== 'named' || type.definition.fullName !== 'System.Object') return [];
    const symbol = model.meaningOf(node)?.symbol;
    const member = symbol && 'containingType' in symbol ? symbol.containingType : undefined;
    if (member?.kind !== 'named' || member.definition.fullName === 'System.Object') return [];
    if (symbol?.kind !== 'property') return [];
    const cast = { start: target.expression.span.start, end: target.expression.operand.span.start };
    return [
      () => ({
        changes: [{ span: inDocument(region, cast), newText: '', mistake: 'all' }],
        alsoAt: [inDocument(region, name.span)],
      }),
    ];
  });

function nodesIn({
  analysis,
}: Source): readonly (readonly [ExpressionRegion, CodeNode, NonNullable<ReturnType<typeof semanticsOf>>])[] {
  return analysis.expressions.flatMap((region) => {
    if (!region.part.closed || !isCompiled(analysis, region) || isUncertainCode(region.code)) return [];
    const model = semanticsOf(analysis, region);
    if (model === undefined) return [];
    const { root } = model;
    const roots = root.kind === 'expression' ? [root.expression] : root.statements;
    return [...allNodes(roots)].map((node) => [region, node, model] as const);
  });
}

function inDocument(region: ExpressionRegion, { start, end }: Span): Span {
  return { start: region.toDocument(start), end: region.toDocument(end) };
}
