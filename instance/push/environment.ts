/** A named environment made ready for a push: its place in the workspace, its memory, and what is different in it. */
import { detectLayout } from '../../server/src/core/workspace/layout';
import {
  type ConfigurationProblem,
  type Environment,
  environmentsFileName,
  mergeOverrides,
  readConfiguration,
} from '../environments';
import { openSyncState } from '../sync';
import type { PushSides } from './types';

/** A problem in a file that belongs to the environment. */
export interface EnvironmentProblem extends ConfigurationProblem {
  readonly path: string;
}

export interface ReadyEnvironment {
  readonly sides: PushSides;
  /** With an error among them nothing should be pushed: something that is different there may be missing. */
  readonly problems: readonly EnvironmentProblem[];
}

export async function openEnvironment(
  environment: Environment,
  given: Pick<PushSides, 'instance' | 'files' | 'tokens' | 'git'>,
): Promise<ReadyEnvironment> {
  const { files } = given;
  const { folder, layout, configuration } = environment;
  const paths = await files.list();
  const below =
    folder === undefined || folder === '' ? paths : paths.filter((path) => path.startsWith(`${folder}/`));
  const found = detectLayout(below);
  const problems: EnvironmentProblem[] = [];
  let { overrides } = environment;
  if (configuration !== undefined) {
    const text = await files.read(configuration);
    if (text === undefined)
      problems.push(
        wholeFile(
          configuration,
          'error',
          `There is no file "${configuration}", which the environment "${environment.name}" names.`,
        ),
      );
    else {
      const file = readConfiguration(text);
      overrides = mergeOverrides(overrides, file.overrides);
      problems.push(...file.problems.map((problem) => ({ ...problem, path: configuration })));
      if (
        file.service !== undefined &&
        file.service.toLowerCase() !== environment.target.service.toLowerCase()
      )
        problems.push(
          wholeFile(
            configuration,
            'warning',
            `"apimServiceName" says "${file.service}", the environment "${environment.name}" is "${environment.target.service}".`,
          ),
        );
    }
  }
  return {
    sides: {
      ...given,
      state: openSyncState(files, environment.target),
      place: { layout: layout ?? found?.layout ?? 'apiops', root: folder ?? found?.root ?? '' },
      overrides,
      overridesFrom: [environmentsFileName, ...(configuration === undefined ? [] : [configuration])],
    },
    problems,
  };
}

function wholeFile(
  path: string,
  severity: ConfigurationProblem['severity'],
  message: string,
): EnvironmentProblem {
  return { path, severity, message, start: 0, end: 0, line: 1, column: 1 };
}
