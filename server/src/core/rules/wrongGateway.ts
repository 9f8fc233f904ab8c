/** Policies have to be available on the connected instance's pricing tier, in a workspace on the gateways that run it. */
import type { Gateway, TierFacts } from '../catalogue/types';
import type { DocumentRule } from './types';

export const wrongGateway: DocumentRule = {
  name: 'wrong-gateway',
  check(analysis, report) {
    const { catalogue, facts, address } = analysis;
    const tier = catalogue.data.tiers.find(({ name }) => name === facts.tier);
    if (!tier) return;
    const inWorkspace = address !== undefined && 'workspace' in address && address.workspace !== undefined;
    const place = `${inWorkspace ? 'in a workspace ' : ''}on the instance's tier`;
    const gatewaysOf = (one: TierFacts): readonly Gateway[] =>
      (inWorkspace ? one.workspaceGateways : undefined) ?? one.gateways;
    for (const { node, meaning } of analysis.elements) {
      if (meaning.kind !== 'policy' || meaning.policy.gateways.length === 0) continue;
      const has = (one: TierFacts): boolean =>
        gatewaysOf(one).some((gateway) => meaning.policy.gateways.includes(gateway));
      if (has(tier)) continue;
      const tiers = catalogue.data.tiers.filter(
        (one) => (inWorkspace ? one.workspaceGateways : one) && has(one),
      );
      report({
        code: 'wrong-gateway',
        span: node.nameSpan,
        message: `<${node.name}> is not available ${place} ${tier.name}${onlyOn(tiers)}.`,
      });
    }
  },
};

function onlyOn(tiers: readonly TierFacts[]): string {
  return tiers.length === 0 ? '' : `, only on ${tiers.map(({ name }) => name).join(', ')}`;
}
