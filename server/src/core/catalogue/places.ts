/** Says in words where a policy may stand and how often. */
import { code, codeList } from './markdown';
import type { CatalogueData, Gateway, PolicyFacts, Scope, Section } from './types';

const gatewayNames: Readonly<Record<Gateway, string>> = {
  classic: 'classic',
  v2: 'v2',
  consumption: 'Consumption',
  'self-hosted': 'self-hosted',
  workspace: 'workspace',
};

const allSections: readonly Section[] = ['inbound', 'backend', 'outbound', 'on-error'];
const allScopes: readonly Scope[] = ['global', 'workspace', 'product', 'api', 'operation'];
const allGateways = Object.keys(gatewayNames).length;

/** One line on sections, scopes, gateways and number, as documented; `undefined` where nothing is known. */
export function placeLine(policy: PolicyFacts): string | undefined {
  const parts = [place(policy), gateways(policy), policy.oncePer && `Once in a ${policy.oncePer}`];
  const known = parts.filter((part) => part !== undefined);
  return known.length === 0 ? undefined : known.join(' · ');
}

function place(policy: PolicyFacts): string | undefined {
  if (policy.resolverRoot) return 'Root of a GraphQL resolver';
  if (policy.nestedOnly) return 'Inside other policies only';
  if (policy.status === 'undocumented') return undefined;
  const sections = policy.documentedSections ?? policy.sections;
  const scopes = policy.documentedScopes ?? policy.scopes;
  const parts = [
    named('Section', sections, allSections.length),
    named('Scope', scopes, allScopes.length),
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(' · ');
}

function named(what: string, names: readonly string[], all: number): string | undefined {
  if (names.length === 0) return undefined;
  if (names.length === all) return `${what}s: all`;
  return `${what}${names.length > 1 ? 's' : ''}: ${codeList(names)}`;
}

function gateways(policy: PolicyFacts): string | undefined {
  const names = policy.gateways.map((gateway) => gatewayNames[gateway]);
  if (names.length === 0 || names.length === allGateways) return undefined;
  const last = names.pop();
  return names.length === 0 ? `Gateway: ${last}` : `Gateways: ${names.join(', ')} and ${last}`;
}

/** What there is to say of its standing; `undefined` for generally available policies. */
export function statusLine(policy: PolicyFacts): string | undefined {
  switch (policy.status) {
    case 'ga':
      return undefined;
    case 'preview':
      return 'Preview: may still change.';
    case 'undocumented':
      return 'The service knows it, its documentation does not.';
    case 'deprecated':
      return policy.replacedBy ? `Deprecated: use ${code(policy.replacedBy)}.` : 'Deprecated.';
  }
}

/** What `base` brings in, scope by scope. */
export function baseLines(data: CatalogueData): readonly string[] {
  return data.scopes.map((scope) => `${code(scope.name)}: ${scope.base}`);
}
