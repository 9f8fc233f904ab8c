/** What of a block's code matters at one place: the rest needn't be understood to say what can be written there. */
import { parseBlock } from './parse';
import type { Statement } from './syntax/nodes';
import { allNodes, type CodeNode, nodesAt } from './syntax/walk';

/**
 * The code with blanks for the statements that run before the offset and declare nothing that the code there mentions,
 * directly or through other declarations. What stays stays where it is.
 *
 * @param offset in UTF-16 code units; the last statements hold it
 */
export function relevantCode(code: string, offset: number): string {
  const earlier = statementsBefore(parseBlock(code).statements, offset);
  const mentioned = new Set<string>();
  let at = 0;
  for (const { span } of earlier) {
    mention(code.slice(at, span.start), mentioned);
    at = span.end;
  }
  mention(code.slice(at), mentioned);
  let relevant = '';
  let end = code.length;
  for (const statement of earlier.toReversed()) {
    const { span } = statement;
    const text = code.slice(span.start, span.end);
    const matters = declaredIn(statement).some((name) => mentioned.has(name));
    if (matters) mention(text, mentioned);
    relevant = (matters ? text : ' '.repeat(text.length)) + code.slice(span.end, end) + relevant;
    end = span.start;
  }
  return code.slice(0, end) + relevant;
}

/** In the order in which they stand, at each level that leads to the offset. */
function statementsBefore(statements: readonly Statement[], offset: number): readonly Statement[] {
  const found: Statement[] = [];
  const addBefore = (level: readonly Statement[]) => {
    const here = level.findLastIndex(({ span }) => span.start <= offset && offset <= span.end);
    if (here > 0) found.push(...level.slice(0, here));
  };
  addBefore(statements);
  for (const node of nodesAt(statements, offset))
    if (node.kind === 'block' || node.kind === 'switch-section') addBefore(node.statements);
  return found;
}

function declaredIn(statement: Statement): readonly string[] {
  return [...allNodes([statement])].flatMap((node) => nameDeclaredBy(node) ?? []);
}

function nameDeclaredBy(node: CodeNode): string | undefined {
  switch (node.kind) {
    case 'variable':
    case 'local-function':
    case 'single':
      return node.name.text;
    default:
      return undefined;
  }
}

/** Words in strings and comments count as well: one too many does no harm. */
function mention(text: string, into: Set<string>): void {
  for (const [word] of text.matchAll(/[\p{L}_][\p{L}\p{Nd}_]*/gu)) into.add(word);
}
