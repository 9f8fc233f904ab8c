/** How messages name things. */
import type { Scope, Section } from '../catalogue/types';
import { type Analysis, allowedChildren, holdsPlaceholder } from '../model';
import type { DocumentNode, ElementNode } from '../syntax';

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

/** The names of all elements that may stand there. */
export function namesAllowedIn(analysis: Analysis, parent: ElementNode | DocumentNode): readonly string[] {
  const { policies, children, sections, base } = allowedChildren(analysis, parent);
  return [
    ...children.map((child) => ('element' in child ? child.element.name : child.policy)),
    ...policies.map((policy) => policy.name),
    ...sections,
    ...(base ? ['base'] : []),
  ];
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
      namesAllowedIn(analysis, node.parent).includes(name)
    )
      return true;
  return false;
}
