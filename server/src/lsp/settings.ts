/** The settings that the server reads, checked: what a user wrote may be anything. */
import type { Severity } from '../core/features/types';

export interface Settings {
  /** A severity of the user's choice by diagnostic code; `off` silences it. */
  readonly severities: Readonly<Record<string, Severity | 'off'>>;
}

export const defaultSettings: Settings = { severities: {} };

/** The section of the client's configuration that holds them. */
export const settingsSection = 'apimPolicy';

const known: ReadonlySet<unknown> = new Set(['error', 'warning', 'information', 'hint', 'off']);

/** Takes what is usable; everything else is as if it weren't set. */
export function readSettings(value: unknown): Settings {
  const severity = field(field(value, 'diagnostics'), 'severity');
  if (typeof severity !== 'object' || severity === null) return defaultSettings;
  const entries = Object.entries(severity).filter((entry): entry is [string, Severity | 'off'] =>
    known.has(entry[1]),
  );
  return { severities: Object.fromEntries(entries) };
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
