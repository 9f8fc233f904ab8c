/** The facts about types against another source of them, where that is at hand: nothing may be lost on the way. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeType } from '../../server/src/core/expression/types/describe';
import type { MemberSymbol, NamedType, TypeSymbol } from '../../server/src/core/expression/types/symbols';
import { sharedFolder } from '../support/shared';
import { testTypes } from '../support/types';

interface OtherParameter {
  readonly type: string;
  readonly modifier?: string;
}
interface OtherMember {
  readonly name: string;
  readonly allowed?: boolean;
  readonly params?: readonly OtherParameter[];
  readonly indexerParams?: readonly OtherParameter[];
}
type OtherMembers = 'methods' | 'properties' | 'fields' | 'operators' | 'enumValues';
type OtherType = Readonly<Partial<Record<OtherMembers, readonly OtherMember[]>>> & {
  readonly allowed?: boolean;
  readonly notAllowed?: readonly string[];
  readonly ctors?: readonly (readonly OtherParameter[])[];
};

const folder = sharedFolder('reference');
const others: Readonly<Record<string, OtherType>> =
  folder === undefined ? {} : JSON.parse(readFileSync(join(folder, 'expression-types.json'), 'utf8'));
const world = testTypes();

/** Types that a language needs only where it has them, and those that nothing allowed gives or takes. */
const leftOut = new Set([
  'System.Void',
  'System.Attribute',
  'System.GCCollectionMode',
  'System.ICustomFormatter',
  'System.IO.MemoryStream',
  'System.Text.ASCIIEncoding',
  'System.Security.Cryptography.Aes',
  'System.Security.Cryptography.AesManaged',
  'System.Security.Cryptography.AesCryptoServiceProvider',
  'System.Security.Cryptography.CryptoStream',
  'System.Security.Cryptography.OidCollection',
  'System.Security.Cryptography.Rijndael',
  'System.Security.Cryptography.RijndaelManaged',
  'System.Security.Cryptography.RSACryptoServiceProvider',
  'System.Security.Cryptography.TripleDES',
]);

/** Members that .NET has no more. */
const gone = [
  // Its parameters are those of `Concat(params object[])`.
  'System.String: Concat(object, object, object, object)',
];

const keywords: Readonly<Record<string, string>> = {
  'System.Object': 'object',
  'System.String': 'string',
  'System.Boolean': 'bool',
  'System.Char': 'char',
  'System.SByte': 'sbyte',
  'System.Byte': 'byte',
  'System.Int16': 'short',
  'System.UInt16': 'ushort',
  'System.Int32': 'int',
  'System.UInt32': 'uint',
  'System.Int64': 'long',
  'System.UInt64': 'ulong',
  'System.Single': 'float',
  'System.Double': 'double',
  'System.Decimal': 'decimal',
};

function typeCalled(name: string): NamedType | undefined {
  const arity = [...name.matchAll(/<([^>]*)>/g)].reduce(
    (sum, [, list = '']) => sum + list.split(',').length,
    0,
  );
  const definition = world.definition(name.replace(/<[^>]*>/g, ''), arity);
  return definition && world.construct(definition, definition.typeParameters);
}

function written(name: string, parameters: readonly OtherParameter[]): string {
  const types = parameters.map(({ type }) =>
    type.replace(/\bSystem\.\w+\b(?!\.)/g, (word) => keywords[word] ?? word),
  );
  return `${name}(${types.join(', ')})`;
}

function ours(member: MemberSymbol): string {
  const types = 'parameters' in member ? member.parameters.map(({ type }): TypeSymbol => type) : [];
  return `${member.name}(${types.map((type) => describeType(type)).join(', ')})`;
}

function signatures(other: OtherType): readonly string[] {
  return [
    ...(other.ctors ?? []).map((parameters) => written('.ctor', parameters)),
    ...(['methods', 'properties', 'fields', 'operators', 'enumValues'] as const).flatMap((kind) =>
      (other[kind] ?? []).map(({ name, params, indexerParams }) =>
        written(name, params ?? indexerParams ?? []),
      ),
    ),
  ];
}

const compared = Object.entries(others).filter(([name]) => name !== '_meta' && !leftOut.has(name));

describe.runIf(folder !== undefined)('another list of the types', () => {
  it('names no type that is not known here', () => {
    expect(compared.filter(([name]) => typeCalled(name) === undefined).map(([name]) => name)).toEqual([]);
    expect(compared.length).toBeGreaterThan(300);
  });

  it('has no member of an allowed type that is missing here', () => {
    const missing = compared.flatMap(([name, other]) => {
      const type = typeCalled(name);
      if (type === undefined || other.allowed === false) return [];
      const known = new Set(world.members(type).map(ours));
      return signatures(other)
        .filter((signature) => !known.has(signature))
        .map((signature) => `${name}: ${signature}`);
    });
    expect(missing).toEqual(gone);
  });

  it('allows and refuses the same', () => {
    const differing = compared.flatMap(([name, other]) => {
      const type = typeCalled(name);
      if (type === undefined || other.allowed === false) return [];
      const differs = (member: string, allowed: boolean) => {
        const known = world.membersNamed(type, member);
        return known.some(({ allowance }) => allowance === (allowed ? 'allowed' : 'refused')) ||
          known.length === 0
          ? []
          : [`${name}.${member}`];
      };
      return [
        ...(other.notAllowed ?? []).flatMap((member) => differs(member, false)),
        ...(['methods', 'properties', 'fields'] as const).flatMap((kind) =>
          (other[kind] ?? []).flatMap((member) => differs(member.name, member.allowed !== false)),
        ),
      ];
    });
    expect(differing).toEqual([]);
  });
});
