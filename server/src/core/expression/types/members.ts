/** Members, made of their declarations when they are first asked for. */
import { type Construction, substitutionOf } from './construction';
import { type MemberSource, makeTypeParameters, type TypeReading, type TypeSource } from './definitions';
import {
  type MemberNotation,
  type NotationScope,
  readBracketed,
  readConstant,
  readMember,
  readParameters,
  readType,
  splitList,
} from './notation';
import type {
  FieldSymbol,
  MemberSymbol,
  MethodSymbol,
  NamedType,
  ParameterSymbol,
  PropertySymbol,
  TypeParameterSymbol,
  TypeSymbol,
} from './symbols';
import type { Substitution } from './world';

type ScopeOf = (typeParameters: readonly TypeParameterSymbol[]) => NotationScope;

/** The members that one type declares, by name. */
export class DeclaredMembers {
  private readonly declarations = new Map<string, { source: MemberSource; notation: MemberNotation }[]>();
  private readonly made = new Map<string, readonly MemberSymbol[]>();

  constructor(
    private readonly type: NamedType,
    source: TypeSource,
    private readonly scopeOf: ScopeOf,
    private readonly read: TypeReading,
  ) {
    for (const member of source.members) {
      const notation = readMember(member.declaration);
      const same = this.declarations.get(notation.name);
      if (same === undefined) this.declarations.set(notation.name, [{ source: member, notation }]);
      else same.push({ source: member, notation });
    }
    if (source.facts.values !== undefined) this.addEnumMembers(source.facts.values);
  }

  get names(): readonly string[] {
    return [...new Set([...this.made.keys(), ...this.declarations.keys()])].sort(byCodeUnits);
  }

  named(name: string): readonly MemberSymbol[] {
    const made = this.made.get(name);
    if (made !== undefined) return made;
    const declared = this.declarations.get(name);
    if (declared === undefined) return [];
    const members = declared.map(({ source, notation }) => this.member(source, notation));
    this.made.set(name, members);
    return members;
  }

  /** Names of what is declared as an extension method. */
  get extensionNames(): readonly string[] {
    return [...this.declarations]
      .filter(([, declared]) => declared.some(({ source }) => source.declaration.includes('(this ')))
      .map(([name]) => name);
  }

  private addEnumMembers(values: string): void {
    for (const text of splitList(values)) {
      const [written = '', value = ''] = text.split('=');
      const isRefused = written.startsWith('!');
      const name = isRefused ? written.slice(1) : written;
      const definition = this.type.definition;
      const field = withDefinition<FieldSymbol>({
        kind: 'field',
        name,
        containingType: this.type,
        isStatic: true,
        allowance: isRefused || definition.allowance === 'refused' ? 'refused' : 'allowed',
        documentation: undefined,
        obsolete: undefined,
        context: undefined,
        type: this.type,
        isReadOnly: true,
        constant: readConstant(value, this.type),
      });
      this.made.set(name, [field]);
    }
  }

  private member({ declaration, described }: MemberSource, notation: MemberNotation): MemberSymbol {
    const { definition } = this.type;
    const { name, nameEnd, typeAt } = notation;
    const isOperator = name.startsWith('op_');
    const refused = notation.isRefused || (definition.allowance === 'refused' && !isOperator);
    const common = {
      name,
      containingType: this.type,
      isStatic: notation.isStatic,
      allowance: refused ? ('refused' as const) : ('allowed' as const),
      documentation: described?.documentation,
      obsolete: notation.obsolete,
      context: described,
    };
    const written = name === '.ctor' ? undefined : declaration.slice(typeAt, nameEnd - name.length - 1);
    const behind = declaration.charAt(nameEnd);
    const scope = this.scopeOf(definition.typeParameters);
    if (behind === '(' || behind === '<') return this.method(declaration, notation, written, common);
    const type = readType(written ?? '', scope);
    if (notation.isEvent) return { ...common, kind: 'event', type };
    if (behind === '[' || behind === '{') {
      const indexed = readBracketed(declaration, nameEnd, '[');
      const accessors = declaration.slice(indexed?.end ?? nameEnd);
      return withDefinition<PropertySymbol>({
        ...common,
        kind: 'property',
        parameters: indexed === undefined ? [] : readParameters(indexed.inner, scope).parameters,
        type,
        canRead: accessors.includes('get'),
        canWrite: accessors.includes('set'),
        isOverride: notation.isOverride,
      });
    }
    return withDefinition<FieldSymbol>({
      ...common,
      kind: 'field',
      type,
      isReadOnly: notation.isReadOnly,
      constant: behind === '=' ? readConstant(declaration.slice(nameEnd + 1), type) : undefined,
    });
  }

