import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // test/vscode runs inside a real VS Code, not here.
    exclude: ['test/vscode/**', 'node_modules/**'],
    // A guard against hanging, not a measure: machines are slow when they are busy.
    testTimeout: 120_000,
    pool: 'threads',
  },
});
