/** How messages name things. */
import { childName } from '../catalogue';
import type { Scope, Section } from '../catalogue/types';
import { type Analysis, allowedChildren, type ElementMeaning, holdsPlaceholder } from '../model';
import type { ContentNode, DocumentNode, ElementNode } from '../syntax';
import { countBefore } from '../text';

/** Whether a name is one that a person wrote as such: no placeholder, nothing the parser already objects to. */
export function isPlainName(name: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}_.:-]*$/u.test(name) && !holdsPlaceholder(name);
}

/** `<a>, <b> or <c>`. */
export function elementList(names: readonly string[]): string {
  return list(names.map((name) => `<${name}>`));
}

/** `"a", "b" or "c"`. */
export function valueList(values: readonly string[]): string {
  return list(values.map((value) => `"${value}"`));
}

function list(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} or ${last}`;
}

const scopeNames: Readonly<Record<Scope, string>> = {
  global: 'global',
  workspace: 'workspace',
  product: 'product',
  api: 'API',
  operation: 'operation',
};

export function scopeList(scopes: readonly Scope[]): string {
  return list(scopes.map((scope) => scopeNames[scope]));
}

export function sectionList(sections: readonly Section[]): string {
  return elementList(sections);
}

/** The names of all elements that may stand in one place. */
export interface AllowedNames {
  readonly list: readonly string[];
  readonly set: ReadonlySet<string>;
  /** By name, what an element was meant to be: one that is mistaken once is often mistaken all over a document. */
  readonly suggestions: Map<string, string | undefined>;
}

/** The names of all elements that may stand there; the same object for the same meaning of the parent. */
export function namesAllowedIn(analysis: Analysis, parent: ElementNode | DocumentNode): AllowedNames {
  const known = analysis.once(newKnownNames);
  const meaning = parent.kind === 'document' ? undefined : analysis.meaningOf(parent);
  let names = known.get(meaning);
  if (names === undefined) {
    const list = namesIn(analysis, parent);
    names = { list, set: new Set(list), suggestions: new Map() };
    known.set(meaning, names);
  }
  return names;
}

/** By what the parent means: every mistake asks, and what may stand there depends on nothing else. */
function newKnownNames(): Map<ElementMeaning | undefined, AllowedNames> {
  return new Map();
}

function namesIn(analysis: Analysis, parent: ElementNode | DocumentNode): readonly string[] {
  const { policies, children, sections, base } = allowedChildren(analysis, parent);
  return [
    ...children.map(childName),
    ...policies.map((policy) => policy.name),
    ...sections,
    ...(base ? ['base'] : []),
  ];
}

/** How many elements are looked at for one whose closing tag is missing. */
const lookBehind = 50;

/**
 * Whether an element only seems to stand where it does because one before it has no closing tag, so that it isn't
 * plain what that one holds.
 */
export function mayBelongBefore(analysis: Analysis, element: ElementNode): boolean {
  const { children } = element.parent;
  for (let i = indexOf(children, element) - 1, seen = 0; i >= 0 && seen < lookBehind; i--) {
    const before = children[i];
    if (before?.kind !== 'element') continue;
    seen++;
    if (before.selfClosing || before.closeTag !== undefined) continue;
    if (namesAllowedIn(analysis, before).set.has(element.name)) return true;
  }
  return false;
}

/** Children stand in document order. */
function indexOf(children: readonly ContentNode[], element: ElementNode): number {
  return countBefore(children.length, (i) => (children[i]?.span.start ?? 0) < element.span.start);
}

/**
 * Whether an element only seems to stand where it does because one around it has no closing tag: it could stand
 * behind that one.
 */
export function mayBelongOutside(analysis: Analysis, { name, parent }: ElementNode): boolean {
  let steps = 0;
  for (let node = parent; node.kind === 'element' && steps < 50; node = node.parent, steps++)
    if (
      !node.selfClosing &&
      node.closeTag === undefined &&
      namesAllowedIn(analysis, node.parent).set.has(name)
    )
      return true;
  return false;
}
