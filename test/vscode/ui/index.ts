/** The tests that click and type in the workbench; scripts/test-vscode.mjs calls `run`. */
import { type RunOptions, runTests, type TestResult } from '../runner';
import { authoring } from './authoring';
import { exploring } from './exploring';
import { Stage, type StageOptions } from './fixture';
import { planning } from './planning';
import { promoting } from './promoting';
import { publishing } from './publishing';

export function run(options: StageOptions & RunOptions): Promise<readonly TestResult[]> {
  const stage = new Stage(options);
  const tests = [...exploring, ...planning, ...promoting, ...authoring, ...publishing];
  return runTests(tests, () => stage.prepare(), {
    only: options.only,
    shuffle: options.shuffle,
    onFailure: (name) => stage.abandon(name),
  });
}
