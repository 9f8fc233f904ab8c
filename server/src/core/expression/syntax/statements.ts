/** Questions to statements, whatever is asked of them. */
import type { Expression, Statement } from './nodes';

/** The statements right inside one; none in an expression. */
export function innerStatements(node: Statement | Expression): readonly Statement[] {
  switch (node.kind) {
    case 'block':
      return node.statements;
    case 'if':
      return node.otherwise === undefined ? [node.then] : [node.then, node.otherwise];
    case 'while':
    case 'do':
    case 'for':
    case 'foreach':
    case 'foreach-deconstruction':
    case 'using':
    case 'lock':
      return [node.body];
    case 'switch':
      return node.sections.flatMap(({ statements }) => statements);
    case 'try': {
      const blocks = [node.block, ...node.catches.map(({ block }) => block)];
      return node.finally === undefined ? blocks : [...blocks, node.finally];
    }
    case 'labeled':
      return [node.statement];
    case 'checked-block':
    case 'unchecked-block':
    case 'unsafe':
      return [node.block];
    default:
      return [];
  }
}

/** Whether the compiler takes an expression for a statement: it does something beside having a value. */
export function isStatementExpression(node: Expression): boolean {
  switch (node.kind) {
    case 'assignment':
    case 'invocation':
    case 'await':
    case 'object-creation':
    case 'missing':
    case 'placeholder':
      return true;
    case 'postfix':
      return node.operator !== '!';
    case 'unary':
      return node.operator === '++' || node.operator === '--';
    case 'conditional-access':
      return isStatementExpression(node.access);
    default:
      return false;
  }
}
