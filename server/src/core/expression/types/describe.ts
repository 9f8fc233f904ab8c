/** Types and members as people read them. */
import type {
  ConstantValue,
  MemberSymbol,
  MethodSymbol,
  NamedType,
  ParameterSymbol,
  TypeDefinition,
  TypeParameterSymbol,
  TypeSymbol,
} from './symbols';

/**
 * - `full`: as the compiler's messages write it, with namespaces.
 * - `short`: as editors show it, without.
 */
export type NameStyle = 'full' | 'short';

const keywords = new Map([
  ['Object', 'object'],
  ['String', 'string'],
  ['Boolean', 'bool'],
  ['Char', 'char'],
  ['SByte', 'sbyte'],
  ['Byte', 'byte'],
  ['Int16', 'short'],
  ['UInt16', 'ushort'],
  ['Int32', 'int'],
  ['UInt32', 'uint'],
  ['Int64', 'long'],
  ['UInt64', 'ulong'],
  ['Single', 'float'],
  ['Double', 'double'],
  ['Decimal', 'decimal'],
  ['Void', 'void'],
]);

/** In C# notation: `string`, `int?`, `System.Collections.Generic.List<int[]>`, `(int, string name)`. */
export function describeType(type: TypeSymbol, style: NameStyle = 'full'): string {
  switch (type.kind) {
    case 'named':
      return describeNamed(type, style);
    case 'array': {
      let element: TypeSymbol = type;
      let ranks = '';
      while (element.kind === 'array') {
        ranks += element.rank === 1 ? '[]' : `[${Array(element.rank).fill('*').join(',')}]`;
        element = element.element;
      }
      return `${describeType(element, style)}${style === 'full' ? ranks : ranks.replaceAll('*', '')}`;
    }
    case 'type-parameter':
      return type.name;
    case 'tuple':
      return `(${type.elements.map((element) => described(element, style)).join(', ')})`;
    case 'anonymous':
      return `<anonymous type: ${type.members.map((member) => described(member, style)).join(', ')}>`;
    case 'pointer':
      return `${describeType(type.element, style)}*`;
    case 'null':
      return '<null>';
    case 'unknown':
      return '?';
    default:
      return type.kind;
  }
}

function described(part: { readonly type: TypeSymbol; readonly name: string | undefined }, style: NameStyle) {
  const type = describeType(part.type, style);
  return part.name === undefined ? type : `${type} ${part.name}`;
}

/** A type as declared: `System.Collections.Generic.List<T>`. */
export function describeDefinition(definition: TypeDefinition, style: NameStyle = 'full'): string {
  return named(definition, definition.typeParameters, style);
}

function describeNamed({ definition, typeArguments }: NamedType, style: NameStyle): string {
  const [first] = typeArguments;
  if (
    definition.fullName === 'System.Nullable' &&
    first !== undefined &&
    first !== definition.typeParameters[0]
  )
    return `${describeType(first, style)}?`;
  return named(definition, typeArguments, style);
}

function named(definition: TypeDefinition, typeArguments: readonly TypeSymbol[], style: NameStyle): string {
  const keyword = definition.namespace === 'System' ? keywords.get(definition.fullName.slice(7)) : undefined;
  if (keyword !== undefined) return keyword;
  const withoutNamespace =
    definition.namespace === ''
      ? definition.fullName
      : definition.fullName.slice(definition.namespace.length + 1);
  const prefix = style === 'full' && definition.namespace !== '' ? `${definition.namespace}.` : '';
  const inner = definition.containingArity;
  const names = withoutNamespace.split('.');
  const own = list(typeArguments.slice(inner), style);
  if (names.length === 1) return `${prefix}${withoutNamespace}${own}`;
  const outer = names.slice(0, -1).join('.');
  return `${prefix}${outer}${list(typeArguments.slice(0, inner), style)}.${names.at(-1)}${own}`;
}

function list(types: readonly TypeSymbol[], style: NameStyle): string {
  return types.length === 0 ? '' : `<${types.map((type) => describeType(type, style)).join(', ')}>`;
}

