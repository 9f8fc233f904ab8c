import { describe, expect, it } from 'vitest';
import {
  allowedValues,
  Catalogue,
  type CatalogueData,
  type ElementFacts,
  type PolicyFacts,
} from '../../../server/src/core/catalogue';
import { testCatalogue } from '../../support/catalogue';

const catalogue = testCatalogue();

function policy(name: string): PolicyFacts {
  const facts = catalogue.policy(name);
  if (facts === undefined) throw new Error(`No policy ${name}.`);
  return facts;
}

function names(policies: readonly PolicyFacts[]): string[] {
  return policies.map(({ name }) => name);
}

describe('Catalogue', () => {
  it('finds policies, sections and roots by name', () => {
    expect(catalogue.policy('validate-jwt')?.title).toBe('Validate JWT');
    expect(catalogue.section('on-error')?.name).toBe('on-error');
    expect(catalogue.root('fragment')?.name).toBe('fragment');
    expect(catalogue.policy('Validate-JWT')).toBeUndefined();
    expect(catalogue.policy('toString')).toBeUndefined();
    expect(catalogue.policy('base')).toBeUndefined();
    expect(catalogue.section('constructor')).toBeUndefined();
  });

  it('offers what may stand in a section at a scope', () => {
    const inbound = names(catalogue.policiesIn('inbound', 'api'));
    expect(inbound).toContain('validate-jwt');
    expect(inbound).not.toContain('cache-store');
    expect(inbound).not.toContain('quota');
    expect(names(catalogue.policiesIn('inbound', 'product'))).toContain('quota');
    expect(names(catalogue.policiesIn('outbound', undefined))).toContain('cache-store');
  });

  it('offers neither resolvers, nor parts of policies, nor what is not documented', () => {
    const all = names(catalogue.policiesIn(undefined, undefined));
    expect(all).toContain('set-header');
    for (const name of ['http-data-source', 'publish-event', 'block', 'authentication-token'])
      expect(all).not.toContain(name);
    expect(names(catalogue.policies.filter(({ resolverRoot }) => resolverRoot))).toEqual([
      'cosmosdb-data-source',
      'graphql-data-source',
      'http-data-source',
      'sql-data-source',
    ]);
  });

  it('accepts more places than it offers', () => {
    const setBody = policy('set-body');
    expect(catalogue.policiesIn('on-error', 'api')).not.toContain(setBody);
    expect(catalogue.accepts(setBody, 'on-error', 'api')).toBe(true);
    expect(catalogue.accepts(policy('cache-store'), 'inbound', 'api')).toBe(false);
    expect(catalogue.accepts(policy('quota'), 'inbound', 'operation')).toBe(false);
    expect(catalogue.accepts(policy('quota'), 'inbound', undefined)).toBe(true);
    expect(catalogue.accepts(policy('authentication-token'), 'backend', 'global')).toBe(true);
    expect(catalogue.accepts(policy('publish-event'), 'inbound', 'api')).toBe(false);
  });

  it("gives every policy's own element the common attributes, and no other element", () => {
    for (const { element } of catalogue.policies) expect(catalogue.attribute(element, 'id')).toBeDefined();
    const when = catalogue.childFacts(policy('choose').element, 'when');
    expect(when && catalogue.attribute(when.element, 'id')).toBeUndefined();
    expect(when && catalogue.attribute(when.element, 'condition')?.required).toBe('yes');
  });

  it("finds children, a policy's own and those that are policies", () => {
    const sendRequest = policy('send-request').element;
    const url = catalogue.childFacts(sendRequest, 'set-url');
    expect(url?.element.text?.type).toBe('uri');
    expect(url?.policy).toBeUndefined();
    const header = catalogue.childFacts(sendRequest, 'set-header');
    expect(header?.policy).toBe(policy('set-header'));
    expect(header?.element).toBe(policy('set-header').element);
    expect(header?.child.max).toBeNull();
    expect(catalogue.childFacts(sendRequest, 'choose')).toBeUndefined();
  });

  it('leaves out children whose policy is not there', () => {
    const element: ElementFacts = {
      name: 'a',
      summary: 'A.',
      attributes: [],
      order: 'any',
      children: [{ min: 0, max: 1, policy: 'gone' }],
    };
    const data: CatalogueData = {
      policies: [],
      sections: [],
      scopes: [],
      roots: [],
      base: { summary: '', docs: '' },
      sizes: { policy: 1, fragment: 1 },
      tiers: [],
      resultTypes: {},
      commonAttributes: [],
    };
    const empty = new Catalogue(data);
    expect(empty.childFacts(element, 'gone')).toBeUndefined();
  });
});

describe('allowedValues', () => {
  it('lists documented values first, and true and false for booleans', () => {
    const period = catalogue.attribute(policy('llm-token-limit').element, 'token-quota-period');
    expect(period && allowedValues(period)).toEqual([
      'Hourly',
      'Daily',
      'Weekly',
      'Monthly',
      'Yearly',
      'Indefinite',
    ]);
    expect(allowedValues({ type: 'boolean' })).toEqual(['true', 'false']);
    expect(allowedValues({ type: 'string' })).toEqual([]);
  });
});

describe('facts that others build on', () => {
  function attribute(name: string, of: string) {
    return catalogue.attribute(policy(of).element, name);
  }

  it('say what names refer to', () => {
    expect(attribute('fragment-id', 'include-fragment')?.refersTo).toBe('fragment');
    expect(attribute('backend-id', 'set-backend-service')?.refersTo).toBe('backend');
    expect(attribute('certificate-id', 'authentication-certificate')?.refersTo).toBe('certificate');
    expect(attribute('logger-id', 'log-to-eventhub')?.refersTo).toBe('logger');
    expect(attribute('response-variable-name', 'return-response')?.refersTo).toBe('variable');
  });

  it('do not take a word of the policy for a name', () => {
    const backend = attribute('backend-id', 'set-backend-service');
    expect(backend?.values?.map(({ value }) => value)).toEqual(['dapr']);
    expect(backend?.openValues).toBe(true);
  });

  it('say which variables are set', () => {
    expect(policy('set-variable').sets).toEqual([{ attribute: 'name', value: 'value' }]);
    expect(policy('send-request').sets).toEqual([{ attribute: 'response-variable-name', type: 'IResponse' }]);
    expect(policy('get-authorization-context').sets).toEqual([
      { attribute: 'context-variable-name', type: 'Authorization' },
    ]);
  });

  it('say where any policy may stand and where nothing is policy', () => {
    const inside = (of: string, child: string) => catalogue.childFacts(policy(of).element, child)?.element;
    expect(inside('choose', 'when')?.policies).toBe('any');
    expect(inside('choose', 'otherwise')?.policies).toBe('any');
    expect(policy('retry').element.policies).toBe('any');
    expect(policy('limit-concurrency').element.policies).toBe('any');
    expect(policy('wait').element.policies).toBeUndefined();
    expect(policy('set-body').element.opaque).toBe(true);
    expect(inside('xsl-transform', 'xsl:stylesheet')?.opaque).toBe(true);
  });

  it('tell what the service insists on from what only the documentation asks for', () => {
    expect(attribute('fragment-id', 'include-fragment')?.required).toBe('yes');
    expect(attribute('calls', 'rate-limit')?.required).toBe('documented');
    expect(attribute('reason', 'set-status')?.required).toBe('no');
  });
});
