/**
 * Writes schemas/apim-policies.xsd, an XML Schema 1.0 for editors that know nothing but XML, from the facts in
 * `schemas/`.
 *
 *     node scripts/policyXsd.mjs
 *
 * It describes the strict XML form, in which expressions are escaped. Where XML Schema can't say what holds, it
 * says less rather than something wrong: rules between attributes, limits of numbers and how often one of several
 * mixed children may occur are left out, and whatever is filled in later is accepted for any value.
 */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readCatalogueData } from './catalogueData.mjs';

/** @typedef {import('../server/src/core/catalogue').CatalogueData} CatalogueData */
/** @typedef {import('../server/src/core/catalogue').PolicyFacts} PolicyFacts */
/** @typedef {import('../server/src/core/catalogue').ElementFacts} ElementFacts */
/** @typedef {import('../server/src/core/catalogue').AttributeFacts} AttributeFacts */
/** @typedef {import('../server/src/core/catalogue').ValueFacts} ValueFacts */
/** @typedef {import('../server/src/core/catalogue').ChildFacts} ChildFacts */
/** @typedef {import('../server/src/core/catalogue').Section} Section */

/** What a placeholder of a deployment tool or a named value looks like in a value, as XML Schema patterns. */
const filledInLater = [
  String.raw`[\s\S]*(\{\{|\}\}|[$]\{|[$]\(|#\{|\{#|\{%|%\{|<%|@@)[\s\S]*`,
  String.raw`[\s\S]*__[A-Za-z0-9][\s\S]*__[\s\S]*`,
  String.raw`\s*\{[\s\S]*\}\s*`,
  String.raw`\s*\[[a-z]+\([\s\S]*\)\]\s*`,
  String.raw`\s*%[^%]+%\s*`,
  String.raw`\s*[A-Z][A-Z0-9]*(_[A-Z0-9]+)+\s*`,
];

const expression = String.raw`\s*@[({][\s\S]*`;

/** The types that values have in common: what each accepts when it is written out. */
const literalTypes = new Map([
  ['boolean', [String.raw`\s*([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|0|1)\s*`]],
  ['integer', [String.raw`\s*[+\-]?[0-9]+\s*`]],
  ['number', [String.raw`\s*[+\-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+\-]?[0-9]+)?\s*`]],
]);

/**
 * The whole text of schemas/apim-policies.xsd.
 * @param {CatalogueData} data
 */
export function policyXsd(data) {
  const generator = new Generator(data);
  return `<?xml version="1.0" encoding="utf-8"?>
<!-- Azure API Management policies in their strict XML form. Generated from schemas/policies by "node scripts/policyXsd.mjs"; edit the facts, not this file. -->
${generator.schema()}`;
}

class Generator {
  /** @param {CatalogueData} data */
  constructor(data) {
    this.data = data;
    this.policies = new Map(data.policies.map((policy) => [policy.name, policy]));
    /** @type {Map<string, boolean>} */
    this.dependent = new Map();
  }

