import { describe, expect, it } from 'vitest';
import { type AnalysisOptions, matchedParameterNames, operationOf } from '../../../server/src/core/model';
import type { OperationFact } from '../../../server/src/core/workspace';
import { analysed } from '../../support/features';
import { inbound } from '../../support/findings';
import { surroundings } from '../../support/surroundings';

const operation: OperationFact = {
  urlTemplate: '/orders/{orderId}/{line}?page={page}',
  parameters: ['orderId', 'line', 'page', 'line'],
  source: { kind: 'file', uri: 'file:///shop' },
};

function document(options: Partial<AnalysisOptions>) {
  return analysed(inbound('<base />'), options);
}

describe('the parameters that a request can match', () => {
  it('are those of the operation, each once', () => {
    const around = { ...surroundings([]), operation: () => operation };
    const analysis = document({ scope: 'operation', surroundings: around });
    expect(operationOf(analysis)).toBe(operation);
    expect(matchedParameterNames(analysis)).toEqual(['orderId', 'line', 'page']);
  });

  it('are known to be none where the template has none', () => {
    const around = { ...surroundings([]), operation: () => ({ ...operation, parameters: [] }) };
    expect(matchedParameterNames(document({ scope: 'operation', surroundings: around }))).toEqual([]);
  });

  it.each<[string, Partial<AnalysisOptions>]>([
    [
      'the policy is for several operations',
      { scope: 'api', surroundings: { ...surroundings([]), operation: () => operation } },
    ],
    [
      'nothing is known of the operation',
      { scope: 'operation', surroundings: { ...surroundings([]), operation: () => undefined } },
    ],
    ['nobody can tell', { scope: 'operation', surroundings: surroundings([]) }],
    ['nothing is around', { scope: 'operation' }],
  ])('are not known where %s', (_, options) => {
    expect(matchedParameterNames(document(options))).toBeUndefined();
  });
});
