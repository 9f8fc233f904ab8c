/**
 * Writes schemas/dotnet-types.json, what expressions can name of .NET and Newtonsoft.Json, from the assemblies of the
 * installed .NET SDK and from schemas/expression-allowlist.json.
 *
 *     npm run dotnet-types
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Failure, root } from './processes.mjs';

/** The SDK neither greets nor sends what it was used for. */
const env = { ...process.env, DOTNET_NOLOGO: '1', DOTNET_CLI_TELEMETRY_OPTOUT: '1' };

/** @param {string[]} args */
function dotnet(args) {
  const { status, stdout, stderr, error } = spawnSync('dotnet', args, { encoding: 'utf8', env });
  if (error !== undefined) throw new Failure('The .NET SDK (dotnet) is not installed. See https://dot.net.');
  if (status !== 0) throw new Failure(`dotnet ${args[0]} failed:\n${stdout}${stderr}`);
  return stdout.trim();
}

/** The last in the order of version numbers. @param {string[]} names */
function newest(names) {
  return names.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1) ?? '';
}

/** The newest SDK, and the reference assemblies that came with it. */
function sdk() {
  const lines = dotnet(['--list-sdks']).split('\n');
  const found = /^(?<version>\S+) \[(?<folder>.+)\]$/.exec(newest(lines))?.groups;
  if (found === undefined) throw new Failure('There is no .NET SDK. See https://dot.net.');
  const { version = '', folder = '' } = found;
  const packs = join(folder, '..', 'packs', 'Microsoft.NETCore.App.Ref');
  const references = join(packs, newest(readdirSync(packs)), 'ref');
  return {
    framework: join(references, newest(readdirSync(references))),
    newtonsoft: join(folder, version, 'Newtonsoft.Json.dll'),
  };
}

/** Writes the types into `output`; returns what there is to say about them. @param {string} output */
export function writeDotnetTypes(output) {
  const { framework, newtonsoft } = sdk();
  const built = join(root, 'out/dotnet-types');
  dotnet([
    'build',
    join(root, 'scripts/dotnet-types/dotnet-types.csproj'),
    '--configuration',
    'Release',
    '--output',
    built,
    `-p:BaseIntermediateOutputPath=${join(root, 'out/dotnet-types-obj')}/`,
    '--nologo',
    '--verbosity',
    'quiet',
  ]);
  return dotnet([
    join(built, 'dotnet-types.dll'),
    join(root, 'schemas/expression-allowlist.json'),
    framework,
    newtonsoft,
    output,
  ]);
}

if (process.argv[1] !== undefined && import.meta.filename === resolve(process.argv[1])) {
  try {
    console.log(writeDotnetTypes(join(root, 'schemas/dotnet-types.json')));
  } catch (error) {
    console.error(error instanceof Failure ? error.message : error);
    process.exitCode = 1;
  }
}
