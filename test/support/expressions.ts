/** The expressions of the shared policies, each once. */
import { lex } from '../../server/src/core/expression';
import { analyse } from '../../server/src/core/model';
import { noFacts } from '../../server/src/core/workspace/types';
import { testCatalogue } from './catalogue';
import { corpus } from './shared';

export interface SourceExpression {
  readonly form: 'single' | 'block';
  readonly code: string;
  readonly file: string;
}

/** Without those that a deployment tool still fills in, and those of documents that are known to be broken. */
export function corpusExpressions(): readonly SourceExpression[] {
  const found = new Map<string, SourceExpression>();
  for (const { file, kind, text } of corpus()) {
    if (kind === 'broken') continue;
    for (const { form, code, part } of analyse(text, { catalogue: testCatalogue(), facts: noFacts })
      .expressions)
      if (part.closed) found.set(`${form}:${code}`, { form, code, file });
  }
  return [...found.values()];
}

/** `{{name}}` outside of strings is filled in before the code is compiled. */
export function withoutPlaceholders(code: string): string {
  return code.replace(/\{\{[ \t]*[\w.-]+[ \t]*\}\}/g, (all) => `x${'_'.repeat(all.length - 1)}`);
}

/** One token dropped, doubled or swapped with the next; `undefined` where there is none. */
export function mutantOf(
  { form, code, file }: SourceExpression,
  random: { below(limit: number): number },
): SourceExpression | undefined {
  const tokens = lex(code).slice(0, -1);
  const at = random.below(tokens.length);
  const token = tokens[at];
  if (!token) return undefined;
  const text = code.slice(token.start, token.end);
  const next = tokens[at + 1];
  const kind = random.below(next ? 3 : 2);
  if (kind === 0) return { form, file, code: code.slice(0, token.start) + code.slice(token.end) };
  if (kind === 1 || !next)
    return { form, file, code: `${code.slice(0, token.end)} ${text}${code.slice(token.end)}` };
  const between = code.slice(token.end, next.start);
  const swapped = `${code.slice(next.start, next.end)}${between}${text}`;
  return { form, file, code: code.slice(0, token.start) + swapped + code.slice(next.end) };
}
