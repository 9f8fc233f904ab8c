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

/** One line on sections and scopes, as documented; `undefined` where nothing is known. */
export function placeLine(policy: PolicyFacts): string | undefined {
  if (policy.resolverRoot) return 'Root of a GraphQL resolver.';
  if (policy.nestedOnly) return 'Inside other policies only.';
  if (policy.status === 'undocumented') return undefined;
  const sections = policy.documentedSections ?? policy.sections;
  const scopes = policy.documentedScopes ?? policy.scopes;
  const parts = [
    sections.length === 0
      ? undefined
      : sections.length === allSections.length
        ? 'any section'
        : codeList(sections),
    scopes.length === 0
      ? undefined
      : scopes.length === allScopes.length
        ? 'any scope'
        : `${codeList(scopes)} scope`,
  ].filter((part) => part !== undefined);
  if (parts.length === 0) return undefined;
  const often = policy.oncePer && `, once in a ${policy.oncePer}`;
  const line = `${parts.join(' · ')}${often ?? ''}.`;
  return line.charAt(0).toUpperCase() + line.slice(1);
}

/** One line on gateways; `undefined` where nothing is known, or all have it. */
export function gatewayLine(policy: PolicyFacts): string | undefined {
  const { gateways } = policy;
  if (gateways.length === 0 || gateways.length === allGateways) return undefined;
  const names = gateways.map((gateway) => gatewayNames[gateway]);
  const last = names.pop();
  const list = names.length === 0 ? last : `${names.join(', ')} and ${last}`;
  return `Gateways: ${list} only.`;
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
