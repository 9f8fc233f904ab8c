/** The facts about types: their form, and that all of it can be understood. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import type { ContextApiData } from '../../server/src/core/expression/types/data';
import { describeMember } from '../../server/src/core/expression/types/describe';
import { readMember } from '../../server/src/core/expression/types/notation';
import type { MemberSymbol, TypeSymbol } from '../../server/src/core/expression/types/symbols';
import { repositoryRoot } from '../support/catalogue';
import { testTypes } from '../support/types';

function json(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(repositoryRoot, 'schemas', name), 'utf8'));
}

const world = testTypes();
const contextTypes = world.inNamespace('').types;

function allDefinitions() {
  const found = [...contextTypes];
  const namespaces = [''];
  for (const name of namespaces) {
    const { types, namespaces: below } = world.inNamespace(name);
    if (name !== '') found.push(...types);
    namespaces.push(...below);
  }
  for (const definition of found) found.push(...world.nestedTypes(definition));
  return found;
}

function mentions(type: TypeSymbol): readonly TypeSymbol[] {
  switch (type.kind) {
    case 'named':
      return [type, ...type.typeArguments.flatMap(mentions)];
    case 'array':
    case 'pointer':
      return mentions(type.element);
    case 'tuple':
      return type.elements.flatMap((element) => mentions(element.type));
    default:
      return [type];
  }
}

function typesIn(member: MemberSymbol): readonly TypeSymbol[] {
  switch (member.kind) {
    case 'method':
      return [
        member.returnType,
        ...member.parameters.map(({ type }) => type),
        ...member.typeParameters.flatMap(({ constraints }) => constraints.types()),
      ].flatMap(mentions);
    case 'property':
      return [member.type, ...member.parameters.map(({ type }) => type)].flatMap(mentions);
    default:
      return mentions(member.type);
  }
}

/** What a C# file declares, in the notation of the facts. Constructors don't count. */
function compilersDeclarations(text: string): string[] {
  return [
    ...text.matchAll(/public (?:static )?(?:interface|class|enum) (\w+)[^{]*\{([\s\S]*?)\}\n(?=\n|$)/g),
  ].flatMap(([, name = '', body = '']) =>
    body
      .replaceAll(' { get; }', '{get}')
      .split(body.includes(';') ? '\n' : ',')
      .map((line) => line.replace(/^\s*(?:public )?|(?: =>.*)?;?\s*$/g, ''))
      .filter((line) => line !== '' && line !== '{' && !line.startsWith('private '))
      .map((line) =>
        line
          .replace('JToken this[', 'unknown Item[')
          .replace('default(T)', 'default')
          .replace(/\s*([,=:])\s*/g, '$1'),
      )
      .map((line) => `${name}: ${line}`),
  );
}

describe('schemas/*.json about types in expressions', () => {
  it.each(['dotnet-types', 'expression-allowlist', 'expression-context'])(
    '%s is as its schema says',
    (name) => {
      const validate = new Ajv({ allErrors: true }).compile(json(`${name}.schema.json`));
      validate(json(`${name}.json`));
      expect(validate.errors ?? []).toEqual([]);
      expect(validate({ ...json(`${name}.json`), surprise: 1 })).toBe(false);
    },
  );

  it('can be read to the last name', () => {
    const definitions = allDefinitions();
    const unread: string[] = [];
    let members = 0;
    for (const definition of definitions) {
      const type = world.construct(definition, definition.typeParameters);
      const around = [
        ...world.interfacesOf(type),
        ...[world.baseOf(type)].filter((base) => base !== undefined),
        ...definition.typeParameters.flatMap(({ constraints }) => constraints.types()),
      ];
      if (around.flatMap(mentions).some(({ kind }) => kind === 'unknown')) unread.push(definition.fullName);
      for (const member of world.members(type)) {
        members += 1;
        const unknown = typesIn(member).filter(({ kind }) => kind === 'unknown');
        if (unknown.length > 0 || !/^[\w.]+$/.test(member.name)) unread.push(describeMember(member));
      }
    }
    expect(definitions.length).toBeGreaterThan(500);
    expect(members).toBeGreaterThan(6000);
    // What resolvers get isn't documented.
    expect(unread).toEqual(['? IGraphQLDataObject[string name] { get; }']);
  });

  it('knows a type for all that its members give, and its bases completely', () => {
    const incomplete = allDefinitions()
      .filter(({ allowance, isComplete }) => allowance !== 'refused' && isComplete)
      .flatMap((definition) => {
        const base = world.baseOf(world.construct(definition, definition.typeParameters));
        return base === undefined || base.definition.isComplete ? [] : [definition.fullName];
      });
    expect(incomplete).toEqual([]);
  });

  it('declares the same context API to the compiler that expressions are compared with', () => {
    const text = readFileSync(join(repositoryRoot, 'scripts/roslyn/ContextApi.cs'), 'utf8');
    const { types, extensions } = json('expression-context.json') as unknown as ContextApiData;
    const ours = Object.entries(types).flatMap(([name, { members = [], values }]) => [
      ...members.map(({ declaration }) => `${name}: ${declaration}`),
      ...(values ?? '')
        .split(',')
        .flatMap((value) => (value === '' ? [] : [`${name}: ${value.split('=')[0]}`])),
    ]);
    const methods = extensions.members.map(({ declaration }) => `${extensions.type}: ${declaration}`);
    expect(compilersDeclarations(text).sort()).toEqual([...ours, ...methods].sort());
  });

  it('keeps the members of the context API in the order of their names', () => {
    const { types } = json('expression-context.json') as {
      types: Record<string, { members?: { declaration: string }[] }>;
    };
    const names = Object.values(types).map(({ members = [] }) =>
      members.map(({ declaration }) => readMember(declaration).name),
    );
    expect(names).toEqual(names.map((list) => [...list].sort()));
  });
});