/** A member with names of parameters, for hover and signature help: `string string.Substring(int startIndex)`. */
export function describeMember(member: MemberSymbol): string {
  const type = describeType(member.containingType, 'short');
  switch (member.kind) {
    case 'method': {
      const parameters = `(${describeParameters(member.parameters, 'short', member.isExtension)})`;
      if (member.methodKind === 'constructor') return `${type}${parameters}`;
      const returns = describeType(member.returnType, 'short');
      return `${returns} ${type}.${member.name}${list(typeArgumentsOf(member), 'short')}${parameters}${member.typeArguments.length > 0 ? '' : constraints(member.typeParameters)}`;
    }
    case 'property': {
      const accessors = [member.canRead ? 'get; ' : '', member.canWrite ? 'set; ' : ''].join('');
      const name =
        member.parameters.length === 0
          ? `.${member.name}`
          : `[${describeParameters(member.parameters, 'short', false)}]`;
      return `${describeType(member.type, 'short')} ${type}${name} { ${accessors}}`;
    }
    case 'field': {
      const constant =
        member.constant === undefined ? '' : ` = ${describeConstant(member.constant, member.type)}`;
      return `${describeType(member.type, 'short')} ${type}.${member.name}${constant}`;
    }
    case 'event':
      return `event ${describeType(member.type, 'short')} ${type}.${member.name}`;
  }
}

/** A member as the compiler's messages name it: `string.Substring(int)`, `System.DateTime.Now`. */
export function describeSignature(member: MemberSymbol): string {
  const type = describeType(member.containingType);
  if (member.kind === 'method') {
    const parameters = member.parameters.map(({ type: of, modifier }) => {
      const prefix = modifier === undefined ? '' : `${modifier} `;
      return `${prefix}${describeType(of)}`;
    });
    const name = member.methodKind === 'constructor' ? member.containingType.definition.name : member.name;
    return `${type}.${name}${list(typeArgumentsOf(member), 'full')}(${parameters.join(', ')})`;
  }
  if (member.kind === 'property' && member.parameters.length > 0)
    return `${type}.this[${member.parameters.map((parameter) => describeType(parameter.type)).join(', ')}]`;
  return `${type}.${member.name}`;
}

function typeArgumentsOf({ typeArguments, typeParameters }: MethodSymbol): readonly TypeSymbol[] {
  return typeArguments.length > 0 ? typeArguments : typeParameters;
}

/** One parameter: `out int result`, `bool preserveContent = false`. */
export function describeParameter(parameter: ParameterSymbol, style: NameStyle = 'short'): string {
  const modifier = parameter.modifier === undefined ? '' : `${parameter.modifier} `;
  const value = !parameter.isOptional
    ? ''
    : ` = ${parameter.defaultValue === undefined ? 'default' : describeConstant(parameter.defaultValue, parameter.type)}`;
  return `${modifier}${describeType(parameter.type, style)} ${parameter.name}${value}`;
}

function describeParameters(parameters: readonly ParameterSymbol[], style: NameStyle, isExtension: boolean) {
  const all = parameters.map((parameter) => describeParameter(parameter, style)).join(', ');
  return isExtension ? `this ${all}` : all;
}

/** In C#: `"text"`, `'c'`, `-1`, `null`. */
export function describeConstant(value: ConstantValue, type: TypeSymbol): string {
  if (value === null) return 'null';
  if (typeof value === 'object') return `${value.decimal}m`;
  if (typeof value !== 'string') return String(value);
  const isChar = type.kind === 'named' && type.definition.fullName === 'System.Char';
  return isChar ? `'${escaped(value).replaceAll("'", "\\'")}'` : `"${escaped(value).replaceAll('"', '\\"')}"`;
}

function escaped(text: string): string {
  return [...text]
    .map((character) => {
      if (character === '\\') return '\\\\';
      const code = character.charCodeAt(0);
      const isPlain = code >= 32 && (code < 0x7f || code >= 0xa0) && code !== 0xffff;
      return isPlain ? character : `\\u${code.toString(16).padStart(4, '0')}`;
    })
    .join('');
}

function constraints(typeParameters: readonly TypeParameterSymbol[]): string {
  return typeParameters
    .map(({ name, constraints: { isClass, isStruct, hasConstructor, types } }) => {
      const all = [
        ...(isClass ? ['class'] : []),
        ...(isStruct ? ['struct'] : []),
        ...types().map((type) => describeType(type, 'short')),
        ...(hasConstructor ? ['new()'] : []),
      ];
      return all.length === 0 ? '' : ` where ${name} : ${all.join(', ')}`;
    })
    .join('');
}
