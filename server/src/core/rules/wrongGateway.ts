/** Policies have to be available on the connected instance's pricing tier. */
import type { Gateway } from '../catalogue/types';
import { elementsOf } from '../model';
import type { Rule } from './types';

export const wrongGateway: Rule = {
  name: 'wrong-gateway',
  check(analysis, report) {
    const { catalogue, facts } = analysis;
    const tier = catalogue.data.tiers.find(({ name }) => name === facts.tier);
    if (!tier) return;
    const has = (gateway: Gateway): boolean => tier.gateways.includes(gateway);
    for (const element of elementsOf(analysis.tree.document)) {
      const meaning = analysis.meaningOf(element);
      if (meaning.kind !== 'policy' || meaning.policy.gateways.length === 0) continue;
      if (meaning.policy.gateways.some(has)) continue;
      const tiers = catalogue.data.tiers.filter(({ gateways }) =>
        gateways.some((gateway) => meaning.policy.gateways.includes(gateway)),
      );
      report({
        code: 'wrong-gateway',
        span: element.nameSpan,
        message: `<${element.name}> is not available on the instance's tier ${tier.name}, only on ${tiers.map(({ name }) => name).join(', ')}.`,
      });
    }
  },
};
