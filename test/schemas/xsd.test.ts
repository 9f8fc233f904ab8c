/**
 * schemas/apim-policies.xsd is what its script writes and says what the catalogue knows. Whether it is a schema
 * and what it accepts is asked of `xmllint` (Debian: libxml2-utils) where that is installed; without it the
 * schema is checked for its form and its references alone.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { afterAll, describe, expect, it } from 'vitest';
import { readCatalogueData } from '../../scripts/catalogueData.mjs';
import { policyXsd } from '../../scripts/policyXsd.mjs';
import { repositoryRoot } from '../support/catalogue';
import { diagnosticsOf, inbound } from '../support/findings';
import { corpus, sharedFolder } from '../support/shared';
import { strictForm } from '../support/strictForm';

const file = join(repositoryRoot, 'schemas', 'apim-policies.xsd');
const data = readCatalogueData(repositoryRoot);
const text = policyXsd(data);

interface Declaration {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly path: string;
}

function declarations(): readonly Declaration[] {
  const found: Declaration[] = [];
  const parsed = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
  }).parse(text);
  const visit = (nodes: readonly Record<string, unknown>[], path: string): void => {
    for (const node of nodes)
      for (const [tag, children] of Object.entries(node)) {
        if (!Array.isArray(children)) continue;
        const attributes = (node[':@'] ?? {}) as Record<string, string>;
        found.push({ tag, attributes, path });
        visit(children, `${path}/${tag}`);
      }
  };
  visit(parsed, '');
  return found;
}

describe('schemas/apim-policies.xsd', () => {
  const all = declarations();
  const named = (tag: string) =>
    all
      .filter((one) => one.tag === tag && one.path === '/xs:schema')
      .map(({ attributes }) => attributes.name);

  it('is what `node scripts/policyXsd.mjs` writes', () => {
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('is well-formed, and every type and group it refers to is there, once', () => {
    expect(XMLValidator.validate(text)).toBe(true);
    const types = [...named('xs:complexType'), ...named('xs:simpleType')];
    const groups = named('xs:group');
    expect(new Set(types).size).toBe(types.length);
    const used = all.flatMap(({ attributes }) =>
      [attributes.type, attributes.base, ...(attributes.memberTypes?.split(' ') ?? [])].filter(
        (name) => name !== undefined && !name.startsWith('xs:'),
      ),
    );
    expect(used.filter((name) => !types.includes(name))).toEqual([]);
    const referred = all.flatMap(({ attributes }) => attributes.ref ?? []);
    expect(referred.filter((name) => !groups.includes(name))).toEqual([]);
  });

  it('has every policy, documented or not, and every root', () => {
    const types = named('xs:complexType');
    for (const { name } of data.policies) expect(types).toContain(name);
    const resolvers = data.policies.filter(({ resolverRoot }) => resolverRoot).map(({ name }) => name);
    expect(named('xs:element')).toEqual(['policies', 'fragment', ...resolvers]);
  });
});

const hasXmllint = spawnSync('xmllint', ['--version']).error === undefined;
if (!hasXmllint) console.info('xmllint is not installed: what the XML Schema accepts is not checked.');

describe.runIf(hasXmllint)('what the XML Schema accepts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'apim-xsd-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** What xmllint finds in each document; empty where it is valid. Fails where the schema itself isn't right. */
  const validate = (documents: readonly string[]): readonly string[] => {
    const names = documents.map((document, i) => {
      const name = `d${String(i).padStart(4, '0')}.xml`;
      writeFileSync(join(folder, name), document);
      return name;
    });
    const { stderr } = spawnSync('xmllint', ['--noout', '--schema', file, ...names], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    expect(stderr).not.toContain('failed to compile');
    const lines = stderr.split('\n');
    return names.map((name) => {
      const judged = [`${name} validates`, `${name} fails to validate`].filter((line) =>
        lines.includes(line),
      );
      expect(judged).toHaveLength(1);
      return lines.filter((line) => line.startsWith(`${name}:`)).join('\n');
    });
  };

  it('takes policies, fragments and resolvers, with expressions, named values and placeholders', () => {
    const documents = [
      '<policies><outbound><base /></outbound><inbound><base /><base /></inbound></policies>',
      inbound('<set-header name="a" id="mine" exists-action="{{action}}"><value>b</value></set-header>'),
      inbound('<rate-limit calls="#{calls}#" renewal-period="{{period}}" />'),
      inbound('<rate-limit calls="+10" renewal-period=" 60 " />'),
      inbound(
        '<choose><when condition="true"><retry condition="@(true)" count="3" interval="1" /></when></choose>',
      ),
      inbound('<set-body template="liquid"><a xmlns="urn:x"><b c="d">text</b></a></set-body>'),
      inbound('<cors allow-credentials="TRUE"><allowed-origins><origin>*</origin></allowed-origins></cors>'),
      inbound(
        '<send-request mode="New" response-variable-name="r"><set-header name="a" exists-action="delete" /><set-url>x</set-url></send-request>',
      ),
      '<fragment><forward-request /><cors><allowed-origins><origin>*</origin></allowed-origins></cors></fragment>',
      '<http-data-source><http-request><set-method>GET</set-method><set-url>https://shop.example</set-url></http-request></http-data-source>',
      '<policies><outbound><xsl-transform><parameter name="p">1</parameter><xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" version="1.0"><xsl:template match="/" /></xsl:stylesheet></xsl-transform></outbound></policies>',
      `${inbound(`<set-variable name="long" value="@(${'(1 + 2) * '.repeat(5000)}3)" />`)}`,
    ];
    expect(validate(documents)).toEqual(documents.map(() => ''));
  });

  it.each([
    ['a misspelled policy', inbound('<set-heder name="a" />'), 'set-heder'],
    [
      'one in choose',
      inbound('<choose><when condition="@(true)"><set-boddy /></when></choose>'),
      'set-boddy',
    ],
    ['a policy of another section', inbound('<cache-store duration="1" />'), 'cache-store'],
    [
      'one in choose',
      inbound('<choose><when condition="true"><forward-request /></when></choose>'),
      'forward-request',
    ],
    ['a section given twice', '<policies><inbound /><inbound /></policies>', 'inbound'],
    ['a section in a fragment', '<fragment><inbound /></fragment>', 'inbound'],
    ['base in a fragment', '<fragment><base /></fragment>', 'base'],
    ['an unknown attribute', inbound('<set-header nam="a" exists-action="skip" />'), "'nam'"],
    ['a missing attribute', inbound('<set-variable value="a" />'), "'name' is required"],
    [
      'a value that is none of the list',
      inbound('<set-header name="a" exists-action="replace" />'),
      "'replace'",
    ],
    ['a value that is no number', inbound('<rate-limit calls="ten" renewal-period="60" />'), "'ten'"],
    ['an expression where none is evaluated', inbound('<include-fragment fragment-id="@(1)" />'), "'@(1)'"],
    ['text where none may stand', inbound('set-header'), 'content'],
    ['an unknown child', inbound('<cors><origins /></cors>'), 'origins'],
    ['a missing child', inbound('<choose />'), 'when'],
    [
      'children out of order',
      inbound('<choose><otherwise /><when condition="true" /></choose>'),
      'otherwise',
    ],
  ])('refuses %s', (_, document, named) => {
    expect(validate([document])[0]).toContain(named);
  });

  it.runIf(sharedFolder('corpus'))('takes real policies', () => {
    const documents = corpus()
      .filter(({ kind, text: policy }) => {
        // Placeholders that stand for elements are more than a schema can take.
        if (kind !== 'plain' && kind !== 'fragment') return false;
        return !diagnosticsOf(policy).some(({ severity }) => severity === 'error');
      })
      .flatMap(({ text: policy }) => strictForm(policy) ?? []);
    expect(documents.length).toBeGreaterThan(250);
    expect(validate(documents).filter((finding) => finding !== '')).toEqual([]);
  });
});
