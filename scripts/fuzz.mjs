/**
 * `npm run fuzz [-- --documents 100000 --expressions 100000 --seed N --from N]`: policies, damaged in all ways, through
 * everything the language core can be asked, and expressions through all that is made of them. What fails is saved,
 * made small, in out/fuzz/.
 */
import { runTestProgram } from './testBundle.mjs';

await runTestProgram('test/fuzz/main.ts', 'fuzz');
