import { describe, expect, it } from 'vitest';
import {
  type AttributeFacts,
  describeAttribute,
  describeBase,
  describeElement,
  describePolicy,
  describeRoot,
  describeSection,
  describeValue,
  documentationLink,
  type ElementFacts,
  type PolicyFacts,
} from '../../../server/src/core/catalogue';
import { testCatalogue } from '../../support/catalogue';

const kind: AttributeFacts = {
  name: 'kind',
  summary: 'Which kind.',
  type: 'enum',
  required: 'documented',
  default: 'plain',
  values: [
    { value: 'plain', summary: 'The usual one.' },
    { value: 'a`b' },
    { value: 'old', undocumented: true },
  ],
  expression: false,
};
const count: AttributeFacts = {
  name: 'count',
  summary: 'How many.',
  type: 'integer',
  required: 'no',
  min: 1,
  max: 50,
  expression: true,
};
const inner: ElementFacts = {
  name: 'item',
  summary: 'One thing.',
  attributes: [count],
  text: { type: 'string', summary: 'Its name.', expression: true },
  children: [],
  order: 'any',
};
const facts: PolicyFacts = {
  name: 'make-things',
  title: 'Make <things>',
  category: 'transformation',
  summary: 'Makes things.',
  docs: 'https://learn.microsoft.com/azure/api-management/make-things-policy',
  status: 'preview',
  sections: ['inbound', 'backend', 'outbound'],
  documentedSections: ['inbound', 'backend'],
  scopes: ['global', 'workspace', 'product', 'api', 'operation'],
  gateways: ['classic', 'v2'],
  oncePer: 'section',
  element: {
    name: 'make-things',
    summary: 'Makes things.',
    attributes: [kind],
    children: [{ min: 1, max: null, element: inner }],
    order: 'any',
  },
  rules: [
    { kind: 'at-least-one', element: '', names: ['kind', 'item'], message: 'Give a kind or an item.' },
    { kind: 'at-most-one', element: 'item', names: ['count', 'size'], message: 'Give count or size.' },
  ],
  notes: ['Best `early`.'],
  errorReasons: ['NoThing', 'BadThing'],
};

describe('describePolicy', () => {
  it('says what it does, where it may stand, what it needs and where to read on', () => {
    expect(describePolicy(facts)).toBe(
      [
        '**Make \\<things\\>**',
        'Preview: may still change.',
        'Makes things.',
        'Sections: `inbound` and `backend` · Scopes: all · Gateways: classic and v2 · Once in a section',
        'Needs `kind`.',
        '- Best `early`.',
        '`context.LastError.Reason` when it fails: `NoThing` or `BadThing`.',
        '[Documentation](https://learn.microsoft.com/azure/api-management/make-things-policy)',
      ].join('\n\n'),
    );
  });

  it('leaves out what is not known', () => {
    const { docs: _, oncePer: __, notes: ___, errorReasons: ____, rules: _____, ...rest } = facts;
    const bare: PolicyFacts = {
      ...rest,
      status: 'undocumented',
      sections: [],
      scopes: [],
      gateways: [],
      element: { ...facts.element, attributes: [] },
    };
    expect(describePolicy(bare)).toBe(
      '**Make \\<things\\>**\n\nThe service knows it, its documentation does not.\n\nMakes things.',
    );
    expect(documentationLink(bare)).toBeUndefined();
  });

  it('names what replaces a deprecated policy', () => {
    expect(describePolicy({ ...facts, status: 'deprecated', replacedBy: 'build-things' })).toContain(
      'Deprecated: use `build-things`.',
    );
  });

  it('places resolvers and parts of policies', () => {
    const catalogue = testCatalogue();
    const text = (name: string) => {
      const policy = catalogue.policy(name);
      return policy && describePolicy(policy);
    };
    expect(text('http-data-source')).toContain('Root of a GraphQL resolver');
    expect(text('publish-event')).toContain('Inside other policies only');
    expect(text('quota')).toContain('Section: `inbound` · Scope: `product`');
  });
});

describe('describeElement', () => {
  it('says whose it is, how often it may occur, and what it holds', () => {
    expect(describeElement(facts, inner)).toBe(
      [
        '`<item>` in `make-things`: required, any number',
        'One thing.',
        'Text: Its name.',
        '- Give count or size.',
        '[Documentation](https://learn.microsoft.com/azure/api-management/make-things-policy)',
      ].join('\n\n'),
    );
  });

  it("describes a policy's own element as the policy", () => {
    expect(describeElement(facts, facts.element)).toBe(describePolicy(facts));
  });
});

describe('describeAttribute', () => {
  it('says type, requirement, default, values and rules', () => {
    expect(describeAttribute(facts, facts.element, kind)).toBe(
      [
        '`kind`: one of a list, required',
        'Which kind.',
        'Default: `plain`. No policy expression.',
        '- `plain`: The usual one.\n- `` a`b ``',
        '- Give a kind or an item.',
        '[Documentation](https://learn.microsoft.com/azure/api-management/make-things-policy)',
      ].join('\n\n'),
    );
  });

  it('says limits', () => {
    expect(describeAttribute(facts, inner, count)).toContain('Limits: at least 1, at most 50.');
  });

  it('warns of deprecated ones', () => {
    expect(describeAttribute(facts, inner, { ...count, deprecated: true })).toContain(
      '`count`: whole number, optional\n\nDeprecated.',
    );
  });
});

describe('describeValue', () => {
  it('describes the value, or else what it is a value of', () => {
    expect(describeValue(kind, 'plain')).toBe('The usual one.\n\nDefault.');
    expect(describeValue(kind, 'a`b')).toBe('Which kind.');
    expect(describeValue(kind, 'old')).toBe(
      'Which kind.\n\nThe service knows it, its documentation does not.',
    );
    expect(describeValue(kind, 'else')).toBe('Which kind.');
  });
});

describe('the document itself', () => {
  const catalogue = testCatalogue();

  it('has base with what it stands for, and what is lost without it', () => {
    const text = describeBase(catalogue, 'backend');
    expect(text).toContain('Without it here: The inherited `forward-request` ');
    expect(text).toContain('- `operation`: The policies of the API.');
    expect(text).toContain('](https://learn.microsoft.com/azure/api-management/set-edit-policies');
    expect(describeBase(catalogue)).not.toContain('Without it here');
  });

  it('has sections and roots', () => {
    const inbound = catalogue.section('inbound');
    const [root] = catalogue.data.roots;
    expect(inbound && describeSection(inbound)).toMatch(
      /^Handles the request .*\n\n\[Documentation\]\(https:/,
    );
    expect(root && describeRoot(root)).toMatch(/four sections.*\n\n\[Documentation\]\(https:/);
  });
});

describe('all descriptions', () => {
  it('are there for every policy, element and attribute, without gaps', () => {
    const catalogue = testCatalogue();
    const visit = (policy: PolicyFacts, element: ElementFacts): string[] => [
      describeElement(policy, element),
      ...element.attributes.map((attribute) => describeAttribute(policy, element, attribute)),
      ...element.children.flatMap((child) => ('element' in child ? visit(policy, child.element) : [])),
    ];
    const texts = catalogue.policies.flatMap((policy) => visit(policy, policy.element));
    expect(texts.length).toBeGreaterThan(500);
    expect(texts.filter((text) => /undefined|\bnull,|\n{3}|\(empty\)|\[object/.test(text))).toEqual([]);
  });
});
