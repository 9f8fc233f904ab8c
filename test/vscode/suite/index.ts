/** The tests inside the extension host. VS Code calls `run`; scripts/test-vscode.mjs reads the report it writes. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { runTests } from '../runner';
import { activation } from './activation';
import { editing } from './editing';
import { effectivePolicy } from './effectivePolicy';
import { environments } from './environments';
import { explorer } from './explorer';
import { folders } from './folders';
import { live } from './live';
import { typing } from './typing';

export async function run(): Promise<void> {
  const shuffle = process.env.APIM_TEST_SHUFFLE;
  const results = await runTests(
    [
      ...activation,
      ...editing,
      ...typing,
      ...folders,
      ...effectivePolicy,
      ...live,
      ...explorer,
      ...environments,
    ],
    async () => undefined,
    {
      only: process.env.APIM_TEST_ONLY,
      shuffle: shuffle === undefined ? undefined : Number(shuffle),
    },
  );
  const report = process.env.APIM_TEST_REPORT;
  if (report !== undefined) {
    mkdirSync(dirname(report), { recursive: true });
    // Renamed when whole, so that the reader never sees half of it.
    writeFileSync(`${report}.part`, JSON.stringify(results));
    renameSync(`${report}.part`, report);
  }
  const failed = results.filter(({ outcome }) => outcome === 'failed');
  if (failed.length > 0) throw new Error(`${failed.length} tests failed.`);
}
