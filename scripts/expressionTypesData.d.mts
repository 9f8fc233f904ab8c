import type { ExpressionTypesData } from '../server/src/core/expression/types/data';

export function readExpressionTypesData(rootDir: string): ExpressionTypesData;
