/** `apim-policy emulator`: runs the sample instance until it is interrupted. */
import { resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import {
  DataFolderError,
  type Emulator,
  PortInUseError,
  type SeedName,
  seedNames,
  stages,
  startEmulator,
} from '../../emulator';
import { CommandError, type Environment } from '../environment';

interface Options {
  readonly port: number;
  readonly data?: string;
  readonly seed: SeedName;
  readonly stages: boolean;
  readonly apis: number;
  readonly verbose?: boolean;
}

export function emulatorCommand(environment: Environment): Command {
  return new Command('emulator')
    .description(
      'Runs a local API Management that speaks the Azure Resource Manager REST API, on loopback only.',
    )
    .option('-p, --port <number>', 'port to listen on; 0 takes any free one', parsePort, 0)
    .option(
      '-d, --data <folder>',
      'folder to keep the instance in; without it, it is gone when the program ends',
    )
    .addOption(new Option('--seed <name>', 'what a new instance holds').choices(seedNames).default('shop'))
    .option('--no-stages', 'the sample service alone, without its test and production stages')
    .option('--apis <number>', 'APIs to generate in a new instance, each with ten operations', parseApis, 0)
    .option('--verbose', 'print each request to the error output')
    .addHelpText(
      'after',
      '\nPrints one line of JSON when it listens: {"url", "subscriptionId", "resourceGroup", "service", "resourceId",\n"services" (the resource ids of all)}.',
    )
    .action((options: Options) => emulate(options, environment));
}

async function emulate(options: Options, environment: Environment): Promise<void> {
  // Listened for from the start, so that an early Ctrl+C is not lost.
  const interrupted = environment.interrupted();
  const emulator = await start(options, environment);
  const { url, subscriptionId, resourceGroup, service, resourceId } = emulator;
  const services = emulator.services.map((each) => each.resourceId);
  environment.print(
    `${JSON.stringify({ url, subscriptionId, resourceGroup, service, resourceId, services })}\n`,
  );
  await interrupted;
  await emulator.close();
}

async function start(
  { port, data, seed, stages: withStages, apis, verbose }: Options,
  environment: Environment,
): Promise<Emulator> {
  try {
    return await startEmulator({
      port,
      seed,
      services: withStages ? stages : [],
      ...(apis === 0 ? {} : { generate: { apis, operations: 10, operationPolicies: 1 } }),
      catalogue: environment.catalogue,
      ...(data === undefined ? {} : { dataDir: resolve(data) }),
      ...(verbose === true ? { log: (line: string) => environment.complain(`${line}\n`) } : {}),
    });
  } catch (error) {
    if (error instanceof PortInUseError || error instanceof DataFolderError)
      throw new CommandError(error.message);
    throw error;
  }
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new InvalidArgumentError('It must be a number from 0 to 65535.');
  return port;
}

function parseApis(text: string): number {
  const apis = Number(text);
  if (!/^\d+$/.test(text) || apis > 20_000)
    throw new InvalidArgumentError('It must be a number from 0 to 20000.');
  return apis;
}
