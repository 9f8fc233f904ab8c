/** The world of the repository's own facts about types, made once for each test file. */
import { readExpressionTypesData } from '../../scripts/expressionTypesData.mjs';
import { lazyTypeWorld } from '../../server/src/core/expression/types/createTypeWorld';
import type { ExpressionTypesData } from '../../server/src/core/expression/types/data';
import type { MemberSymbol, NamedType, TypeSymbol } from '../../server/src/core/expression/types/symbols';
import type { TypeWorld } from '../../server/src/core/expression/types/world';
import { repositoryRoot } from './catalogue';

export function testTypesData(): ExpressionTypesData {
  return readExpressionTypesData(repositoryRoot);
}

export const testTypes: () => TypeWorld = lazyTypeWorld(testTypesData);

/** By full name, with type arguments put in: `namedType('System.Collections.Generic.List', world.predefined('int'))`. */
export function namedType(fullName: string, ...typeArguments: TypeSymbol[]): NamedType {
  const definition = testTypes().definition(fullName, typeArguments.length);
  if (definition === undefined) throw new Error(`There is no type ${fullName}.`);
  return testTypes().construct(definition, typeArguments);
}

/** The only member of that name. */
export function memberOf(type: NamedType, name: string): MemberSymbol {
  const [member, ...others] = testTypes().membersNamed(type, name);
  if (member === undefined || others.length > 0)
    throw new Error(`${type.definition.name} has ${others.length + (member ? 1 : 0)} members ${name}.`);
  return member;
}
