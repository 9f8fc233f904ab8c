/** The settings this client reads; see package.json for what each means. The server reads its own. */
import * as vscode from 'vscode';
import type { LayoutName } from '../../server/src/core/workspace/types';

export const settingKeys = {
  resourceId: 'apimPolicy.instance.resourceId',
  endpoint: 'apimPolicy.instance.endpoint',
  cloud: 'apimPolicy.cloud',
  authentication: 'apimPolicy.authentication',
  tenantId: 'apimPolicy.tenantId',
  layout: 'apimPolicy.layout',
  artifactsFolder: 'apimPolicy.artifactsFolder',
  autoClosingTags: 'apimPolicy.autoClosingTags',
} as const;

/** The settings of which each says which instance to connect to, or how. */
export const connectionSettings: readonly string[] = [
  settingKeys.resourceId,
  settingKeys.endpoint,
  settingKeys.cloud,
  settingKeys.authentication,
  settingKeys.tenantId,
];

export type CloudName = 'public' | 'usGovernment' | 'china';

export interface ConnectionSettings {
  /** Empty where none is set. */
  readonly resourceId: string;
  /** Empty for the cloud's own. */
  readonly endpoint: string;
  readonly cloud: CloudName;
  readonly authentication: 'vscode' | 'default';
  readonly tenantId: string | undefined;
}

export function readConnectionSettings(): ConnectionSettings {
  const tenantId = text(settingKeys.tenantId);
  return {
    resourceId: text(settingKeys.resourceId),
    endpoint: text(settingKeys.endpoint).replace(/\/+$/, ''),
    cloud: oneOf(settingKeys.cloud, ['public', 'usGovernment', 'china']),
    authentication: oneOf(settingKeys.authentication, ['vscode', 'default']),
    tenantId: tenantId === '' ? undefined : tenantId,
  };
}

export interface LayoutSettings {
  readonly layout: LayoutName | 'auto';
  /** Relative to the workspace folder, with forward slashes; empty where none is set. */
  readonly artifactsFolder: string;
}

export function readLayoutSettings(): LayoutSettings {
  return {
    layout: oneOf(settingKeys.layout, ['auto', 'apiops', 'apiops-cli']),
    artifactsFolder: text(settingKeys.artifactsFolder),
  };
}

/** Whether closing tags are inserted while typing in this document. */
export function closesTags(document: vscode.TextDocument): boolean {
  return vscode.workspace.getConfiguration(undefined, document).get(settingKeys.autoClosingTags) === true;
}

/** A setting's text, trimmed; what isn't text counts as not set. */
function text(key: string): string {
  const value: unknown = vscode.workspace.getConfiguration().get(key);
  return typeof value === 'string' ? value.trim() : '';
}

/** The setting where it is one of the allowed values, else the first of them. */
function oneOf<T extends string>(key: string, allowed: readonly [T, ...T[]]): T {
  const value = text(key);
  return allowed.find((each) => each === value) ?? allowed[0];
}
