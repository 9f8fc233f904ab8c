export function readExpressionDocs(rootDir: string): string;