  schema() {
    const { data } = this;
    const out = new Writer();
    out.open('xs:schema', {
      'xmlns:xs': 'http://www.w3.org/2001/XMLSchema',
      elementFormDefault: 'qualified',
    });
    for (const root of data.roots) {
      out.open('xs:element', { name: root.name });
      documented(out, root.summary, root.docs);
      out.open('xs:complexType');
      if (root.name === 'policies') {
        out.open('xs:all');
        for (const section of data.sections) {
          out.open('xs:element', { name: section.name, minOccurs: '0' });
          documented(out, section.summary, section.docs);
          out.open('xs:complexType');
          out.empty('xs:group', { ref: groupOf(section.name), minOccurs: '0', maxOccurs: 'unbounded' });
          out.close('xs:complexType').close('xs:element');
        }
        out.close('xs:all');
      } else out.empty('xs:group', { ref: groupOf(undefined), minOccurs: '0', maxOccurs: 'unbounded' });
      out.close('xs:complexType').close('xs:element');
    }
    for (const policy of data.policies)
      if (policy.resolverRoot) this.policyElement(out, policy, undefined, {});
    for (const section of [...data.sections.map(({ name }) => name), undefined]) this.group(out, section);
    for (const policy of data.policies) {
      const sections = this.dependsOnSection(policy) ? data.sections.map(({ name }) => name) : [];
      for (const section of [undefined, ...sections]) {
        out.open('xs:complexType', { name: this.typeName(policy, section), ...mixed(policy.element) });
        this.content(out, policy.element, section, data.commonAttributes);
        out.close('xs:complexType');
      }
    }
    for (const [name, patterns] of literalTypes)
      for (const withExpression of [false, true]) {
        const members = [...patterns, ...filledInLater, ...(withExpression ? [expression] : [])];
        patternType(out, sharedName(name, withExpression), members);
      }
    patternType(out, 'filled-in-later', filledInLater);
    patternType(out, 'filled-in-later-or-expression', [...filledInLater, expression]);
    patternType(out, 'no-expression', [String.raw`\s*([^@\s][\s\S]*)?`, String.raw`\s*@([^({][\s\S]*)?`]);
    out.close('xs:schema');
    return out.text;
  }

  /**
   * What may stand as a statement of a section; of a fragment, which may be included anywhere, without one.
   * @param {Writer} out @param {Section | undefined} section
   */
  group(out, section) {
    out.open('xs:group', { name: groupOf(section) }).open('xs:choice');
    if (section !== undefined) {
      out.open('xs:element', { name: 'base' });
      documented(out, this.data.base.summary, this.data.base.docs);
      out.empty('xs:complexType').close('xs:element');
    }
    for (const policy of this.data.policies) {
      if (policy.nestedOnly || policy.resolverRoot) continue;
      if (section !== undefined && policy.sections.length > 0 && !policy.sections.includes(section)) continue;
      this.policyElement(out, policy, section, {});
    }
    out.close('xs:choice').close('xs:group');
  }

  /**
   * @param {Writer} out @param {PolicyFacts} policy @param {Section | undefined} section
   * @param {Readonly<Record<string, string>>} occurs
   */
  policyElement(out, policy, section, occurs) {
    out.open('xs:element', { name: policy.name, type: this.typeName(policy, section), ...occurs });
    documented(out, policy.summary, policy.docs);
    out.close('xs:element');
  }

  /** @param {PolicyFacts} policy @param {Section | undefined} section */
  typeName(policy, section) {
    return section !== undefined && this.dependsOnSection(policy) ? `${policy.name}.${section}` : policy.name;
  }

  /**
   * Whether what may stand in a policy depends on the section, as it does in `choose`.
   * @param {PolicyFacts} policy @returns {boolean}
   */
  dependsOnSection(policy) {
    const known = this.dependent.get(policy.name);
    if (known !== undefined) return known;
    this.dependent.set(policy.name, false);
    /** @param {ElementFacts} element @returns {boolean} */
    const holds = (element) =>
      element.policies === 'any' ||
      element.children.some((child) => {
        if ('element' in child) return holds(child.element);
        const other = this.policies.get(child.policy);
        return other !== undefined && this.dependsOnSection(other);
      });
    const depends = holds(policy.element);
    this.dependent.set(policy.name, depends);
    return depends;
  }

  /**
   * The inside of an element's complex type.
   * @param {Writer} out @param {ElementFacts} element @param {Section | undefined} section
   * @param {readonly AttributeFacts[]} common
   */
  content(out, element, section, common = []) {
    if (element.text && !element.opaque && element.children.length === 0) {
      out.open('xs:simpleContent');
      if (isPlain(element.text)) out.open('xs:extension', { base: 'xs:string' });
      else out.open('xs:extension', { base: this.textType(element.text) });
      this.attributes(out, element, common);
      out.close('xs:extension').close('xs:simpleContent');
      return;
    }
    if (element.opaque) {
      out.open('xs:sequence');
      out.empty('xs:any', { minOccurs: '0', maxOccurs: 'unbounded', processContents: 'skip' });
      out.close('xs:sequence');
    } else if (element.policies) {
      out.open('xs:choice', { minOccurs: '0', maxOccurs: 'unbounded' });
      out.empty('xs:group', { ref: groupOf(section) });
      out.close('xs:choice');
    } else this.children(out, element, section);
    this.attributes(out, element, common);
  }

