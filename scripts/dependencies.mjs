/** The npm packages of the project, installed where they are missing. Only Node's own modules are imported here. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure, root, runNpm } from './processes.mjs';

/** Whether node_modules holds what package-lock.json asks for, told from npm's own record of what it installed. */
function dependenciesAreCurrent() {
  const packagesOf = (file) => JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
  try {
    const installed = packagesOf('node_modules/.package-lock.json');
    return Object.entries(packagesOf('package-lock.json')).every(([path, { version, optional }]) => {
      if (path === '') return true;
      const found = installed[path];
      return found === undefined ? optional === true : found.version === version;
    });
  } catch {
    return false;
  }
}

/** Rejects with a `Failure` where npm can't. */
export async function installDependencies() {
  if (dependenciesAreCurrent()) return;
  console.log('Installing the dependencies (npm ci) …');
  const code = await runNpm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  if (code !== 0) {
    throw new Failure(
      `npm ci failed with code ${code}. Check the network connection and run npm start again.`,
    );
  }
}
