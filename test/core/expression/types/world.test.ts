import { describe, expect, it } from 'vitest';
import { describeDefinition, describeType } from '../../../../server/src/core/expression/types/describe';
import type {
  MethodSymbol,
  NamedType,
  TypeSymbol,
} from '../../../../server/src/core/expression/types/symbols';
import { memberOf, namedType, testTypes } from '../../../support/types';

const world = testTypes();
const int = world.predefined('int');
const text = world.predefined('string');

function method(type: NamedType, name: string, parameters: number): MethodSymbol {
  const found = world
    .membersNamed(type, name)
    .find((member) => member.kind === 'method' && member.parameters.length === parameters);
  if (found?.kind !== 'method') throw new Error(`There is no method ${name} with ${parameters} parameters.`);
  return found;
}

function typeOf(type: NamedType, name: string): string {
  const member = memberOf(type, name);
  return describeType(member.kind === 'method' ? member.returnType : member.type);
}

function interfaces(type: TypeSymbol): string[] {
  return world.interfacesOf(type).map((found) => describeType(found, 'short'));
}

describe('names', () => {
  it.each([
    ['System.String', 0, 'string'],
    ['System.Collections.Generic.Dictionary', 2, 'System.Collections.Generic.Dictionary<TKey, TValue>'],
    ['System.Collections.Generic.List.Enumerator', 1, 'System.Collections.Generic.List<T>.Enumerator'],
    ['System.TimeZoneInfo.AdjustmentRule', 0, 'System.TimeZoneInfo.AdjustmentRule'],
    ['System.Nullable', 1, 'System.Nullable<T>'],
    ['IContext', 0, 'IContext'],
  ])('finds %s of arity %i', (fullName, arity, shown) => {
    const definition = world.definition(fullName, arity);
    expect(definition && describeDefinition(definition)).toBe(shown);
  });

  it.each([
    ['System.Strin', 0],
    ['System.Collections.Generic.List', 0],
    ['PolicyExtensions', 0],
    ['constructor', 0],
  ])('has no %s of arity %i', (fullName, arity) => {
    expect(world.definition(fullName, arity)).toBeUndefined();
  });

  it('knows what a name alone means', () => {
    const names = (name: string, arity = 0) => world.imported(name, arity).map(({ fullName }) => fullName);
    expect(names('Convert')).toEqual(['System.Convert']);
    expect(names('Extensions').sort()).toEqual([
      'Newtonsoft.Json.Linq.Extensions',
      'System.Xml.Linq.Extensions',
    ]);
    expect(names('Jwt')).toEqual(['Jwt']);
    // System.Net and System.Globalization aren't imported, nested types need the name around them.
    expect(names('WebUtility')).toEqual([]);
    expect(names('CultureInfo')).toEqual([]);
    expect(names('AdjustmentRule')).toEqual([]);
    expect(names('PolicyExtensions')).toEqual([]);
    expect(world.importedTypes.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['JObject', 'IContext']),
    );
    expect(world.importedTypes.map(({ name }) => name)).not.toContain('WebUtility');
  });

  it('walks namespaces', () => {
    expect(world.isNamespace('System.Net')).toBe(true);
    expect(world.isNamespace('System.Threading.Tasks')).toBe(true);
    expect(world.isNamespace('System.String')).toBe(false);
    expect(world.inNamespace('').namespaces).toEqual(expect.arrayContaining(['System', 'Newtonsoft']));
    expect(world.inNamespace('').types.map(({ name }) => name)).toContain('IRequest');
    expect(world.inNamespace('System').types.map(({ name }) => name)).toContain('Guid');
    expect(world.inNamespace('System').namespaces).toContain('System.Net');
    expect(world.inNamespace('System').namespaces).not.toContain('System.Net.Sockets');
    const list = namedType('System.Collections.Generic.List', int).definition;
    expect(world.nestedTypes(list).map(({ fullName }) => fullName)).toEqual([
      'System.Collections.Generic.List.Enumerator',
    ]);
  });

  it('tells types that are not listed from names that mean nothing', () => {
    expect(world.isUnlisted('System.Net.Http.HttpClient')).toBe(true);
    expect(world.isUnlisted('System.Net.Http.HttpKlient')).toBe(false);
    expect(world.isUnlisted('System.String')).toBe(false);
    expect(world.unlistedNamed('File')).toEqual(['System.IO.File']);
    expect(world.unlistedNamed('HttpClient')).toEqual([]);
  });
});