  private method(
    declaration: string,
    { name, nameEnd, isOverride }: MemberNotation,
    returns: string | undefined,
    common: Pick<
      MethodSymbol,
      'name' | 'containingType' | 'isStatic' | 'allowance' | 'documentation' | 'obsolete' | 'context'
    >,
  ): MethodSymbol {
    const around = this.type.definition.typeParameters;
    const generic = readBracketed(declaration, nameEnd, '<');
    const list = readBracketed(declaration, generic?.end ?? nameEnd, '(');
    const rest = declaration.slice(list?.end ?? declaration.length);
    const where = rest.startsWith(' where ') ? rest.slice(7) : undefined;
    const typeParameters =
      generic === undefined ? [] : makeTypeParameters(splitList(generic.inner), where, around, this.read);
    const scope = this.scopeOf([...typeParameters, ...around]);
    const { parameters, isExtension } = readParameters(list?.inner ?? '', scope);
    return withDefinition<MethodSymbol>({
      ...common,
      kind: 'method',
      methodKind: methodKindOf(name),
      isExtension,
      isOverride,
      typeParameters,
      typeArguments: [],
      parameters,
      returnType: readType(returns ?? 'void', scope),
    });
  }
}

/** A declared member is its own definition. */
function withDefinition<T extends { readonly definition: unknown }>(member: Omit<T, 'definition'>): T {
  const made = { ...member, definition: undefined as unknown };
  made.definition = made;
  return made as unknown as T;
}

function methodKindOf(name: string): MethodSymbol['methodKind'] {
  if (name === '.ctor') return 'constructor';
  if (name === 'op_Implicit' || name === 'op_Explicit') return 'conversion';
  return name.startsWith('op_') ? 'operator' : 'ordinary';
}

/** A declared member with the type arguments of the type that it is asked of. */
export function memberOf(type: NamedType, declared: MemberSymbol, construction: Construction): MemberSymbol {
  const substitution = substitutionOf(type.definition.typeParameters, type.typeArguments);
  const put = (part: TypeSymbol) => construction.substitute(part, substitution);
  switch (declared.kind) {
    case 'method':
      return { ...substituteMethod(declared, substitution, construction), containingType: type };
    case 'property':
      return {
        ...declared,
        containingType: type,
        type: put(declared.type),
        parameters: substituteParameters(declared.parameters, put),
      };
    case 'field':
      return { ...declared, containingType: type, type: put(declared.type) };
    case 'event':
      return { ...declared, containingType: type, type: put(declared.type) };
  }
}

/** Parameters and result of a method with types put in. */
export function substituteMethod(
  method: MethodSymbol,
  substitution: Substitution,
  construction: Construction,
): MethodSymbol {
  const put = (part: TypeSymbol) => construction.substitute(part, substitution);
  return {
    ...method,
    parameters: substituteParameters(method.parameters, put),
    returnType: put(method.returnType),
  };
}

function substituteParameters(
  parameters: readonly ParameterSymbol[],
  put: (type: TypeSymbol) => TypeSymbol,
): readonly ParameterSymbol[] {
  return parameters.map((parameter) => ({ ...parameter, type: put(parameter.type) }));
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
