/** The tokens of C# code. White space and comments are no tokens; a line break between two tokens is kept in mind. */
import type { ExpressionProblem } from './problems';

/** The reserved words of C#. Contextual ones (`var`, `await`, `from`, …) are identifiers to the lexer. */
export const keywords = [
  'abstract',
  'as',
  'base',
  'bool',
  'break',
  'byte',
  'case',
  'catch',
  'char',
  'checked',
  'class',
  'const',
  'continue',
  'decimal',
  'default',
  'delegate',
  'do',
  'double',
  'else',
  'enum',
  'event',
  'explicit',
  'extern',
  'false',
  'finally',
  'fixed',
  'float',
  'for',
  'foreach',
  'goto',
  'if',
  'implicit',
  'in',
  'int',
  'interface',
  'internal',
  'is',
  'lock',
  'long',
  'namespace',
  'new',
  'null',
  'object',
  'operator',
  'out',
  'override',
  'params',
  'private',
  'protected',
  'public',
  'readonly',
  'ref',
  'return',
  'sbyte',
  'sealed',
  'short',
  'sizeof',
  'stackalloc',
  'static',
  'string',
  'struct',
  'switch',
  'this',
  'throw',
  'true',
  'try',
  'typeof',
  'uint',
  'ulong',
  'unchecked',
  'unsafe',
  'ushort',
  'using',
  'virtual',
  'void',
  'volatile',
  'while',
] as const;

export type Keyword = (typeof keywords)[number];

/** The longest first: the lexer takes the first that fits. `>>`, `>>=` and `?.` are left to the parser. */
export const punctuators = [
  '<<=',
  '??=',
  '!=',
  '==',
  '<=',
  '>=',
  '&&',
  '||',
  '??',
  '=>',
  '->',
  '::',
  '++',
  '--',
  '+=',
  '-=',
  '*=',
  '/=',
  '%=',
  '&=',
  '|=',
  '^=',
  '<<',
  '..',
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  '.',
  ',',
  ';',
  ':',
  '+',
  '-',
  '*',
  '/',
  '%',
  '&',
  '|',
  '^',
  '!',
  '~',
  '=',
  '<',
  '>',
  '?',
] as const;

export type Punctuator = (typeof punctuators)[number];

export type TokenKind =
  | Keyword
  | Punctuator
  | 'identifier'
  /** `{{name}}`, with the letters and digits that stand right beside it. */
  | 'placeholder'
  | 'number'
  | 'string literal'
  | 'character'
  | 'interpolated string'
  /** A character that belongs to no token. */
  | 'unknown'
  /** The end of the code, or of the hole of an interpolated string. */
  | 'end';

export type NumberValue =
  | { readonly type: 'int' | 'uint' | 'long' | 'ulong'; readonly value: bigint }
  | { readonly type: 'float' | 'double'; readonly value: number }
  /** The digits as they stand, without separators and suffix, so that no digit is lost. */
  | { readonly type: 'decimal'; readonly value: string };

/** A part of an interpolated string, in order. */
export type StringPart =
  | { readonly kind: 'text'; readonly start: number; readonly end: number; readonly value: string }
  | {
      readonly kind: 'hole';
      /** From `{` to behind `}`. */
      readonly start: number;
      readonly end: number;
      /** What stands before the format; the last one is of kind `end`. */
      readonly tokens: readonly Token[];
      /** What follows the `:`. */
      readonly format: { readonly start: number; readonly end: number; readonly value: string } | undefined;
    };

export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  /** Whether a line ends between the token before and this one. */
  readonly afterLineBreak: boolean;
  /** An identifier's name without `@` and escapes; a string's or character's value; what stands there else. */
  readonly text: string;
  readonly number: NumberValue | undefined;
  readonly parts: readonly StringPart[] | undefined;
  /** Whether an identifier is written in a way that it can't be a contextual keyword: `@var`. */
  readonly verbatim: boolean;
  readonly problem: ExpressionProblem | undefined;
}

/** A token that only marks a place: of no length, and with nothing more to it. */
export function markToken(kind: TokenKind, at: number, text: string, afterLineBreak = false): Token {
  return {
    kind,
    start: at,
    end: at,
    afterLineBreak,
    text,
    number: undefined,
    parts: undefined,
    verbatim: false,
    problem: undefined,
  };
}

const keywordSet: ReadonlySet<string> = new Set(keywords);

export function isKeyword(text: string): text is Keyword {
  return keywordSet.has(text);
}
