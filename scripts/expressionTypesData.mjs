/** Reads what `schemas/` says of the types in expressions into the one value that a `TypeWorld` is made of. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @param {string} rootDir The repository's folder.
 * @returns {import('../server/src/core/expression/types/data').ExpressionTypesData}
 */
export function readExpressionTypesData(rootDir) {
  const read = (/** @type {string} */ name) =>
    JSON.parse(readFileSync(join(rootDir, 'schemas', name), 'utf8'));
  const { variable, types, extensions } = read('expression-context.json');
  return { dotnet: read('dotnet-types.json'), context: { variable, types, extensions } };
}
