/** Where a name begins: variables, types, keywords and names of arguments, as far as they fit. */
import {
  type CodeCursor,
  describeMember,
  describeParameter,
  describeType,
  type LocalFunctionSymbol,
  type LocalSymbol,
  type MemberSymbol,
  type MethodSymbol,
  type Token,
  type TypeDefinition,
} from '../../../expression';
import type { Completion } from '../../types';
import { codeItem, groups, typeItem } from './items';
import type { CodeRequest } from './request';

const typeKeywords = [
  'bool',
  'byte',
  'char',
  'decimal',
  'double',
  'float',
  'int',
  'long',
  'object',
  'sbyte',
  'short',
  'string',
  'uint',
  'ulong',
  'ushort',
];
const expressionKeywords = ['default', 'false', 'nameof', 'new', 'null', 'true', 'typeof'];
const statementKeywords = [
  'break',
  'const',
  'continue',
  'do',
  'else',
  'for',
  'foreach',
  'if',
  'return',
  'switch',
  'throw',
  'try',
  'using',
  'var',
  'while',
];
/** Contextual keywords behind which an expression may stand. */
const beforeExpressions = new Set([
  'select',
  'where',
  'orderby',
  'by',
  'on',
  'equals',
  'when',
  'in',
  'await',
]);

type NameCursor = CodeCursor & { readonly kind: 'name' };
type Expected = 'nothing' | 'statement' | 'expression' | 'type' | 'new type';

export function names(request: CodeRequest): readonly Completion[] {
  const { cursor, region } = request;
  if (cursor.kind !== 'name') return [];
  const expected = expectedAt(cursor, region.form);
  switch (expected) {
    case 'nothing':
      return [];
    case 'new type':
      return types(request, canBeCreated);
    case 'type':
      return [...typeArguments(request), ...types(request, isNamed), ...keywordItems(request, typeKeywords)];
    default:
      return [
        ...argumentNames(request),
        ...variables(request),
        ...types(request, isNamed),
        ...keywordItems(request, [
          ...typeKeywords,
          ...expressionKeywords,
          ...(expected === 'statement' ? statementKeywords : []),
        ]),
      ];
  }
}

/** What the tokens before say may follow. */
function expectedAt({ before, bracket }: NameCursor, form: 'single' | 'block'): Expected {
  const [last, previous] = before;
  if (last === undefined) return form === 'block' ? 'statement' : 'expression';
  switch (last.kind) {
    case 'new':
      return 'new type';
    case 'as':
    case 'is':
      return 'type';
    case '<':
      // Type arguments stand right behind the name; a comparison has a space.
      return previous?.kind === 'identifier' && previous.end === last.start ? 'type' : 'expression';
    case '(':
      return previous?.kind === 'typeof' || previous?.kind === 'default' || previous?.kind === 'catch'
        ? 'type'
        : 'expression';
    case ';':
    case '{':
    case '}':
      return bracket === '(' || bracket === '[' ? 'expression' : 'statement';
    case ')':
    case 'else':
    case 'do':
      return bracket === '(' || bracket === '[' || (bracket === '' && form === 'single')
        ? 'expression'
        : 'statement';
    case 'identifier':
      return beforeExpressions.has(last.text) && previous?.kind !== undefined ? 'expression' : 'nothing';
    case ']':
    case 'number':
    case 'string literal':
    case 'interpolated string':
    case 'character':
    case 'placeholder':
    case 'unknown':
    case 'true':
    case 'false':
    case 'null':
    case 'this':
    case '>':
      return endsName(last, previous) ? 'nothing' : 'expression';
    default:
      return typeKeywords.includes(last.text) ? 'nothing' : 'expression';
  }
}

/** Whether the token is the end of a value or a type: `>` may be a comparison as well. */
function endsName(last: Token, previous: Token | undefined): boolean {
  return last.kind !== '>' || previous === undefined || previous.end === last.start;
}

