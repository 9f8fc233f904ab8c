import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { describe, expect, it } from 'vitest';
import { allowedValues, type ElementFacts, type PolicyFacts } from '../../server/src/core/catalogue';
import { repositoryRoot, testCatalogue } from '../support/catalogue';

const folder = join(repositoryRoot, 'schemas');
const files = readdirSync(join(folder, 'policies'));
const catalogue = testCatalogue();

function json(...path: string[]): Record<string, unknown> {
  return JSON.parse(readFileSync(join(folder, ...path), 'utf8'));
}

function validator(schema: string): ValidateFunction {
  return new Ajv({ allErrors: true, allowUnionTypes: true, strictRequired: false }).compile(json(schema));
}

/** The element and all elements below it, with their paths. */
function elements(element: ElementFacts, path = ''): { path: string; element: ElementFacts }[] {
  const below = element.children.flatMap((child) =>
    'element' in child
      ? elements(child.element, path === '' ? child.element.name : `${path}/${child.element.name}`)
      : [],
  );
  return [{ path, element }, ...below];
}

function namesIn(element: ElementFacts): string[] {
  return [
    ...element.attributes.map(({ name }) => name),
    ...element.children.map((child) => ('element' in child ? child.element.name : child.policy)),
  ];
}

function each(check: (policy: PolicyFacts) => readonly string[]): string[] {
  return catalogue.policies.flatMap((policy) => check(policy).map((problem) => `${policy.name}: ${problem}`));
}

describe('schemas/policies', () => {
  const validate = validator('policy.schema.json');

  it.each(files)('%s is as its schema says', (file) => {
    const valid = validate(json('policies', file));
    expect(validate.errors ?? []).toEqual([]);
    expect(valid).toBe(true);
  });

  it('is refused by the schema when it is wrong', () => {
    const facts = json('policies', 'set-header.json');
    expect(validate({ ...facts, surprise: 1 })).toBe(false);
    expect(validate({ ...facts, sections: ['inbond'] })).toBe(false);
    expect(validate({ ...facts, element: { name: 'set-header' } })).toBe(false);
  });

  it('has one file a policy, named like it, as is its element', () => {
    expect(files.map((file) => basename(file, '.json')).sort()).toEqual(
      catalogue.policies.map(({ name }) => name),
    );
    expect(new Set(catalogue.policies.map(({ name }) => name)).size).toBe(files.length);
    expect(each((policy) => (policy.element.name === policy.name ? [] : [policy.element.name]))).toEqual([]);
  });

  it('names only policies that there are', () => {
    const broken = each((policy) =>
      elements(policy.element)
        .flatMap(({ element }) =>
          element.children.flatMap((child) => ('policy' in child ? [child.policy] : [])),
        )
        .concat(policy.replacedBy ?? [])
        .filter((name) => catalogue.policy(name) === undefined),
    );
    expect(broken).toEqual([]);
  });

  it('names no attribute or child twice in an element', () => {
    const twice = each((policy) =>
      elements(policy.element).flatMap(({ path, element }) =>
        [element.attributes.map(({ name }) => name), namesIn({ ...element, attributes: [] })].flatMap(
          (names) => names.filter((name, i) => names.indexOf(name) !== i).map((name) => `${path} ${name}`),
        ),
      ),
    );
    expect(twice).toEqual([]);
  });

  it('has rules about attributes and children that there are', () => {
    const broken = each((policy) => {
      const known = new Map(elements(policy.element).map(({ path, element }) => [path, element]));
      return (policy.rules ?? []).flatMap((rule) => {
        const element = known.get(rule.element);
        if (element === undefined) return [`no element ${rule.element}`];
        const there = namesIn(element);
        const wanted = 'when' in rule ? [...rule.names, rule.when.attribute] : rule.names;
        return wanted.filter((name) => !there.includes(name)).map((name) => `${rule.element} ${name}`);
      });
    });
    expect(broken).toEqual([]);
  });

  it('sets variables by attributes that there are', () => {
    const broken = each((policy) =>
      (policy.sets ?? [])
        .map(({ attribute }) => attribute)
        .filter((name) => catalogue.attribute(policy.element, name)?.type === undefined),
    );
    expect(broken).toEqual([]);
  });

  it('has defaults that are values and within the limits', () => {
    const broken = each((policy) =>
      elements(policy.element).flatMap(({ element }) =>
        element.attributes.flatMap((attribute) => {
          const { default: usual, openValues, min, max } = attribute;
          if (usual === undefined) return [];
          const values = allowedValues(attribute);
          const wrong =
            (values.length > 0 && !openValues && !values.includes(usual)) ||
            (min !== undefined && Number(usual) < min) ||
            (max !== undefined && Number(usual) > max);
          return wrong ? [`${attribute.name} ${usual}`] : [];
        }),
      ),
    );
    expect(broken).toEqual([]);
  });

  it('documents a part of the sections and scopes that are accepted, and has places for statements only', () => {
    const broken = each((policy) => {
      const { sections, scopes, documentedSections = [], documentedScopes = [] } = policy;
      return [
        ...documentedSections.filter((section) => !sections.includes(section)),
        ...documentedScopes.filter((scope) => !scopes.includes(scope)),
        ...(policy.resolverRoot || policy.nestedOnly ? sections : []),
      ];
    });
    expect(broken).toEqual([]);
  });

  it('says of nothing that Azure does not document that it is required', () => {
    const broken = each((policy) =>
      elements(policy.element).flatMap(({ path, element }) => [
        ...element.attributes
          .filter(({ undocumented, required }) => undocumented && required !== 'no')
          .map(({ name }) => `${path} ${name}`),
        ...element.children.filter(({ undocumented, min }) => undocumented && min > 0).map(() => path),
      ]),
    );
    expect(broken).toEqual([]);
  });

  it('has whole sentences', () => {
    const broken = each((policy) =>
      [
        policy.summary,
        ...(policy.notes ?? []),
        ...(policy.decisions ?? []),
        ...(policy.rules ?? []).map(({ message }) => message),
        ...elements(policy.element).flatMap(({ element }) => [
          element.summary,
          ...element.attributes.map(({ summary }) => summary),
          ...element.attributes.flatMap(({ values = [] }) => values.flatMap(({ summary }) => summary ?? [])),
        ]),
      ].filter((sentence) => !/^[^a-z].*[.?!]$/.test(sentence)),
    );
    expect(broken).toEqual([]);
  });
});

describe('schemas/document.json', () => {
  it('is as its schema says', () => {
    const validate = validator('document.schema.json');
    validate(json('document.json'));
    expect(validate.errors ?? []).toEqual([]);
  });

  it('has the sections in their order and the scopes from the broadest to the narrowest', () => {
    expect(catalogue.data.sections.map(({ name }) => name)).toEqual([
      'inbound',
      'backend',
      'outbound',
      'on-error',
    ]);
    expect(catalogue.data.scopes.map(({ name }) => name)).toEqual([
      'global',
      'workspace',
      'product',
      'api',
      'operation',
    ]);
    expect(catalogue.data.roots.map(({ name }) => name)).toEqual(['policies', 'fragment']);
  });
});