  /** @param {Writer} out @param {ElementFacts} element @param {Section | undefined} section */
  children(out, element, section) {
    const { children } = element;
    if (children.length === 0) return;
    const ordered = element.order === 'sequence' && !children.some(({ undocumented }) => undocumented);
    if (ordered || children.length === 1) {
      out.open('xs:sequence');
      for (const child of children) this.child(out, child, section, occurrence(child));
      out.close('xs:sequence');
    } else if (children.every((child) => child.max === 1 && !isForeign(child))) {
      out.open('xs:all');
      for (const child of children) this.child(out, child, section, occurrence(child));
      out.close('xs:all');
    } else {
      // Children that mix and repeat: which of them are there at all is more than XML Schema can ask for.
      const least = children.some(({ min }) => min > 0) ? '1' : '0';
      out.open('xs:choice', { minOccurs: least, maxOccurs: 'unbounded' });
      for (const child of children) this.child(out, child, section, {});
      out.close('xs:choice');
    }
  }

  /**
   * @param {Writer} out @param {ChildFacts} child @param {Section | undefined} section
   * @param {Readonly<Record<string, string>>} occurs
   */
  child(out, child, section, occurs) {
    if (isForeign(child)) {
      out.empty('xs:any', { ...occurs, namespace: '##other', processContents: 'skip' });
      return;
    }
    if ('policy' in child) {
      const policy = this.policies.get(child.policy);
      if (policy) this.policyElement(out, policy, section, occurs);
      return;
    }
    const { element } = child;
    out.open('xs:element', { name: element.name, ...occurs });
    documented(out, element.summary, undefined);
    out.open('xs:complexType', mixed(element));
    this.content(out, element, section);
    out.close('xs:complexType').close('xs:element');
  }

  /** @param {Writer} out @param {ElementFacts} element @param {readonly AttributeFacts[]} common */
  attributes(out, element, common) {
    const own = new Set(element.attributes.map(({ name }) => name));
    for (const attribute of [...element.attributes, ...common.filter(({ name }) => !own.has(name))]) {
      const use = attribute.required === 'yes' ? { use: 'required' } : {};
      const shared = sharedTypeOf(attribute);
      out.open('xs:attribute', { name: attribute.name, ...(shared ? { type: shared } : {}), ...use });
      documented(out, attribute.summary, undefined);
      if (!shared) choiceType(out, attribute);
      out.close('xs:attribute');
    }
    if (element.openAttributes) out.empty('xs:anyAttribute', { namespace: '##any', processContents: 'skip' });
  }

  /**
   * The name of the type of an element's text. Choices are left open, since a type needs a name here.
   * @param {ValueFacts} text
   */
  textType(text) {
    return sharedTypeOf(text) ?? 'xs:string';
  }
}

/** @param {ValueFacts} value */
function isPlain(value) {
  return sharedTypeOf(value) === 'xs:string';
}

/**
 * The named type of a value; `undefined` where it has a list of its own to choose from.
 * @param {Pick<ValueFacts, 'type' | 'values' | 'openValues' | 'expression'>} value
 */
function sharedTypeOf(value) {
  if (value.values && value.values.length > 0 && !value.openValues) {
    if (value.type === 'enum' || literalTypes.has(value.type)) return undefined;
  }
  if (literalTypes.has(value.type) && !value.openValues) return sharedName(value.type, value.expression);
  return value.expression ? 'xs:string' : 'no-expression';
}

/** @param {string} type @param {boolean} withExpression */
function sharedName(type, withExpression) {
  return withExpression ? `${type}-or-expression` : `${type}-value`;
}

