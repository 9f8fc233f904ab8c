/** Policies have to be available on the connected instance's pricing tier. */
import type { Gateway } from '../catalogue/types';
import type { DocumentRule } from './types';

export const wrongGateway: DocumentRule = {
  name: 'wrong-gateway',
  check(analysis, report) {
    const { catalogue, facts } = analysis;
    const tier = catalogue.data.tiers.find(({ name }) => name === facts.tier);
    if (!tier) return;
    const has = (gateway: Gateway): boolean => tier.gateways.includes(gateway);
    for (const { node, meaning } of analysis.elements) {
      if (meaning.kind !== 'policy' || meaning.policy.gateways.length === 0) continue;
      if (meaning.policy.gateways.some(has)) continue;
      const tiers = catalogue.data.tiers.filter(({ gateways }) =>
        gateways.some((gateway) => meaning.policy.gateways.includes(gateway)),
      );
      report({
        code: 'wrong-gateway',
        span: node.nameSpan,
        message: `<${node.name}> is not available on the instance's tier ${tier.name}, only on ${tiers.map(({ name }) => name).join(', ')}.`,
      });
    }
  },
};
