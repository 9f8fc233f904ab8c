/** Named environments: which instances a workspace belongs to, and what is different in each. */
import type { LayoutName } from '../../server/src/core/workspace/types';
import type { clouds } from '../auth';
import type { InstanceTarget } from '../types';

/** The committed file in the workspace folder. */
export const environmentsFileName = 'apim-policy.yaml';

export type CloudName = keyof typeof clouds;

export interface Environment {
  readonly name: string;
  readonly target: InstanceTarget;
  /** `undefined` with an endpoint of its own. */
  readonly cloud: CloudName | undefined;
  /** The Microsoft Entra tenant to sign in to; the home tenant without it. */
  readonly tenant: string | undefined;
  /** Folder of the artifacts, relative to the workspace folder, `''` for that itself; found where not given. */
  readonly folder: string | undefined;
  /** Where not given: whichever the folder has. */
  readonly layout: LayoutName | undefined;
  /** Whether a push asks for the environment's name to be typed. */
  readonly protected: boolean;
  /** An APIOps configuration file with more overrides, relative to the workspace folder. */
  readonly configuration: string | undefined;
  readonly overrides: Overrides;
  /** In the file, in UTF-16 code units: where the environment's name stands. */
  readonly at: number;
}

/** What is different from the files in an environment; by resource name. */
export interface Overrides {
  readonly namedValues: readonly NamedValueOverride[];
  readonly backends: readonly BackendOverride[];
}

/** What is given replaces what the file says. Texts may hold tokens, `{#NAME#}`. */
export interface NamedValueOverride {
  readonly name: string;
  readonly displayName?: string;
  readonly value?: string;
  readonly secret?: boolean;
  readonly tags?: readonly string[];
  readonly keyVault?: { readonly secretIdentifier: string; readonly identityClientId?: string };
}

/** Properties are merged into the file's, objects member by member. */
export interface BackendOverride {
  readonly name: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

export const noOverrides: Overrides = { namedValues: [], backends: [] };

/** Something wrong in a configuration file. Messages quote no values: those may be secrets. */
export interface ConfigurationProblem {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  /** In UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  /** Both 1-based. */
  readonly line: number;
  readonly column: number;
}

export interface EnvironmentsFile {
  /** In the file's order, without those that have errors. */
  readonly environments: readonly Environment[];
  /** The name of the one to begin with, where the file says so. */
  readonly initial: string | undefined;
  /** In the order of the file. */
  readonly problems: readonly ConfigurationProblem[];
}

export interface ConfigurationFile {
  readonly overrides: Overrides;
  /** The service that the file names. */
  readonly service: string | undefined;
  /** Sections that are not about named values and backends: they are left to APIOps. */
  readonly ignored: readonly string[];
  readonly problems: readonly ConfigurationProblem[];
}