describe('types', () => {
  it('are the same object when they are the same type', () => {
    const dictionary = () => namedType('System.Collections.Generic.Dictionary', text, world.arrayOf(int));
    expect(dictionary()).toBe(dictionary());
    expect(world.arrayOf(int)).toBe(world.arrayOf(int, 1));
    expect(world.arrayOf(int, 2)).not.toBe(world.arrayOf(int));
    expect(world.nullableOf(int)).toBe(namedType('System.Nullable', int));
    expect(world.pointerTo(int)).toBe(world.pointerTo(int));
    const pair = (name: string | undefined) =>
      world.tupleOf([
        { type: int, name },
        { type: text, name: undefined },
      ]);
    expect(pair('a')).toBe(pair('a'));
    expect(pair('a')).not.toBe(pair('b'));
    expect(pair('a').underlying).toBe(pair(undefined).underlying);
  });

  it('nest tuples of more than seven elements', () => {
    const { underlying } = world.tupleOf(Array.from({ length: 9 }, () => ({ type: int, name: undefined })));
    expect(underlying.typeArguments).toHaveLength(8);
    expect(describeType(underlying.typeArguments[7] ?? int)).toBe('System.ValueTuple<int, int>');
  });

  it('substitute type parameters however deep they are', () => {
    const list = namedType('System.Collections.Generic.List', int).definition;
    const [parameter] = list.typeParameters;
    if (parameter === undefined) throw new Error('List has a type parameter.');
    const put = (type: TypeSymbol) =>
      describeType(world.substitute(type, new Map([[parameter, text]])), 'short');
    expect(put(parameter)).toBe('string');
    expect(put(world.construct(list, [world.arrayOf(parameter, 2)]))).toBe('List<string[,]>');
    expect(put(world.nullableOf(parameter))).toBe('string?');
    expect(
      put(
        world.tupleOf([
          { type: parameter, name: 'a' },
          { type: int, name: undefined },
        ]),
      ),
    ).toBe('(string a, int)');
    expect(put(int)).toBe('int');
    expect(world.substitute(int, new Map([[parameter, text]]))).toBe(int);
  });

  it.each([
    [int, 'System.ValueType'],
    [text, 'object'],
    [world.predefined('object'), undefined],
    [world.arrayOf(int), 'System.Array'],
    [namedType('System.DayOfWeek'), 'System.Enum'],
    [namedType('System.Action'), 'System.MulticastDelegate'],
    [namedType('System.Collections.Generic.IList', int), undefined],
    [namedType('Newtonsoft.Json.Linq.JObject'), 'Newtonsoft.Json.Linq.JContainer'],
    [world.null, undefined],
    [
      world.tupleOf([
        { type: int, name: 'a' },
        { type: int, name: 'b' },
      ]),
      'System.ValueType',
    ],
  ])('have a base (%#)', (type, base) => {
    const found = world.baseOf(type);
    expect(found && describeType(found)).toBe(base);
  });

  it('implement what their bases and interfaces do', () => {
    expect(interfaces(namedType('IContextApi'))).toEqual(['IApi']);
    expect(interfaces(namedType('System.Collections.Generic.Dictionary', text, int))).toEqual(
      expect.arrayContaining([
        'IReadOnlyDictionary<string, int>',
        'IEnumerable<KeyValuePair<string, int>>',
        'IEnumerable',
      ]),
    );
    expect(interfaces(namedType('Newtonsoft.Json.Linq.JObject'))).toEqual(
      expect.arrayContaining(['IEnumerable<JToken>', 'IDictionary<string, JToken>', 'IList<JToken>']),
    );
    expect(interfaces(world.arrayOf(text))).toEqual(
      expect.arrayContaining([
        'IList<string>',
        'IReadOnlyList<string>',
        'IEnumerable<string>',
        'ICollection',
        'IList',
      ]),
    );
    expect(interfaces(world.arrayOf(text, 2))).not.toContain('IList<string>');
    expect(interfaces(world.nullableOf(int))).toEqual([]);
    for (const type of [int, world.arrayOf(text), namedType('System.Linq.IGrouping', int, text)])
      expect(new Set(interfaces(type)).size).toBe(interfaces(type).length);
  });
});

