/** Patterns behind `is` and `case`. Those of later versions of C# are read, and said to be that. */
import type { Designation, Expression, Pattern, TypeNode } from '../syntax/nodes';
import type { TokenKind } from '../syntax/tokens';
import { binaryPrecedence, precedence } from './precedence';
import { isPredefinedType, TypeParser } from './types';

/** What makes a name the beginning of an expression. */
const continuesName: ReadonlySet<TokenKind> = new Set(['.', '[', '++', '--', '->', '!', '?']);

export abstract class PatternParser extends TypeParser {
  protected abstract subExpression(least: number): Expression;
  protected abstract expression(): Expression;

  /** @param place behind `is`, and in other patterns, only operators that bind more strongly belong to a constant */
  protected pattern(place: 'is' | 'case'): Pattern {
    const { start } = this.current;
    let left = this.conjunction(place);
    while (this.isWord('or')) {
      this.later(this.next(), 'or pattern', '9.0');
      const right = this.conjunction(place);
      left = { kind: 'combined-pattern', operator: 'or', left, right, span: this.spanFrom(start) };
    }
    return left;
  }

  private conjunction(place: 'is' | 'case'): Pattern {
    const { start } = this.current;
    let left = this.negation(place);
    while (this.isWord('and')) {
      this.later(this.next(), 'and pattern', '9.0');
      const right = this.negation(place);
      left = { kind: 'combined-pattern', operator: 'and', left, right, span: this.spanFrom(start) };
    }
    return left;
  }

  private negation(place: 'is' | 'case'): Pattern {
    const { start } = this.current;
    if (this.isWord('not') && this.startsPattern(1)) {
      this.later(this.next(), 'not pattern', '9.0');
      const pattern = this.deeper<Pattern>(
        () => this.negation(place),
        () => ({ kind: 'discard-pattern', span: this.missing().span }),
      );
      return { kind: 'not-pattern', pattern, span: this.spanFrom(start) };
    }
    return this.deeper<Pattern>(
      () => this.primaryPattern(place),
      () => ({ kind: 'discard-pattern', span: this.missing().span }),
    );
  }

  private startsPattern(ahead: number): boolean {
    const { kind } = this.peek(ahead);
    if (kind === 'identifier') return !this.isWord('and', ahead) && !this.isWord('or', ahead);
    return (
      [
        'null',
        'true',
        'false',
        'number',
        'string literal',
        'character',
        '{',
        '(',
        '<',
        '>',
        '<=',
        '>=',
        '-',
        'default',
        '[',
      ].includes(kind) || isPredefinedType(kind)
    );
  }

  private primaryPattern(place: 'is' | 'case'): Pattern {
    const token = this.current;
    const { start, kind } = token;
    if (kind === '<' || kind === '>' || kind === '<=' || kind === '>=') {
      this.later(this.next(), 'relational pattern', '9.0');
      const value = this.subExpression(precedence.relational);
      return { kind: 'relational-pattern', operator: kind, value, span: this.spanFrom(start) };
    }
    if (kind === '[') return this.listPattern();
    if (kind === '{') return this.recursivePattern(undefined, start);
    if (this.isWord('var') && (this.isName(1) || this.peek(1).kind === '(')) {
      this.next();
      return { kind: 'var-pattern', designation: this.designation(), span: this.spanFrom(start) };
    }
    if (kind === '(') {
      const positions = this.afterPartner(this.at);
      const after = positions === -1 ? undefined : this.tokens[positions]?.kind;
      if (after === '{' || this.holdsSeveral(positions)) return this.recursivePattern(undefined, start);
    }
    const shape = this.lookAhead<'type' | 'declaration' | 'recursive' | 'expression'>(
      () => this.shapeOfPattern(place),
      'expression',
    );
    if (shape === 'expression') {
      const value = this.subExpression(place === 'is' ? precedence.relational : precedence.conditional);
      return { kind: 'constant-pattern', value, span: this.spanFrom(start) };
    }
    const type = this.type('pattern');
    if (shape === 'recursive') return this.recursivePattern(type, start);
    if (shape === 'type') return { kind: 'type-pattern', type, span: this.spanFrom(start) };
    return { kind: 'declaration-pattern', type, designation: this.designation(), span: this.spanFrom(start) };
  }