/** The values to choose from, in any letter case, or what is filled in later. @param {Writer} out @param {ValueFacts | AttributeFacts} value */
function choiceType(out, value) {
  const values = (value.values ?? []).map((one) => one.value);
  const members = [value.expression ? 'filled-in-later-or-expression' : 'filled-in-later'];
  if (literalTypes.has(value.type)) members.push(sharedName(value.type, value.expression));
  out.open('xs:simpleType').open('xs:union', { memberTypes: members.join(' ') });
  out.open('xs:simpleType').open('xs:restriction', { base: 'xs:token' });
  for (const one of values) out.empty('xs:enumeration', { value: one });
  out.close('xs:restriction').close('xs:simpleType');
  const otherCases = values.filter((one) => /[A-Za-z]/.test(one)).map(anyCase);
  if (otherCases.length > 0) {
    out.open('xs:simpleType').open('xs:restriction', { base: 'xs:token' });
    for (const pattern of otherCases) out.empty('xs:pattern', { value: pattern });
    out.close('xs:restriction').close('xs:simpleType');
  }
  out.close('xs:union').close('xs:simpleType');
}

/** A pattern for the text in any letter case. @param {string} text */
function anyCase(text) {
  return [...text]
    .map((one) =>
      /[A-Za-z]/.test(one)
        ? `[${one.toUpperCase()}${one.toLowerCase()}]`
        : one.replace(/[\\|.?*+(){}[\]^-]/, '\\$&'),
    )
    .join('');
}

/** @param {Writer} out @param {string} name @param {readonly string[]} patterns */
function patternType(out, name, patterns) {
  out.open('xs:simpleType', { name }).open('xs:restriction', { base: 'xs:string' });
  for (const value of patterns) out.empty('xs:pattern', { value });
  out.close('xs:restriction').close('xs:simpleType');
}

/** @param {Section | undefined} section */
function groupOf(section) {
  return section === undefined ? 'fragment-statements' : `${section}-statements`;
}

/** @param {ElementFacts} element @returns {Readonly<Record<string, string>>} */
function mixed(element) {
  return element.opaque || (element.text && element.children.length > 0) ? { mixed: 'true' } : {};
}

/** Whether the child belongs to another namespace: the stylesheet of a transformation. @param {ChildFacts} child */
function isForeign(child) {
  return 'element' in child && child.element.name.includes(':');
}

/** @param {ChildFacts} child @returns {Readonly<Record<string, string>>} */
function occurrence({ min, max }) {
  return {
    ...(min === 1 ? {} : { minOccurs: String(min) }),
    ...(max === 1 ? {} : { maxOccurs: max === null ? 'unbounded' : String(max) }),
  };
}

/** @param {Writer} out @param {string} summary @param {string | undefined} docs */
function documented(out, summary, docs) {
  const text = summary.replaceAll('`', '');
  out.open('xs:annotation');
  out.leaf('xs:documentation', docs === undefined ? {} : { source: docs }, text);
  out.close('xs:annotation');
}

/** Indented XML. */
class Writer {
  text = '';
  depth = 0;

  /** @param {string} name @param {Readonly<Record<string, string>>} attributes */
  open(name, attributes = {}) {
    this.line(`<${name}${written(attributes)}>`);
    this.depth++;
    return this;
  }

  /** @param {string} name */
  close(name) {
    this.depth--;
    this.line(`</${name}>`);
    return this;
  }

  /** @param {string} name @param {Readonly<Record<string, string>>} attributes */
  empty(name, attributes = {}) {
    this.line(`<${name}${written(attributes)} />`);
    return this;
  }

  /** @param {string} name @param {Readonly<Record<string, string>>} attributes @param {string} text */
  leaf(name, attributes, text) {
    this.line(`<${name}${written(attributes)}>${escaped(text)}</${name}>`);
  }

  /** @param {string} line */
  line(line) {
    this.text += `${' '.repeat(this.depth)}${line}\n`;
  }
}

/** @param {Readonly<Record<string, string>>} attributes */
function written(attributes) {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escaped(value).replaceAll('"', '&quot;')}"`)
    .join('');
}

/** @param {string} text */
function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const root = resolve(import.meta.dirname, '..');
  writeFileSync(join(root, 'schemas', 'apim-policies.xsd'), policyXsd(readCatalogueData(root)));
}
