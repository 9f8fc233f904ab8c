/** The browser that tests drive: the one CHROME_PATH names, else the Chromium inside an npm package, else an installed one. */
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { Failure } from './processes.mjs';

async function launchOptions() {
  const path = process.env.CHROME_PATH;
  if (path !== undefined && path !== '') {
    if (!existsSync(path)) throw new Failure(`CHROME_PATH is ${path}, where there is no file.`);
    return [{ executablePath: path, args: ['--no-sandbox'] }];
  }
  const installed = [{ channel: 'chrome' }, { channel: 'msedge' }];
  if (process.platform !== 'linux' || process.arch !== 'x64') return installed;
  const { default: packaged } = await import('@sparticuz/chromium');
  // The package's own arguments are for a sandbox with one process and no graphics card, and make screenshots slow.
  packaged.setGraphicsMode = false;
  const args = ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'];
  return [{ executablePath: await packaged.executablePath(), args }, ...installed];
}

/** Launches it without a window. Throws a sentence that says what to do where there is none. */
export async function launchBrowser() {
  const problems = [];
  for (const options of await launchOptions()) {
    try {
      return await chromium.launch({ headless: true, ...options });
    } catch (error) {
      problems.push(error.message);
    }
  }
  throw new Failure(
    `No browser could be started. Install Chrome, or set CHROME_PATH to a Chromium. Tried:\n${problems.join('\n')}`,
  );
}
