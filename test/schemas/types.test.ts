/**
 * The JSON Schemas and the TypeScript types say the same. The tables below are checked by the compiler against
 * the types, and by the tests against the schemas.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type {
  AttributeFacts,
  AttributeRule,
  BaseFacts,
  CatalogueData,
  ChildFacts,
  ElementFacts,
  EnumValue,
  Gateway,
  PolicyFacts,
  ReferenceKind,
  RootFacts,
  Scope,
  ScopeFacts,
  Section,
  SectionFacts,
  Status,
  TierFacts,
  ValueFacts,
  ValueType,
} from '../../server/src/core/catalogue';
import { repositoryRoot } from '../support/catalogue';

/** For each property of a type, whether it has to be there. */
type Properties<T> = {
  readonly [K in keyof T]-?: Record<never, never> extends Pick<T, K> ? 'optional' : 'required';
};
type OneOf<T extends string> = Readonly<Record<T, true>>;
type Own<T> = T extends { readonly element: ElementFacts } ? T : never;
type When = Extract<AttributeRule, { readonly when: unknown }>['when'];

const policy: Properties<PolicyFacts> = {
  name: 'required',
  title: 'required',
  category: 'required',
  summary: 'required',
  docs: 'optional',
  status: 'required',
  replacedBy: 'optional',
  sections: 'required',
  scopes: 'required',
  documentedSections: 'optional',
  documentedScopes: 'optional',
  gateways: 'required',
  resolverRoot: 'optional',
  nestedOnly: 'optional',
  oncePer: 'optional',
  runs: 'optional',
  replacesBody: 'optional',
  forwardsRequest: 'optional',
  endsSection: 'optional',
  element: 'required',
  rules: 'optional',
  sets: 'optional',
  notes: 'optional',
  errorReasons: 'optional',
  decisions: 'optional',
};
const element: Properties<ElementFacts> = {
  name: 'required',
  summary: 'required',
  attributes: 'required',
  openAttributes: 'optional',
  text: 'optional',
  children: 'required',
  order: 'required',
  policies: 'optional',
  opaque: 'optional',
  liquidWhen: 'optional',
};
const child: Omit<Properties<Own<ChildFacts>>, 'element'> = {
  min: 'required',
  documentedMin: 'optional',
  max: 'required',
  undocumented: 'optional',
};
const value: Properties<ValueFacts> = {
  type: 'required',
  summary: 'optional',
  required: 'optional',
  default: 'optional',
  values: 'optional',
  openValues: 'optional',
  min: 'optional',
  max: 'optional',
  expression: 'required',
  namedValue: 'optional',
  refersTo: 'optional',
  secret: 'optional',
};
const attribute: Properties<AttributeFacts> = {
  ...value,
  name: 'required',
  summary: 'required',
  required: 'required',
  undocumented: 'optional',
  deprecated: 'optional',
  evaluatedAtEnd: 'optional',
  templateParameters: 'optional',
};
const enumValue: Properties<EnumValue> = { value: 'required', summary: 'optional', undocumented: 'optional' };
const rule: Properties<Pick<AttributeRule, 'kind' | 'element' | 'names' | 'message' | 'severity'>> = {
  kind: 'required',
  element: 'required',
  names: 'required',
  message: 'required',
  severity: 'optional',
};
const when: Properties<When> = { attribute: 'required', values: 'required', orAbsent: 'optional' };
const document: Omit<Properties<CatalogueData>, 'policies'> = {
  roots: 'required',
  sections: 'required',
  scopes: 'required',
  base: 'required',
  sizes: 'required',
  tiers: 'required',
  resultTypes: 'required',
  commonAttributes: 'required',
};
const root: Properties<RootFacts> = { name: 'required', summary: 'required', docs: 'required' };
const section: Properties<SectionFacts> = {
  name: 'required',
  summary: 'required',
  docs: 'required',
  maxStatements: 'optional',
};
const sizes: Properties<CatalogueData['sizes']> = { policy: 'required', fragment: 'required' };
const tier: Properties<TierFacts> = {
  name: 'required',
  gateways: 'required',
  workspaceGateways: 'optional',
  policySize: 'optional',
};
const scope: Properties<ScopeFacts> = { name: 'required', summary: 'required', base: 'required' };
const base: Properties<BaseFacts> = { summary: 'required', docs: 'required', absence: 'optional' };

