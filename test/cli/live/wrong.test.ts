/** Wrong command lines, broken files, and instances that can't be had: one message, nothing sent. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Emulator } from '../../../emulator';
import { startTestEmulator } from '../../support/emulator';
import { environmentsFile, type LiveFolder, liveFolder, runLive } from '../../support/liveRun';

let emulator: Emulator;
let folder: LiveFolder;
beforeAll(async () => {
  emulator = await startTestEmulator();
});
afterAll(() => emulator.close());
beforeEach(() => {
  folder = liveFolder({
    'apim-policy.yaml': environmentsFile(emulator, { dev: emulator, prod: emulator }),
    'artifacts/policy.xml': '<policies />',
  });
  onTestFinished(folder.remove);
});

const live = (...args: readonly string[]) => runLive(folder.path, args);

describe('what can’t be', () => {
  it.each([
    [
      ['plan', '-e', 'prdo'],
      'There is no environment "prdo" in apim-policy.yaml; it has dev, prod. Did you mean prod?',
    ],
    [['plan'], 'Say which environment is meant, with --environment: dev, prod.'],
    [['plan', '-e', 'dev', 'nope.xml'], 'nope.xml does not exist.'],
    [['plan', '-e', 'dev', '..'], 'The path .. is outside of '],
    [
      ['plan', '-e', 'dev', '--since', 'a', 'artifacts'],
      'Name either files or a commit with --since, not both.',
    ],
    [['plan', '-e', 'dev', '--folder', 'nope'], 'There is no folder "nope" with artifacts'],
    [['plan', '-e', 'dev', '--since', 'a'], 'The folder is in no Git repository'],
    [['plan', '--resource-id', 'shop'], 'It must look like /subscriptions/'],
    [['plan', '-e', 'dev', '--endpoint', 'shop'], 'It must be a web address'],
    [['plan', '-e', 'dev', '--cloud', 'public'], "cannot be used with option '-e, --environment"],
    [['plan', '-e', 'dev', '--endpoint', 'http://shop.example'], 'would send your token unencrypted'],
    [
      ['plan', '-e', 'dev', '--endpoint', 'http://127.0.0.1:9'],
      'The endpoint 127.0.0.1:9 could not be reached',
    ],
  ])('%j', async (args, message) => {
    expect(await live(...args)).toMatchObject({
      code: 2,
      printed: '',
      complained: expect.stringContaining(message),
    });
  });

  it('tells what is wrong with the files of the environments, at its place', async () => {
    folder.write('apim-policy.yaml', 'environments:\n  dev:\n    resourceId: shop\n');
    expect(await live('plan', '-e', 'dev')).toMatchObject({
      code: 2,
      complained: expect.stringMatching(
        /^apim-policy\.yaml:3:17 error This is no resource id[\s\S]*mend apim-policy\.yaml first\.\n$/,
      ),
    });
    folder.write(
      'apim-policy.yaml',
      environmentsFile(emulator, { dev: emulator }, { dev: '    configuration: configuration.dev.yaml\n' }),
    );
    expect((await live('plan', '-e', 'dev')).complained).toContain(
      'configuration.dev.yaml:1:1 error There is no file "configuration.dev.yaml"',
    );
    expect((await live('plan', '-e', 'dev')).code).toBe(2);
  });

  it('sends nobody’s sign-in to an address that only the file names', async () => {
    folder.edit('apim-policy.yaml', (text) => text.replace(emulator.url, 'https://arm.shop.example'));
    expect(await live('plan', '-e', 'dev')).toMatchObject({
      code: 2,
      complained: expect.stringContaining('repeat it with --endpoint where your sign-in may go there'),
    });
  });

  it('says how to sign in where that is missing', async () => {
    emulator.faults.add({ path: '*', times: 0, effect: { kind: 'status', status: 401 } });
    onTestFinished(() => emulator.faults.clear());
    expect(await live('plan', '-e', 'dev')).toMatchObject({
      code: 2,
      complained: expect.stringContaining('Sign in with "az login"'),
    });
  });
});