function keywordItems(request: CodeRequest, words: readonly string[]): readonly Completion[] {
  return words.map((label) => codeItem(request, { label, kind: 'keyword', group: groups.usual }));
}

function types(request: CodeRequest, fits: (definition: TypeDefinition) => boolean): readonly Completion[] {
  const seen = new Set<string>();
  return request.model.world.importedTypes
    .filter((it) => {
      if (it.allowance === 'refused' || seen.has(it.name) || !fits(it)) return false;
      seen.add(it.name);
      return true;
    })
    .map((it) => typeItem(request, it, groups.usual));
}

function isNamed({ typeKind, name }: TypeDefinition): boolean {
  return typeKind !== 'delegate' && !name.endsWith('Attribute');
}

function canBeCreated(definition: TypeDefinition): boolean {
  const { typeKind, isStatic, isAbstract } = definition;
  return (typeKind === 'class' || typeKind === 'struct') && !isStatic && !isAbstract && isNamed(definition);
}

/** The variables and functions that can be used here. */
function variables(request: CodeRequest): readonly Completion[] {
  const { model, cursor } = request;
  return model
    .visibleAt(cursor.start)
    .filter(({ declaration }) => declaration === undefined || declaration.end < cursor.start)
    .map((it) => variableItem(request, it));
}

function variableItem(request: CodeRequest, symbol: LocalSymbol | LocalFunctionSymbol): Completion {
  const { name } = symbol;
  if (symbol.kind === 'local-function') {
    const { returnType, parameters } = symbol.method;
    const all = parameters.map((it) => describeParameter(it)).join(', ');
    const detail = `${describeType(returnType, 'short')} ${name}(${all})`;
    return codeItem(request, { label: name, kind: 'method', group: groups.near, detail });
  }
  return codeItem(request, {
    label: name,
    kind: 'local',
    group: groups.near,
    detail: describeType(symbol.type, 'short'),
  });
}

/** `preserveContent:` and the like, where an argument begins. */
function argumentNames(request: CodeRequest): readonly Completion[] {
  const { cursor, around, model } = request;
  if (cursor.kind !== 'name' || (cursor.before[0]?.kind !== '(' && cursor.before[0]?.kind !== ',')) return [];
  const call = around.findLast((node) => node.kind === 'invocation' || node.kind === 'object-creation');
  const argument = around.at(-2);
  if (call === undefined || argument?.kind !== 'argument' || !call.arguments?.includes(argument)) return [];
  const meaning = model.meaningOf(call);
  const target = call.kind === 'invocation' ? model.meaningOf(call.target) : undefined;
  const found = [
    meaning?.symbol,
    ...(meaning?.candidates ?? []),
    target?.symbol,
    ...(target?.candidates ?? []),
  ];
  const named = new Map<string, { readonly method: MethodSymbol; readonly detail: string }>();
  for (const method of found)
    if (method?.kind === 'method')
      for (const [index, parameter] of method.parameters.entries())
        if (!(method.isExtension && index === 0) && !named.has(parameter.name))
          named.set(parameter.name, { method, detail: describeParameter(parameter) });
  return [...named].map(([name, { method, detail }]) =>
    codeItem(request, {
      label: `${name}:`,
      kind: 'argument',
      group: groups.near,
      detail,
      documentation: () => describeMember(method),
    }),
  );
}

/** What the service lets the type argument of the method before the `<` be. */
function typeArguments(request: CodeRequest): readonly Completion[] {
  const { around, model } = request;
  const comparison = around.findLast((node) => node.kind === 'binary' && node.operator === '<');
  const left = comparison?.kind === 'binary' ? model.meaningOf(comparison.left) : undefined;
  const methods: readonly MemberSymbol[] = left?.candidates ?? [];
  const allowed = methods.find((it) => it.context?.typeArguments)?.context?.typeArguments ?? [];
  return allowed.map((label) => codeItem(request, { label, kind: 'type', group: groups.first }));
}