const sections: OneOf<Section> = { inbound: true, backend: true, outbound: true, 'on-error': true };
const scopes: OneOf<Scope> = { global: true, workspace: true, product: true, api: true, operation: true };
const gateways: OneOf<Gateway> = {
  classic: true,
  v2: true,
  consumption: true,
  'self-hosted': true,
  workspace: true,
};
const statuses: OneOf<Status> = { ga: true, preview: true, deprecated: true, undocumented: true };
const valueTypes: OneOf<ValueType> = {
  string: true,
  boolean: true,
  integer: true,
  number: true,
  enum: true,
  uri: true,
  duration: true,
  'variable-name': true,
  'http-method': true,
  'http-status': true,
  'ip-address': true,
  regex: true,
  list: true,
  code: true,
};
const referenceKinds: OneOf<ReferenceKind> = {
  fragment: true,
  backend: true,
  certificate: true,
  logger: true,
  cache: true,
  schema: true,
  'authorization-provider': true,
  authorization: true,
  variable: true,
};
const ruleKinds: OneOf<AttributeRule['kind']> = {
  'exactly-one': true,
  'at-least-one': true,
  'at-most-one': true,
  together: true,
  'required-when': true,
  'required-unless': true,
  'only-when': true,
};

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly enum?: readonly string[];
  readonly $defs?: Readonly<Record<string, Schema>>;
}

function schema(file: string): Schema {
  return JSON.parse(readFileSync(join(repositoryRoot, 'schemas', file), 'utf8'));
}

function propertiesOf(from: Schema | undefined, ...leftOut: string[]): Record<string, string> {
  const names = Object.keys(from?.properties ?? {}).filter((name) => !leftOut.includes(name));
  return Object.fromEntries(
    names.map((name) => [name, from?.required?.includes(name) ? 'required' : 'optional']),
  );
}

function valuesOf(from: Schema | undefined): string[] {
  return [...(from?.enum ?? from?.items?.enum ?? [])].sort();
}

describe('policy.schema.json', () => {
  const { $defs: defs = {}, ...policySchema } = schema('policy.schema.json');

  it('has the properties of the types', () => {
    expect(propertiesOf(policySchema, '$schema')).toEqual(policy);
    expect(propertiesOf(defs.element)).toEqual(element);
    // A child is one of its own or a policy: what differs is in the schema's oneOf.
    expect(propertiesOf(defs.child, 'element', 'policy', 'summary')).toEqual(child);
    expect(propertiesOf(defs.value)).toEqual(value);
    expect(propertiesOf(defs.attribute)).toEqual(attribute);
    expect(propertiesOf(defs.enumValue)).toEqual(enumValue);
    expect(propertiesOf(defs.rule, 'when')).toEqual(rule);
    expect(propertiesOf(defs.rule?.properties?.when)).toEqual(when);
  });

  it('has the values of the types', () => {
    expect(valuesOf(policySchema.properties?.sections)).toEqual(Object.keys(sections).sort());
    expect(valuesOf(policySchema.properties?.scopes)).toEqual(Object.keys(scopes).sort());
    expect(valuesOf(policySchema.properties?.gateways)).toEqual(Object.keys(gateways).sort());
    expect(valuesOf(policySchema.properties?.status)).toEqual(Object.keys(statuses).sort());
    expect(valuesOf(defs.attribute?.properties?.type)).toEqual(Object.keys(valueTypes).sort());
    expect(valuesOf(defs.attribute?.properties?.refersTo)).toEqual(Object.keys(referenceKinds).sort());
    expect(valuesOf(defs.rule?.properties?.kind)).toEqual(Object.keys(ruleKinds).sort());
  });
});

describe('document.schema.json', () => {
  const { $defs: defs = {}, ...documentSchema } = schema('document.schema.json');

  it('has the properties of the types', () => {
    const { properties } = documentSchema;
    expect(propertiesOf(documentSchema, '$schema')).toEqual(document);
    expect(propertiesOf(properties?.roots?.items)).toEqual(root);
    expect(propertiesOf(properties?.sections?.items)).toEqual(section);
    expect(propertiesOf(properties?.scopes?.items)).toEqual(scope);
    expect(propertiesOf(properties?.base)).toEqual(base);
    expect(propertiesOf(properties?.sizes)).toEqual(sizes);
    expect(propertiesOf(properties?.tiers?.items)).toEqual(tier);
    // Those that every policy takes are no URL templates, and evaluated where they stand.
    const { templateParameters: _, evaluatedAtEnd: __, ...common } = attribute;
    expect(propertiesOf(defs.attribute)).toEqual(common);
  });
});
