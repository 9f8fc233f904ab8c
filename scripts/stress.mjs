/**
 * `npm run stress [-- --policies 500 --writes 10000 --kills 100 --seed N]`: two clients of the engine and a colleague
 * in the portal change the same policies while one request in five fails; then pulls and pushes are killed at random
 * moments. Tells what was lost, which must be nothing.
 */
import { runTestProgram } from './testBundle.mjs';

await runTestProgram('test/instance/stress/main.ts', 'stress');
