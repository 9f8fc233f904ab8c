/** Read and write round trips against a real instance. Run by scripts/test-live.mjs. */
import { clouds, createArmInstance, defaultCredential, parseResourceId } from '../../instance';
import { readEverything } from './reading';
import { Steps } from './steps';
import { writeAndTakeBack } from './writing';

const {
  APIM_LIVE_RESOURCE_ID: resourceId = '',
  APIM_LIVE_ENDPOINT: endpoint = clouds.public.endpoint,
  APIM_LIVE_WRITE: write,
  APIM_LIVE_API: api,
} = process.env;

const steps = new Steps(({ outcome, name, note }) => console.log(`${outcome.padEnd(7)} ${name}: ${note}`));
const target = parseResourceId(resourceId);
if (resourceId === '')
  steps.skip(
    'everything',
    'set APIM_LIVE_RESOURCE_ID to the resource id of an instance; sign in as DefaultAzureCredential expects, e.g. with az login',
  );
else if (target === undefined)
  await steps.run('read the resource id', async () => {
    throw new Error(`"${resourceId}" is not the resource id of an API Management service`);
  });
else {
  const loopback = /^http:\/\/(?:127\.0\.0\.1|localhost)(?::|$)/.test(endpoint);
  const credential = loopback
    ? { getToken: async () => ({ token: 'live-test', expiresOnTimestamp: Date.now() + 3_600_000 }) }
    : await defaultCredential();
  const instance = createArmInstance({ ...target, endpoint }, credential);
  await readEverything(instance, steps);
  if (write === '1')
    await writeAndTakeBack(instance, steps, { prefix: `apim-policy-live-${process.pid}`, api });
  else
    steps.skip(
      'every write',
      'set APIM_LIVE_WRITE=1; a fragment, a named value and a backend are created and deleted again, and with APIM_LIVE_API the policy of that API is changed for a moment',
    );
}
const count = (outcome: string) => steps.all.filter((step) => step.outcome === outcome).length;
console.log(`${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`);
process.exitCode = count('failed') === 0 ? 0 : 1;
