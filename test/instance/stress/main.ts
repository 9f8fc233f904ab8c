/** The whole of the stress and kill tests, with a summary. Run by scripts/stress.mjs. */
import { parseArgs } from 'node:util';
import { runKills } from './kill';
import { runStress } from './run';

const { values } = parseArgs({
  options: {
    policies: { type: 'string', default: '500' },
    writes: { type: 'string', default: '10000' },
    kills: { type: 'string', default: '100' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const seed = Number(values.seed);
const faults: string[] = [];

if (Number(values.writes) > 0) {
  let told = 0;
  await report('stress', () =>
    runStress({
      seed,
      policies: Number(values.policies),
      writes: Number(values.writes),
      onProgress: (writes) => {
        if (writes < told + 1000) return;
        told = writes - (writes % 1000);
        console.log(`${told} writes …`);
      },
    }),
  );
}
if (Number(values.kills) > 0)
  await report('kill', () => runKills({ seed, policies: 40, kills: Number(values.kills), longest: 800 }));
console.log(faults.length === 0 ? 'Nothing was lost.' : `${faults.length} faults.`);
process.exitCode = faults.length === 0 ? 0 : 1;

async function report(
  name: string,
  run: () => Promise<{ readonly faults: readonly string[] }>,
): Promise<void> {
  const began = performance.now();
  const { faults: found, ...figures } = await run();
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  console.log(`${name}, seed ${seed}, ${seconds} s`, figures);
  for (const fault of found.slice(0, 50)) console.log(`  ${fault}`);
  faults.push(...found);
}
