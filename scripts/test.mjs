/**
 * `npm test`: installs what is missing, then types, lint, build, unit tests, and the tests inside a real VS Code. All
 * of them run even if an earlier one fails. The last line says how many checks passed and failed.
 *
 *     npm test -- --unit    without the tests inside VS Code
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { installDependencies } from './dependencies.mjs';
import { Failure, nodeCommand, root, run, runMain } from './processes.mjs';

const bin = (name) => join(root, 'node_modules', name);

/** One check that either passes or not. */
function command(title, script, args) {
  return {
    title,
    run: async () => {
      const code = await run(nodeCommand(), [script, ...args]);
      return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
    },
  };
}

/** Milliseconds after which a unit test counts as hanging. */
const unitTestLimit = 360_000;

async function unitTests() {
  const report = join(root, 'out/unit-tests.json');
  mkdirSync(dirname(report), { recursive: true });
  rmSync(report, { force: true });
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await run(nodeCommand(), [bin('vitest/vitest.mjs'), ...args], { timeLimit: unitTestLimit });
  if (!existsSync(report)) throw new Failure(`The unit tests ended without a report (exit code ${code}).`);
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, 'utf8'));
  // A file that can't be loaded has no tests that could fail, and errors between tests belong to none.
  const failed = code !== 0 && numFailedTests === 0 ? 1 : numFailedTests;
  return { passed: numPassedTests, failed, skipped: numPendingTests };
}

async function vscodeTests() {
  const { testInVscode } = await import('./test-vscode.mjs');
  const { passed, failed } = await testInVscode();
  return { passed, failed, skipped: 0 };
}

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

await runMain(async () => {
  const { values } = parseArgs({ options: { unit: { type: 'boolean', default: false } } });
  await installDependencies();
  const checks = [
    command('types', bin('typescript/bin/tsc'), ['-b']),
    command('lint', bin('@biomejs/biome/bin/biome'), ['check', '--diagnostic-level=error', '.']),
    command('build', join(root, 'scripts/build.mjs'), []),
    { title: 'unit tests', run: unitTests },
    ...(values.unit ? [] : [{ title: 'tests in VS Code', run: vscodeTests }]),
  ];
  const summary = [];
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const { title, run: check } of checks) {
    console.log(`\n── ${title}`);
    const started = performance.now();
    const result = await check().catch((error) => {
      console.error(error instanceof Failure ? error.message : error);
      return { passed: 0, failed: 1, skipped: 0 };
    });
    summary.push(
      `${result.failed === 0 ? '✓' : '✗'} ${title}: ${result.passed} passed, ${result.failed} failed (${seconds(performance.now() - started)})`,
    );
    for (const key of Object.keys(total)) total[key] += result[key];
  }
  console.log(`\n${summary.join('\n')}\n`);
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
  console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
  return total.failed > 0 ? 1 : 0;
});
