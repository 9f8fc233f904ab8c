/** What the commands for live instances have in common on the command line. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { clouds, parseResourceId } from '../../instance/auth';
import type { CloudName } from '../../instance/environments';
import type { LayoutName } from '../../server/src/core/workspace/types';

export type Format = 'text' | 'json';

/** How an instance is reached that no environment names, and what an environment leaves open. */
export interface ReachOptions {
  readonly endpoint?: string;
  readonly cloud?: CloudName;
  readonly tenant?: string;
}

/** Which instance. */
export interface TargetOptions extends ReachOptions {
  readonly environment?: string;
  readonly resourceId?: string;
}

/** Where the files are. */
export interface PlaceOptions {
  readonly folder?: string;
  readonly layout?: LayoutName;
}

/** Which files are pushed, beside paths. */
export interface SelectionOptions {
  readonly since?: string;
}

export interface FormatOptions {
  readonly format: Format;
}

/** What a push sends, and what becomes of what it meets. */
export interface SendOptions {
  readonly delete?: true;
  readonly overwrite?: true;
  readonly onFailure: 'stop' | 'continue';
  readonly dryRun?: true;
  readonly confirm?: string;
  readonly patch?: true;
}

const layouts: readonly LayoutName[] = ['apiops', 'apiops-cli'];

export function addTargetOptions(command: Command): Command {
  command
    .option(
      '-e, --environment <name>',
      'an environment of apim-policy.yaml (default: the one it begins with)',
    )
    .addOption(
      new Option('--resource-id <id>', "the service's resource id, in place of an environment")
        .argParser(parseId)
        .conflicts('environment'),
    );
  return addReachOptions(command);
}

export function addReachOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--endpoint <url>',
        "Azure Resource Manager's address; needed where it is none of Azure's own",
      ).argParser(parseEndpoint),
    )
    .addOption(
      new Option('--cloud <name>', 'the cloud of a resource id')
        .choices(Object.keys(clouds))
        .conflicts('environment'),
    )
    .option('--tenant <id>', 'the Microsoft Entra tenant to sign in to');
}

export function addPlaceOptions(command: Command): Command {
  return command
    .option(
      '--folder <folder>',
      "the folder with the artifacts (default: the environment's, else the one found)",
    )
    .addOption(
      new Option('--layout <name>', 'the layout of new files (default: the one that the folder has)').choices(
        layouts,
      ),
    );
}

export function addFormatOption(command: Command): Command {
  return command.addOption(
    new Option('-f, --format <format>', 'how the outcome is printed')
      .choices(['text', 'json'])
      .default('text'),
  );
}

export function addSendOptions(command: Command): Command {
  return command
    .option('--delete', 'also delete what has no file any more')
    .option('--overwrite', 'replace what others have changed on the instance, where it is in conflict')
    .addOption(
      new Option('--on-failure <what>', 'at the first failure, stop or send the rest')
        .choices(['stop', 'continue'])
        .default('stop'),
    )
    .option('--dry-run', 'print the plan, send nothing')
    .option('--patch', 'print what changes in each, as a unified diff')
    .option('--confirm <name>', 'the name of a protected environment, to write to it');
}

function parseId(text: string): string {
  if (parseResourceId(text) === undefined)
    throw new InvalidArgumentError(
      'It must look like /subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.ApiManagement/service/<name>.',
    );
  return text;
}

function parseEndpoint(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
    throw new InvalidArgumentError('It must be a web address such as https://management.azure.com.');
  return text.replace(/\/+$/, '');
}
