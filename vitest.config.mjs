import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // test/vscode runs inside a real VS Code, not here.
    exclude: ['test/vscode/**', 'node_modules/**'],
    testTimeout: 20_000,
    pool: 'threads',
  },
});
