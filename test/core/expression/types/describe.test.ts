import { describe, expect, it } from 'vitest';
import {
  describeConstant,
  describeMember,
  describeSignature,
  describeType,
} from '../../../../server/src/core/expression/types/describe';
import type { MemberSymbol, NamedType } from '../../../../server/src/core/expression/types/symbols';
import { namedType, testTypes } from '../../../support/types';

const world = testTypes();
const int = world.predefined('int');
const text = world.predefined('string');

function member(type: NamedType, name: string, parameters = 0): MemberSymbol {
  const found = world
    .membersNamed(type, name)
    .find((candidate) => !('parameters' in candidate) || candidate.parameters.length === parameters);
  if (found === undefined) throw new Error(`There is no ${name}.`);
  return found;
}

it.each([
  [int, 'int', 'int'],
  [namedType('System.DateTime'), 'System.DateTime', 'DateTime'],
  [world.nullableOf(namedType('System.DateTime')), 'System.DateTime?', 'DateTime?'],
  [world.arrayOf(world.arrayOf(int, 2)), 'int[][*,*]', 'int[][,]'],
  [world.arrayOf(world.arrayOf(int), 2), 'int[*,*][]', 'int[,][]'],
  [
    namedType('System.Collections.Generic.Dictionary.KeyCollection', text, int),
    'System.Collections.Generic.Dictionary<string, int>.KeyCollection',
    'Dictionary<string, int>.KeyCollection',
  ],
  [
    world.tupleOf([
      { type: int, name: undefined },
      { type: text, name: 'name' },
    ]),
    '(int, string name)',
    '(int, string name)',
  ],
  [world.null, '<null>', '<null>'],
  [world.void, 'void', 'void'],
  [world.pointerTo(int), 'int*', 'int*'],
  [
    { kind: 'anonymous' as const, members: [{ name: 'A', type: int }] },
    '<anonymous type: int A>',
    '<anonymous type: int A>',
  ],
])('describes a type (%#)', (type, full, short) => {
  expect(describeType(type)).toBe(full);
  expect(describeType(type, 'short')).toBe(short);
});

describe('members', () => {
  it.each([
    [
      member(text, 'Substring', 2),
      'string string.Substring(int startIndex, int length)',
      'string.Substring(int, int)',
    ],
    [member(text, 'Length'), 'int string.Length { get; }', 'string.Length'],
    [member(text, 'Chars', 1), 'char string[int index] { get; }', 'string.this[int]'],
    [member(int, 'MaxValue'), 'int int.MaxValue = 2147483647', 'int.MaxValue'],
    [
      member(int, 'TryParse', 2),
      'bool int.TryParse(string s, out int result)',
      'int.TryParse(string, out int)',
    ],
    [
      member(namedType('IMessageBody'), 'As', 1),
      'T IMessageBody.As<T>(bool preserveContent = false) where T : class',
      'IMessageBody.As<T>(bool)',
    ],
    [
      member(namedType('System.Collections.Generic.List', int), '.ctor', 1),
      'List<int>(IEnumerable<int> collection)',
      'System.Collections.Generic.List<int>.List(System.Collections.Generic.IEnumerable<int>)',
    ],
  ])('%#', (symbol, shown, signature) => {
    expect(describeMember(symbol)).toBe(shown);
    expect(describeSignature(symbol)).toBe(signature);
  });

  it('shows type arguments once they are known, and what an extension is called on', () => {
    const [first] = world.extensionMethods('First').filter(({ parameters }) => parameters.length === 1);
    if (first === undefined) throw new Error('There is First.');
    expect(describeMember(first)).toBe('TSource Enumerable.First<TSource>(this IEnumerable<TSource> source)');
    expect(describeMember(world.constructMethod(first, [int]))).toBe(
      'int Enumerable.First<int>(this IEnumerable<int> source)',
    );
  });
});

it.each([
  ['a"\n\\', text, '"a\\"\\u000a\\\\"'],
  ["'", world.predefined('char'), "'\\''"],
  [{ decimal: '1.5' }, world.predefined('decimal'), '1.5m'],
  [null, text, 'null'],
  [-1n, world.predefined('long'), '-1'],
  [true, world.predefined('bool'), 'true'],
])('describes a constant (%#)', (value, type, shown) => {
  expect(describeConstant(value, type)).toBe(shown);
});
