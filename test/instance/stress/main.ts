/** The whole of the stress test, with a summary. Run by scripts/stress.mjs. */
import { parseArgs } from 'node:util';
import { runStress } from './run';

const { values } = parseArgs({
  options: {
    policies: { type: 'string', default: '500' },
    writes: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const seed = Number(values.seed);
const began = performance.now();
let told = 0;
const summary = await runStress({
  seed,
  policies: Number(values.policies),
  writes: Number(values.writes),
  onProgress: (writes) => {
    if (writes < told + 1000) return;
    told = writes - (writes % 1000);
    console.log(`${told} writes …`);
  },
});
const seconds = ((performance.now() - began) / 1000).toFixed(0);
const { faults, ...figures } = summary;
console.log(`stress, seed ${seed}, ${seconds} s`, figures);
for (const fault of faults.slice(0, 50)) console.log(`LOST: ${fault}`);
console.log(faults.length === 0 ? 'Nothing was lost.' : `${faults.length} faults.`);
process.exitCode = faults.length === 0 ? 0 : 1;
