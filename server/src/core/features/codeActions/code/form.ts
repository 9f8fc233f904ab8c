/** From `@(…)` to `@{ return …; }` and back. */
import { blockOf, expressionOf } from '../../../expression';
import { type Analysis, type CodePlace, compiledCode, type ExpressionRegion } from '../../../model';
import { isBlank } from '../../../text';
import type { CodeAction } from '../../types';

export function changedForm(analysis: Analysis, { region }: CodePlace): CodeAction | undefined {
  return region.form === 'single' ? toBlock(analysis, region) : toSingle(analysis, region);
}

function toBlock({ text }: Analysis, region: ExpressionRegion): CodeAction | undefined {
  const code = compiledCode(region.code);
  if (isBlank(code, { start: 0, end: code.length }) || expressionOf(code).problems.length > 0)
    return undefined;
  const written = text.slice(region.part.codeSpan.start, region.part.codeSpan.end).trim();
  // Behind a comment of the last line nothing would count.
  const end = written.includes('//') ? '\n' : '';
  return action('Change to @{ return …; }', region, `@{ return ${written}${end}; }`);
}

function toSingle({ text }: Analysis, region: ExpressionRegion): CodeAction | undefined {
  const code = compiledCode(region.code);
  const { statements, problems } = blockOf(code);
  const [only, ...others] = statements;
  if (problems.length > 0 || only?.kind !== 'return' || others.length > 0 || !only.value) return undefined;
  // Comments would be lost.
  const before = region.code.slice(0, only.value.span.start);
  const behind = region.code.slice(only.value.span.end);
  if (before.trim() !== 'return' || behind.trim() !== ';') return undefined;
  const { start, end } = only.value.span;
  return action(
    'Change to @(…)',
    region,
    `@(${text.slice(region.toDocument(start), region.toDocument(end))})`,
  );
}

function action(title: string, { part: { span } }: ExpressionRegion, newText: string): CodeAction {
  return { title, kind: 'refactor', action: { kind: 'edits', edits: [{ span, newText }] } };
}
