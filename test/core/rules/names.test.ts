import { describe, expect, it } from 'vitest';
import { mergeFacts, noFacts, type WorkspaceFacts } from '../../../server/src/core/workspace';
import { allFacts, diagnosticsOf, expectFindings, fixed, inbound } from '../../support/findings';

const facts = allFacts(['shop-key', 'Shop.Url'], ['check-customer']);
const instance: WorkspaceFacts = {
  ...noFacts,
  namedValues: [
    {
      displayName: 'tenant',
      resourceName: 'tenant-1',
      source: { kind: 'instance', label: 'shop-test', id: '/shop-test' },
      kind: 'secret',
    },
  ],
};

describe('named values', () => {
  const text = inbound(
    '<set-query-parameter name="<|{{ a }}|>" exists-action="override"><value><|{{b}}|></value></set-query-parameter><set-variable name="x" value="@("<|{{c}}|>" + <|{{d}}|>)" />',
  );

  it('that nobody knows are warnings wherever they stand', () => {
    expectFindings(
      text,
      [
        'unknown-named-value:warning',
        'unknown-named-value:warning',
        'unknown-named-value:warning',
        'unknown-named-value:warning',
      ],
      { facts },
    );
  });
  it('are not judged where not all are known', () => {
    const unmarked = text.replaceAll('<|', '').replaceAll('|>', '');
    expect(diagnosticsOf(unmarked)).toEqual([]);
    expect(diagnosticsOf(unmarked, { facts: { ...facts, complete: new Set(['fragments']) } })).toEqual([]);
  });
  it('are known by display name, whatever its case', () => {
    expectFindings(inbound('<set-backend-service base-url="{{Shop.Url}}/{{ SHOP-KEY }}" />'), [], { facts });
  });
  it('given by resource name are put right', () => {
    const [found] = expectFindings(
      inbound('<set-backend-service base-url="<|{{id-of-Shop.Url}}|>" />'),
      ['unknown-named-value:warning'],
      { facts },
    );
    expect(found?.message).toContain('display name "Shop.Url"');
    expect(found?.fixes?.().map(({ title }) => title)).toEqual(['Change to {{Shop.Url}}']);
    expect(
      fixed(inbound('<set-backend-service base-url="{{id-of-Shop.Url}}" />'), undefined, { facts }),
    ).toBe(inbound('<set-backend-service base-url="{{Shop.Url}}" />'));
  });
  it('can be created, or changed to one that is near', () => {
    const wrong = inbound('<set-backend-service base-url="{{ shop.uri }}" />');
    const titles = (known: WorkspaceFacts): string[] =>
      diagnosticsOf(wrong, { facts: known }).flatMap((found) =>
        (found.fixes?.() ?? []).map(({ title }) => title),
      );
    expect(titles(facts)).toEqual([
      'Change to {{Shop.Url}}',
      'Create named value "shop.uri" in the workspace',
    ]);
    expect(titles(mergeFacts(facts, instance))).toEqual([
      'Change to {{Shop.Url}}',
      'Create named value "shop.uri" in the workspace',
      'Create named value "shop.uri" in shop-test',
    ]);
    expect(fixed(wrong, undefined, { facts })).toBe(
      inbound('<set-backend-service base-url="{{ Shop.Url }}" />'),
    );
  });
  it("of templates are not the service's", () => {
    expectFindings(inbound('<set-body template="liquid">{{body.order}} {{order}}</set-body>'), [], { facts });
    expectFindings(inbound('<set-backend-service base-url="{{ .Values.url }}" />'), [], { facts });
  });
});

describe('fragments', () => {
  const include = (id: string): string => inbound(`<include-fragment fragment-id="${id}" />`);
  it('that nobody knows are warnings', () => {
    expectFindings(include('check-customer'), [], { facts });
    expectFindings(include('<|check-custmer|>'), ['unknown-fragment:warning'], { facts });
    expect(fixed(include('check-custmer'), undefined, { facts })).toBe(include('check-customer'));
  });
  it('are not judged where not all are known, or the name is filled in later', () => {
    expectFindings(include('other'));
    expectFindings(include('{fragment_id}'), [], { facts });
    expectFindings(include('{{shop-key}}'), [], { facts });
  });
});
