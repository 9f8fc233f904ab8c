/**
 * Pulls and pushes in a process that is killed at random moments, while a person edits files and a colleague writes
 * to the instance in between. No file may be half written, and the next run has to carry on.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import esbuild from 'esbuild';
import { parsePolicy } from '../../../server/src/core/syntax';
import { armInstance } from '../../support/armInstance';
import { repositoryRoot } from '../../support/catalogue';
import { Client } from './client';
import { marksIn } from './marks';
import { Portal } from './portal';
import { Random } from './random';
import { startUnderStress } from './subjects';

export interface KillOptions {
  readonly seed: number;
  readonly policies: number;
  readonly kills: number;
  /** The longest a process lives, in ms. */
  readonly longest: number;
}

export interface KillSummary {
  readonly kills: number;
  /** Files of the workspace that were looked at, over all kills. */
  readonly looked: number;
  readonly edits: number;
  readonly faults: readonly string[];
}

export async function runKills({ seed, policies, kills, longest }: KillOptions): Promise<KillSummary> {
  const random = new Random(seed);
  const { emulator, subjects } = await startUnderStress(policies);
  const portal = new Portal(emulator, random);
  const folder = mkdtempSync(join(tmpdir(), 'apim-kill-'));
  const person = new Client('ann', armInstance(emulator), random, folder);
  const bundle = await bundled();
  const { url, subscriptionId, resourceGroup, service } = emulator;
  const where = JSON.stringify({ url, subscriptionId, resourceGroup, service });
  const fragments = String(subjects.length - policies);
  const start = (...mode: readonly string[]) =>
    spawn(process.execPath, [bundle, where, folder, String(policies), fragments, ...mode], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  const faults: string[] = [];
  let looked = 0;
  try {
    for (let kill = 1; kill <= kills; kill++) {
      const child = start();
      const ended = once(child, 'exit');
      await Promise.race([once(child.stdout, 'data'), ended]);
      await new Promise((resolve) => setTimeout(resolve, random.next() * longest));
      child.kill('SIGKILL');
      await ended;
      const { files, broken } = look(folder);
      looked += files;
      faults.push(...broken.map((fault) => `after kill ${kill}: ${fault}`));
      for (let edit = 0; edit < 5; edit++) person.edit(random.pick(subjects));
      for (let write = 0; write < 5; write++) portal.write(random.pick(subjects).path);
    }
    const [code] = await once(start('once'), 'exit');
    if (code !== 0) faults.push(`the last run ended with code ${code}`);
    faults.push(...look(folder).broken);
    for (const subject of subjects) {
      const there = new Set(marksIn(String(emulator.store.get(subject.path)?.properties.value)));
      const here = new Set(marksIn(person.textOf(subject) ?? ''));
      const missing = [...there].filter((mark) => !here.has(mark));
      if (missing.length > 0) faults.push(`${subject.path} lacks ${missing.join(', ')} in the workspace`);
      for (const mark of here) if (!there.has(mark)) faults.push(`${mark} is not in ${subject.path}`);
    }
    const all = new Set(
      subjects.flatMap(({ path }) => marksIn(String(emulator.store.get(path)?.properties.value))),
    );
    for (const mark of portal.accepted.keys()) if (!all.has(mark)) faults.push(`${mark} was lost`);
    for (let edit = 1; edit <= person.counts.edits; edit++)
      if (!all.has(`mark-ann-${edit}`)) faults.push(`mark-ann-${edit} was lost`);
    return { kills, looked, edits: person.counts.edits, faults };
  } finally {
    await emulator.close();
    rmSync(folder, { recursive: true, force: true });
    rmSync(bundle, { force: true });
  }
}

/** What is wrong with the files of a workspace by themselves. */
function look(folder: string): { readonly files: number; readonly broken: readonly string[] } {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const broken = names.flatMap((name) => {
    const path = name.slice(folder.length + 1);
    const text = readFileSync(name, 'utf8');
    if (path.startsWith('.apim'))
      return path.endsWith('.json') && !isJson(text) ? [`${path} is half written`] : [];
    if (path.endsWith('.xml'))
      return parsePolicy(text).problems.length > 0 || !/<\/(?:policies|fragment)>\s*$/.test(text)
        ? [`${path} is half written: ${JSON.stringify(text.slice(-80))}`]
        : [];
    if (path.endsWith('.json')) return isJson(text) ? [] : [`${path} is half written`];
    return [`${path} was left behind`];
  });
  return { files: names.length, broken };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The program as one file, beside the packages it imports. */
async function bundled(): Promise<string> {
  const outfile = join(repositoryRoot, `out/killed-${process.pid}.mjs`);
  mkdirSync(join(repositoryRoot, 'out'), { recursive: true });
  await esbuild.build({
    absWorkingDir: repositoryRoot,
    entryPoints: ['test/instance/stress/killedProgram.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    packages: 'external',
    logLevel: 'warning',
  });
  return outfile;
}
