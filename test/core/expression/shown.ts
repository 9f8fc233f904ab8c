/** Trees in one line: the kind, and in brackets what belongs to it, without places and without what isn't there. */
import { parseBlock, parseExpression } from '../../../server/src/core/expression';

export function shown(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(shown).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const fields = Object.entries(value).filter(
    ([name, field]) =>
      name !== 'kind' && !/^span$|Span$/.test(name) && field !== undefined && field !== false,
  );
  if ('kind' in value) {
    if (fields.length === 0) return String(value.kind);
    if (value.kind === 'name' || value.kind === 'literal' || value.kind === 'predefined-type')
      if (fields.length === 1) return fields.map(([, field]) => shown(field)).join('');
    return `${value.kind}(${fields.map(([name, field]) => (field === true ? name : shown(field))).join(', ')})`;
  }
  if ('type' in value && 'value' in value && typeof value.type === 'string')
    return `${value.type} ${value.value}`;
  return fields.length === 1
    ? shown(fields[0]?.[1])
    : `(${fields.map(([name, field]) => (field === true ? name : shown(field))).join(', ')})`;
}

/** The tree of code without a mistake. */
export function expression(code: string): string {
  const { root, problems } = parseExpression(code);
  if (problems.length > 0) throw new Error(`${code}: ${problems[0]?.message}`);
  return shown(root);
}

/** The trees of statements without a mistake. */
export function statements(code: string): readonly string[] {
  const { statements, problems } = parseBlock(code);
  if (problems.length > 0) throw new Error(`${code}: ${problems[0]?.message}`);
  return statements.map(shown);
}
