/** Whether the end of a block can be reached: C# language specification, "End points and reachability". */
import type { Block, Expression, Statement } from '../../syntax/nodes';
import type { ConstantValue } from '../../types/symbols';

export type ConstantOf = (node: Expression) => ConstantValue | undefined;

export function reachesEnd(block: Block, constantOf: ConstantOf): boolean {
  return new Reachability(constantOf).all(block.statements);
}

/** Each statement is asked whether what follows it is reached, given that it is. */
class Reachability {
  private breaks: { isTaken: boolean }[] = [];

  constructor(private readonly constantOf: ConstantOf) {}

  all(statements: readonly Statement[]): boolean {
    let reachable = true;
    for (const it of statements) {
      // A label may be jumped to from anywhere.
      if (it.kind === 'labeled') reachable = true;
      if (reachable) reachable = this.after(it);
    }
    return reachable;
  }

  private breakable(run: () => void): boolean {
    const mark = { isTaken: false };
    this.breaks.push(mark);
    run();
    this.breaks.pop();
    return mark.isTaken;
  }

  private after(node: Statement): boolean {
    switch (node.kind) {
      case 'block':
        return this.all(node.statements);
      case 'return':
      case 'throw-statement':
      case 'goto':
      case 'continue':
        return false;
      case 'break': {
        const last = this.breaks.at(-1);
        if (last) last.isTaken = true;
        return false;
      }
      case 'if': {
        const test = this.constantOf(node.condition);
        const then = test === false ? false : this.after(node.then);
        const otherwise = test === true ? false : node.otherwise ? this.after(node.otherwise) : true;
        return then || otherwise;
      }
      case 'while': {
        const isBroken = this.breakable(() => this.after(node.body));
        return isBroken || this.constantOf(node.condition) !== true;
      }
      case 'do': {
        let bodyEnds = false;
        const isBroken = this.breakable(() => {
          bodyEnds = this.after(node.body) || mentionsContinue(node.body);
        });
        return isBroken || (bodyEnds && this.constantOf(node.condition) !== true);
      }
      case 'for': {
        const isBroken = this.breakable(() => this.after(node.body));
        return isBroken || (node.condition !== undefined && this.constantOf(node.condition) !== true);
      }
      case 'foreach':
      case 'foreach-deconstruction':
        this.breakable(() => this.after(node.body));
        return true;
      case 'switch': {
        let falls = false;
        const isBroken = this.breakable(() => {
          for (const section of node.sections) if (this.all(section.statements)) falls = true;
        });
        const hasDefault = node.sections.some((section) =>
          section.labels.some((label) => label.kind === 'default-label'),
        );
        return isBroken || falls || !hasDefault;
      }
      case 'try': {
        const block = this.all(node.block.statements);
        const catches = node.catches.map((it) => this.all(it.block.statements));
        const final = node.finally ? this.all(node.finally.statements) : true;
        return final && (block || catches.includes(true));
      }
      case 'labeled':
        return this.after(node.statement);
      case 'lock':
      case 'using':
      case 'fixed':
        return this.after(node.body);
      case 'checked-block':
      case 'unchecked-block':
      case 'unsafe':
        return this.all(node.block.statements);
      default:
        return true;
    }
  }
}

function mentionsContinue(node: Statement): boolean {
  switch (node.kind) {
    case 'continue':
      return true;
    case 'block':
      return node.statements.some(mentionsContinue);
    case 'if':
      return (
        mentionsContinue(node.then) || (node.otherwise !== undefined && mentionsContinue(node.otherwise))
      );
    case 'try':
      return (
        node.block.statements.some(mentionsContinue) ||
        node.catches.some((it) => it.block.statements.some(mentionsContinue))
      );
    case 'switch':
      return node.sections.some((it) => it.statements.some(mentionsContinue));
    case 'labeled':
      return mentionsContinue(node.statement);
    case 'lock':
    case 'using':
    case 'fixed':
      return mentionsContinue(node.body);
    case 'checked-block':
    case 'unchecked-block':
    case 'unsafe':
      return node.block.statements.some(mentionsContinue);
    default:
      return false;
  }
}