describe('members', () => {
  it('have the type arguments of the type they are asked of', () => {
    const variables = memberOf(namedType('IContext'), 'Variables');
    if (variables.kind !== 'property' || variables.type.kind !== 'named')
      throw new Error('It is a property.');
    expect(describeType(variables.type, 'short')).toBe('IReadOnlyDictionary<string, object>');
    expect(typeOf(variables.type, 'Item')).toBe('object');
    expect(typeOf(variables.type, 'Keys')).toBe('System.Collections.Generic.IEnumerable<string>');
    const tryGet = method(variables.type, 'TryGetValue', 2);
    expect(tryGet.parameters.map(({ type, modifier }) => [describeType(type), modifier])).toEqual([
      ['string', undefined],
      ['object', 'out'],
    ]);
    expect(tryGet.containingType).toBe(variables.type);
    expect(tryGet.definition).toBe(method(tryGet.definition.containingType, 'TryGetValue', 2));
    expect(method(variables.type, 'TryGetValue', 2)).toBe(tryGet);
  });

  it('are those that the type declares, in the order of their names', () => {
    const names = world.members(text).map(({ name }) => name);
    expect(names).toEqual([...names].sort());
    expect(names).toEqual(
      expect.arrayContaining(['.ctor', 'Chars', 'Empty', 'Length', 'op_Equality', 'Substring']),
    );
    expect(world.members(namedType('IContextApi')).map(({ name }) => name)).toEqual([
      'IsCurrentRevision',
      'Revision',
      'Version',
    ]);
    expect(world.membersNamed(text, 'substring')).toEqual([]);
    expect(world.membersNamed(text, 'constructor')).toEqual([]);
  });

  it('keep what overloads are told apart by', () => {
    expect(method(text, 'Split', 1).parameters[0]).toMatchObject({ name: 'separator', modifier: 'params' });
    const body = namedType('IMessageBody');
    const as = method(body, 'As', 1);
    expect(as.typeParameters[0]?.constraints.isClass).toBe(true);
    expect(as.parameters[0]).toMatchObject({
      name: 'preserveContent',
      isOptional: true,
      defaultValue: false,
    });
    expect(describeType(world.constructMethod(as, [text]).returnType)).toBe('string');
    expect(world.constructMethod(as, [text]).definition).toBe(as);
    expect(memberOf(int, 'MaxValue')).toMatchObject({ kind: 'field', isStatic: true, constant: 2147483647 });
    expect(memberOf(world.predefined('long'), 'MinValue')).toMatchObject({ constant: -(2n ** 63n) });
    expect(memberOf(world.predefined('decimal'), 'MaxValue')).toMatchObject({
      constant: { decimal: '79228162514264337593543950335' },
    });
    expect(memberOf(world.predefined('char'), 'MaxValue')).toMatchObject({ constant: '\uffff' });
    expect(memberOf(namedType('System.StringComparison'), 'Ordinal')).toMatchObject({
      constant: 4,
      isStatic: true,
    });
    expect(memberOf(text, 'Chars')).toMatchObject({
      kind: 'property',
      canWrite: false,
      parameters: [{ name: 'index' }],
    });
    expect(memberOf(namedType('System.Collections.Generic.List', int), 'Item')).toMatchObject({
      canWrite: true,
      type: int,
    });
    expect(memberOf(namedType('System.Uri'), 'ToString')).toMatchObject({ isOverride: true });
    expect(
      world.membersNamed(namedType('Newtonsoft.Json.Linq.JToken'), 'op_Explicit').length,
    ).toBeGreaterThan(20);
  });

  it('say what the service takes', () => {
    const date = namedType('System.DateTime');
    expect(date.definition.allowance).toBe('some-members');
    expect(memberOf(date, 'UtcNow').allowance).toBe('allowed');
    expect(memberOf(date, 'Kind').allowance).toBe('refused');
    expect(memberOf(date, 'op_GreaterThan').allowance).toBe('allowed');
    expect(namedType('System.Environment').definition.allowance).toBe('refused');
    expect(memberOf(namedType('System.Environment'), 'NewLine').allowance).toBe('refused');
    expect(memberOf(namedType('System.DateTimeKind'), 'Utc').allowance).toBe('allowed');
    expect(memberOf(namedType('System.DateTimeKind'), 'Local').allowance).toBe('refused');
    const symmetric = namedType('System.Security.Cryptography.SymmetricAlgorithm');
    expect(world.membersNamed(symmetric, 'Create').map(({ allowance }) => allowance)).toEqual([
      'refused',
      'allowed',
    ]);
    expect(memberOf(namedType('IRequest'), 'Url').allowance).toBe('allowed');
  });

  it('say what the service says of them beside their type', () => {
    expect(memberOf(namedType('IContext'), 'LastError').context).toMatchObject({
      nullable: true,
      sections: ['on-error'],
    });
    expect(memberOf(namedType('IContext'), 'Request').documentation).toMatch(/\.$/);
    expect(memberOf(text, 'Length').context).toBeUndefined();
  });

  it('of a delegate are those that it is called with', () => {
    const invoke = world.invokeMethod(namedType('System.Func', int, text));
    expect(invoke && describeType(invoke.returnType)).toBe('string');
    expect(invoke?.parameters.map(({ type }) => describeType(type))).toEqual(['int']);
    expect(world.invokeMethod(text)).toBeUndefined();
  });
});

describe('extension methods', () => {
  it('are found by name in all imported namespaces', () => {
    const from = (name: string) => [
      ...new Set(world.extensionMethods(name).map(({ containingType }) => containingType.definition.name)),
    ];
    expect(from('Select')).toEqual(expect.arrayContaining(['Enumerable']));
    expect(from('AsJwt')).toEqual(['PolicyExtensions']);
    expect(from('GetValueOrDefault')).toEqual(['PolicyExtensions']);
    expect(from('Values')).toEqual(['Extensions']);
    expect(from('AsSpan')).toEqual(['MemoryExtensions']);
    expect(from('Substring')).toEqual([]);
    // Static, but none that a value could be asked for.
    expect(from('Range')).toEqual([]);
    expect(world.extensionMethodNames).toEqual(expect.arrayContaining(['Where', 'Encrypt', 'Children']));
  });

  it('are as declared', () => {
    const [select] = world.extensionMethods('Select');
    expect(select).toMatchObject({
      isExtension: true,
      isStatic: true,
      typeParameters: [{ name: 'TSource' }, { name: 'TResult' }],
    });
  });
});
