/**
 * `npm run test:live`: reads a real instance, and writes to it where that is allowed. It says what it skips.
 *
 *     APIM_LIVE_RESOURCE_ID  the instance; without it nothing is tested
 *     APIM_LIVE_ENDPOINT     ARM's endpoint, by default https://management.azure.com
 *     APIM_LIVE_WRITE=1      creates, changes and deletes a fragment, a named value and a backend of its own
 *     APIM_LIVE_API          an API whose policy may be changed for a moment
 */
import { runTestProgram } from './testBundle.mjs';

await runTestProgram('test/live/main.ts', 'test-live');
