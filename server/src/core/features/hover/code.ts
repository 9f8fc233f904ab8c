/** What a name in an expression means: how it is declared, its type, and what is to be known of it. */
import {
  type CodeNode,
  type CodeSymbol,
  describeConstant,
  describeDefinition,
  describeMember,
  describeParameter,
  describeType,
  documentMember,
  documentType,
  type Expression,
  type LocalFunctionSymbol,
  type LocalSymbol,
  type MemberSymbol,
  type NodeMeaning,
  nodesAt,
  rootsOf,
  type SemanticModel,
  type SymbolUse,
  type TypeDefinition,
  type TypeNode,
  type TypeSymbol,
} from '../../expression';
import { type Analysis, inDocument, meantCodeAt } from '../../model';
import type { Hover } from '../types';

/** Longer constants are cut. In UTF-16 code units. */
const longestConstant = 200;

/** What is said of a name, in Markdown. */
export function hoverOnUse(model: SemanticModel, use: SymbolUse): string | undefined {
  const around = nodesIn(model, use.span.start);
  const { symbol } = use;
  if (symbol.kind === 'definition') {
    const created = around.findLast(
      (node) => node.kind === 'object-creation' && nameEnd(node) === use.span.end,
    );
    const constructed = created && meaningOf(model, created);
    if (constructed?.symbol?.kind === 'method')
      return described(constructed.symbol, constructed.candidates.length, documentType(symbol));
  }
  if (isMember(symbol)) {
    const meant = around.map((node) => meaningOf(model, node)).filter((one) => one?.symbol === symbol);
    return described(symbol, Math.max(0, ...meant.map((one) => one?.candidates.length ?? 0)));
  }
  return describeOther(symbol);
}

/** What is said where no name stands: `var`, words for types, the keys of indexers. */
export function hoverInCode(analysis: Analysis, offset: number): Hover | undefined {
  const code = meantCodeAt(analysis, offset);
  if (code === undefined) return undefined;
  const { model, region, at } = code;
  const around = nodesIn(model, at);
  const node = around.at(-1);
  if (node === undefined) return undefined;
  const markdown =
    node.kind === 'literal' ? describeKey(model, around) : describeTypeWord(model, node as TypeNode);
  return markdown === undefined ? undefined : { span: inDocument(region, node.span), markdown };
}

/** Nodes that are neither expressions nor types have none. */
function meaningOf(model: SemanticModel, node: CodeNode): NodeMeaning | undefined {
  return model.meaningOf(node as Expression);
}

function nodesIn(model: SemanticModel, at: number): readonly CodeNode[] {
  return nodesAt(rootsOf(model), at);
}

/** Where the name of the type that is created ends, without its type arguments. */
function nameEnd(node: CodeNode): number | undefined {
  const type = node.kind === 'object-creation' && 'type' in node ? (node.type as TypeNode) : undefined;
  const name = type?.kind === 'qualified-name' ? type.right : type;
  return name?.kind === 'name' ? name.identifier.span.end : undefined;
}

/** A string or number that an indexer is asked with. */
function describeKey(model: SemanticModel, around: readonly CodeNode[]): string | undefined {
  const [access, argument] = around.slice(-3);
  if (argument?.kind !== 'argument') return undefined;
  if (access?.kind !== 'element-access' && access?.kind !== 'element-binding') return undefined;
  const meaning = meaningOf(model, access);
  return meaning?.symbol?.kind === 'property'
    ? described(meaning.symbol, meaning.candidates.length)
    : undefined;
}

/** `var` and `string`, which are no names. */
function describeTypeWord(model: SemanticModel, node: TypeNode): string | undefined {
  const isVar = node.kind === 'name' && node.identifier.text === 'var';
  if (!isVar && node.kind !== 'predefined-type') return undefined;
  const type = model.meaningOf(node)?.type;
  if (type === undefined || type.kind === 'unknown') return undefined;
  return describedType(type);
}

function describedType(type: TypeSymbol): string {
  if (type.kind !== 'named' || type.typeArguments.length > 0) return csharp(describeType(type, 'short'));
  return describeTypeDefinition(type.definition);
}

function isMember(symbol: CodeSymbol): symbol is MemberSymbol {
  return ['method', 'property', 'field', 'event'].includes(symbol.kind);
}

/** @param all how many there are to choose from */
function described(member: MemberSymbol, all: number, documentation = ''): string {
  const overloads = all > 2 ? ` (+ ${all - 1} overloads)` : all === 2 ? ' (+ 1 overload)' : '';
  return blocks(csharp(describeMember(member) + overloads), documentMember(member) || documentation);
}

function describeTypeDefinition(definition: TypeDefinition): string {
  const { typeKind, isStatic } = definition;
  const name = definition.typeParameters.length > 0 ? describeDefinition(definition) : definition.fullName;
  return blocks(csharp(`${isStatic ? 'static ' : ''}${typeKind} ${name}`), documentType(definition));
}

function describeOther(symbol: Exclude<CodeSymbol, MemberSymbol>): string | undefined {
  switch (symbol.kind) {
    case 'local':
    case 'parameter':
    case 'range-variable':
      return describeLocal(symbol);
    case 'local-function':
      return csharp(describeFunction(symbol));
    case 'label':
      return csharp(`(label) ${symbol.name}`);
    case 'namespace':
      return csharp(`namespace ${symbol.fullName}`);
    case 'element':
      return csharp(`(element) ${describeType(symbol.type, 'short')} ${symbol.name}`);
    case 'definition':
      return describeTypeDefinition(symbol);
  }
}

const localNouns = { local: 'local variable', parameter: 'parameter', 'range-variable': 'range variable' };

function describeLocal({ kind, name, type, isConst, constant, modifier }: LocalSymbol): string {
  const value = constant === undefined ? '' : ` = ${describeConstant(constant, type)}`;
  const shown = value.length > longestConstant ? `${value.slice(0, longestConstant)}…` : value;
  const noun = isConst ? 'local constant' : localNouns[kind];
  const passed = modifier === undefined ? '' : `${modifier} `;
  const code = csharp(`(${noun}) ${passed}${describeType(type, 'short')} ${name}${shown}`);
  return blocks(code, type.kind === 'named' ? documentType(type.definition) : '');
}

function describeFunction({ name, method }: LocalFunctionSymbol): string {
  const parameters = method.parameters.map((parameter) => describeParameter(parameter)).join(', ');
  const generic =
    method.typeParameters.length === 0 ? '' : `<${method.typeParameters.map((one) => one.name).join(', ')}>`;
  return `(local function) ${describeType(method.returnType, 'short')} ${name}${generic}(${parameters})`;
}

function csharp(code: string): string {
  return `\`\`\`csharp\n${code}\n\`\`\``;
}

function blocks(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}