  /** Whether the brackets that end before the place hold patterns with commas between them. */
  private holdsSeveral(after: number): boolean {
    if (after === -1) return false;
    let depth = 0;
    for (let index = this.at; index < after; index++) {
      const kind = this.tokens[index]?.kind;
      if (kind === '(' || kind === '[' || kind === '{') depth++;
      else if (kind === ')' || kind === ']' || kind === '}') depth--;
      else if (kind === ',' && depth === 1) return true;
    }
    return false;
  }

  private shapeOfPattern(place: 'is' | 'case'): 'type' | 'declaration' | 'recursive' | 'expression' {
    const shape = this.scanType('pattern');
    if (shape === 'none' || shape === 'pointer') return 'expression';
    const { kind } = this.current;
    const certain = shape === 'type' || shape === 'nullable' || shape === 'generic';
    if (this.isDesignation()) return 'declaration';
    if (kind === '{' && (this.peek(1).kind === '}' || this.isMemberPattern(1))) return 'recursive';
    if (kind === '(' && this.holdsSeveral(this.afterPartner(this.at))) return 'recursive';
    if (kind === '.' || (kind === '(' && !certain)) return 'expression';
    if (certain) return 'type';
    if (continuesName.has(kind) && (kind !== '?' || place === 'case')) return 'expression';
    if (kind === '?' && (this.peek(1).kind === '.' || this.peek(1).kind === '[')) return 'expression';
    const strength = binaryPrecedence.get(kind);
    const least = place === 'is' ? precedence.relational : precedence.conditional;
    return strength !== undefined && strength > least ? 'expression' : 'type';
  }

  private isMemberPattern(ahead: number): boolean {
    return this.isName(ahead) && (this.peek(ahead + 1).kind === ':' || this.peek(ahead + 1).kind === '.');
  }

  private isDesignation(): boolean {
    if (!this.isName()) return false;
    if (this.isWord('and') || this.isWord('or')) return !this.startsPattern(1);
    return !this.isWord('when') || [':', ')', '&&', '||'].includes(this.peek(1).kind);
  }

  protected designation(): Designation {
    const { start } = this.current;
    if (this.is('(')) {
      this.next();
      const designations: Designation[] = [];
      do
        designations.push(
          this.deeper<Designation>(
            () => this.designation(),
            () => ({ kind: 'discard', span: this.missing().span }),
          ),
        );
      while (this.tryEat(','));
      this.eat(')');
      return { kind: 'several', designations, span: this.spanFrom(start) };
    }
    const name = this.identifier();
    if (name.text === '_') return { kind: 'discard', span: name.span };
    this.designations.push(name.span.start);
    return { kind: 'single', name, span: name.span };
  }

  private recursivePattern(type: TypeNode | undefined, start: number): Pattern {
    this.later(this.current, 'recursive patterns', '8.0');
    let positions: Pattern[] | undefined;
    let members: { member: Expression; pattern: Pattern }[] | undefined;
    if (this.tryEat('(')) {
      positions = [];
      while (!this.is(')') && !this.is('end')) {
        if (this.isName() && this.peek(1).kind === ':') {
          this.next();
          this.next();
        }
        positions.push(this.pattern('is'));
        if (!this.is(')') && !this.eat(',')) break;
      }
      this.eat(')');
    }
    if (this.tryEat('{')) {
      members = [];
      while (!this.is('}') && !this.is('end')) {
        const member = this.subExpression(precedence.unary);
        this.eat(':');
        members.push({ member, pattern: this.pattern('is') });
        if (!this.is('}') && !this.eat(',')) break;
      }
      this.eat('}');
    }
    const designation = this.isDesignation() ? this.designation() : undefined;
    return { kind: 'recursive-pattern', type, positions, members, designation, span: this.spanFrom(start) };
  }

  private listPattern(): Pattern {
    const { start } = this.current;
    this.later(this.next(), 'list pattern', '11.0');
    const patterns: Pattern[] = [];
    while (!this.is(']') && !this.is('end')) {
      if (this.is('..')) this.next();
      if (!this.is(',') && !this.is(']')) patterns.push(this.pattern('is'));
      if (!this.is(']') && !this.eat(',')) break;
    }
    this.eat(']');
    const designation = this.isDesignation() ? this.designation() : undefined;
    return { kind: 'list-pattern', patterns, designation, span: this.spanFrom(start) };
  }

  /** What stands here can be read, but not by the version of C# that policy expressions are written in. */
  protected later(
    { start, end }: { readonly start: number; readonly end: number },
    what: string,
    version: string,
  ): void {
    this.object({ start, end }, 'CS8370', what, version);
  }
}
