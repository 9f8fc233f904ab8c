/** Types and namespaces by their names. */
import type { Span } from '../../../text';
import type { SimpleName, TypeNode } from '../../syntax/nodes';
import type { TypeDefinition, TypeSymbol } from '../../types/symbols';
import type { Binder } from '../binding/binder';
import { meetsConstraints } from '../calls/candidates';
import { typeText } from '../typing/display';
import { isReferenceType } from '../typing/facts';

/** What a name that isn't one of a value means. */
export type TypeOrNamespace =
  | { readonly kind: 'type'; readonly type: TypeSymbol }
  | { readonly kind: 'namespace'; readonly fullName: string }
  | { readonly kind: 'unknown' }
  /** Known, but not used like that: what is wrong was said. */
  | { readonly kind: 'none' };

const nothing: TypeOrNamespace = { kind: 'none' };
const unknown: TypeOrNamespace = { kind: 'unknown' };

export function isVar(node: TypeNode): boolean {
  return node.kind === 'name' && node.identifier.text === 'var' && !node.typeArguments;
}

/** @param mayBeOpen whether the type's own arguments may be left out, as in `typeof(List<>)` */
export function bindType(b: Binder, node: TypeNode, mayBeOpen = false): TypeSymbol {
  const type = typeOf(b, node);
  if (!mayBeOpen && isOpen(node)) b.report('CS7003', node.span);
  if (!b.record.meanings.has(node)) b.record.meaning(node, type, { isType: true });
  return type;
}

function isOpen(node: TypeNode): boolean {
  const name = node.kind === 'qualified-name' ? node.right : node;
  return name.kind === 'name' && name.typeArguments?.[0]?.kind === 'omitted-type';
}

function typeOf(b: Binder, node: TypeNode): TypeSymbol {
  const { world, known } = b;
  switch (node.kind) {
    case 'predefined-type':
      return node.keyword === 'void' ? world.void : predefinedType(b, node.keyword);
    case 'array-type': {
      const element = b.type(node.element);
      if (element.kind === 'unknown') return element;
      if (element.kind === 'void') {
        b.report('CS1547', node.element.span);
        return world.unknown;
      }
      return world.arrayOf(element, node.rank);
    }
    case 'nullable-type': {
      const element = b.type(node.element);
      if (element.kind === 'unknown' || element.kind === 'type-parameter') return world.unknown;
      if (element.kind === 'void' || known.underlying(element)) {
        b.report('CS0453', node.span, [typeText(known, element), 'T', 'Nullable<T>']);
        return world.unknown;
      }
      if (isReferenceType(element)) {
        b.report('CS8370', { start: node.span.end - 1, end: node.span.end }, [
          'nullable reference types',
          '8.0',
        ]);
        return element;
      }
      return world.nullableOf(element);
    }
    case 'pointer-type': {
      const element = b.type(node.element);
      b.report('CS0214', node.span);
      return element.kind === 'unknown' ? element : world.unknown;
    }
    case 'tuple-type': {
      const elements = node.elements.map(({ type, name }) => ({
        type: b.type(type),
        name: name?.text || undefined,
      }));
      if (elements.some(({ type }) => type.kind === 'unknown' || type.kind === 'void')) return world.unknown;
      return elements.length < 2 ? world.unknown : world.tupleOf(elements);
    }
    case 'ref-type':
      b.type(node.element);
      return world.unknown;
    case 'omitted-type':
    case 'missing':
    case 'placeholder':
      return world.unknown;
    default: {
      const found = resolveName(b, node);
      if (found.kind === 'type') return found.type;
      if (found.kind === 'namespace') b.report('CS0118', node.span, [found.fullName, 'namespace', 'type']);
      return world.unknown;
    }
  }
}

export function predefinedType(b: Binder, keyword: string): TypeSymbol {
  switch (keyword) {
    case 'object':
    case 'string':
    case 'bool':
    case 'char':
    case 'sbyte':
    case 'byte':
    case 'short':
    case 'ushort':
    case 'int':
    case 'uint':
    case 'long':
    case 'ulong':
    case 'float':
    case 'double':
    case 'decimal':
      return b.world.predefined(keyword);
    default:
      return b.world.unknown;
  }
}

function resolveName(
  b: Binder,
  node: TypeNode & { readonly kind: 'name' | 'qualified-name' | 'alias-qualified-name' },
): TypeOrNamespace {
  if (node.kind === 'name') {
    if (node.identifier.text === '') return unknown;
    return simpleType(b, node, true) ?? reportNoType(b, node);
  }
  if (node.kind === 'alias-qualified-name') {
    if (node.alias.text !== 'global') {
      if (node.alias.text !== '') b.report('CS0432', node.alias.span, [node.alias.text]);
      return unknown;
    }
    return inNamespace(b, '', node.name, node.name.span);
  }
  const { left, right } = node;
  let outer: TypeOrNamespace;
  if (left.kind === 'name') {
    if (left.identifier.text === '') return unknown;
    outer = simpleType(b, left, true) ?? reportNoType(b, left);
    recordOuter(b, left, outer);
  } else if (left.kind === 'qualified-name' || left.kind === 'alias-qualified-name') {
    outer = resolveName(b, left);
    recordOuter(b, left, outer);
  } else outer = { kind: 'type', type: b.type(left) };
  if (outer.kind === 'namespace') return inNamespace(b, outer.fullName, right, right.span);
  if (outer.kind !== 'type' || outer.type.kind !== 'named') return unknown;
  const nested = nestedType(b, outer.type.definition, right);
  if (nested) return nested;
  if (right.kind === 'name' && right.identifier.text !== '' && outer.type.definition.isComplete)
    b.report('CS0426', right.identifier.span, [right.identifier.text, typeText(b.known, outer.type)]);
  return unknown;
}

function recordOuter(b: Binder, node: TypeNode, outer: TypeOrNamespace): void {
  if (outer.kind === 'namespace')
    b.record.meaning(node, undefined, {
      symbol: { kind: 'namespace', fullName: outer.fullName },
      isType: true,
    });
  else if (outer.kind === 'type') b.record.meaning(node, outer.type, { isType: true });
}

/** A name alone. `undefined`: there is no such type or namespace. */
export function simpleType(
  b: Binder,
  node: SimpleName & { readonly kind: 'name' },
  inTypePlace: boolean,
): TypeOrNamespace | undefined {
  const { text, span } = node.identifier;
  const { world } = b;
  const parameter = b.scope.typeParameter(text);
  if (parameter) return { kind: 'type', type: parameter };
  if (inTypePlace && text === 'dynamic' && !node.typeArguments) return { kind: 'type', type: world.dynamic };
  const arity = node.typeArguments?.length ?? 0;
  const imported = world.imported(text, arity);
  const near = imported.filter((it) => it.namespace === '');
  const found = near.length > 0 ? near : imported;
  const [first, second] = found;
  if (first && second) {
    b.report('CS0104', span, [text, first.fullName, second.fullName]);
    for (const it of node.typeArguments ?? []) b.type(it);
    return unknown;
  }
  if (first) return constructed(b, node, first);
  if (!node.typeArguments && world.isNamespace(text)) {
    b.record.use(span, { kind: 'namespace', fullName: text }, undefined);
    return { kind: 'namespace', fullName: text };
  }
  const [unlisted] = world.unlistedNamed(text);
  if (unlisted !== undefined) {
    b.record.markUnlisted(node, unlisted);
    for (const it of node.typeArguments ?? []) b.type(it);
    return unknown;
  }
  return undefined;
}

function constructed(
  b: Binder,
  node: SimpleName & { readonly kind: 'name' },
  definition: TypeDefinition,
): TypeOrNamespace {
  const { world } = b;
  b.record.use(node.identifier.span, definition, undefined);
  const own = definition.typeParameters.length;
  const given = node.typeArguments?.map((it) => b.type(it)) ?? [];
  for (const [i, it] of given.entries()) {
    const argument = node.typeArguments?.[i];
    if (it.kind === 'void' && argument) b.report('CS1547', argument.span);
    else if (it.kind === 'named' && it.definition.isStatic && argument)
      b.report('CS0718', argument.span, [typeText(b.known, it)]);
    const parameter = definition.typeParameters[own - given.length + i];
    if (parameter && argument && !meetsConstraints(parameter, it) && it.kind !== 'void')
      b.report(parameter.constraints.isClass ? 'CS0452' : 'CS0453', argument.span, [
        typeText(b.known, it),
        parameter.name,
        `${definition.name}<${definition.typeParameters.map(({ name }) => name).join(', ')}>`,
      ]);
  }
  // A nested type that has the type parameters of the one around it: what they are was said there, and isn't known here.
  const all = Array.from({ length: own }, (_, i) => {
    const type = given[i - (own - given.length)] ?? world.unknown;
    return type.kind === 'void' ? world.unknown : type;
  });
  const type = world.construct(definition, all);
  b.record.meaning(node, type, { symbol: definition, isType: true });
  return { kind: 'type', type };
}

export function inNamespace(
  b: Binder,
  namespace: string,
  node: SimpleName,
  /** Where it is said that there is none. */
  place: Span,
): TypeOrNamespace {
  if (node.kind !== 'name' || node.identifier.text === '') return unknown;
  const { text, span } = node.identifier;
  const { world } = b;
  const fullName = namespace === '' ? text : `${namespace}.${text}`;
  const arity = node.typeArguments?.length ?? 0;
  const definition = world.definition(fullName, arity);
  if (definition && definition.namespace === namespace) return constructed(b, node, definition);
  if (arity === 0 && world.isNamespace(fullName)) {
    b.record.use(span, { kind: 'namespace', fullName }, undefined);
    return { kind: 'namespace', fullName };
  }
  for (const it of node.typeArguments ?? []) b.type(it);
  if (world.isUnlisted(fullName)) {
    b.record.markUnlisted(node, fullName);
    return unknown;
  }
  const other = world.inNamespace(namespace).types.find((it) => it.name === text);
  if (other) reportArity(b, node, other);
  else if (namespace === '') b.report('CS0400', span, [text]);
  else b.report('CS0234', place, [text, namespace]);
  return nothing;
}

export function nestedType(b: Binder, outer: TypeDefinition, node: SimpleName): TypeOrNamespace | undefined {
  if (node.kind !== 'name') return unknown;
  const arity = node.typeArguments?.length ?? 0;
  const definition = b.world
    .nestedTypes(outer)
    .find(
      (it) =>
        it.name === node.identifier.text && it.typeParameters.length - outer.typeParameters.length === arity,
    );
  return definition && constructed(b, node, definition);
}

function reportArity(b: Binder, node: SimpleName & { readonly kind: 'name' }, other: TypeDefinition): void {
  const count = other.typeParameters.length;
  if (count === 0) b.report('CS0308', node.span, ['type', other.name]);
  else
    b.report('CS0305', node.span, [
      'type',
      `${other.name}<${other.typeParameters.map((it) => it.name).join(', ')}>`,
      String(count),
    ]);
}

/** A type of the name with another number of type parameters. */
export function otherArity(b: Binder, name: string, not: number): TypeDefinition | undefined {
  for (const arity of [0, 1, 2, 3, 4]) {
    if (arity === not) continue;
    const [found] = b.world.imported(name, arity);
    if (found) return found;
  }
  return undefined;
}

function reportNoType(b: Binder, node: SimpleName & { readonly kind: 'name' }): TypeOrNamespace {
  const { text, span } = node.identifier;
  for (const it of node.typeArguments ?? []) b.type(it);
  if (b.mayDeclareAnything && text.includes('{{')) return nothing;
  const other = otherArity(b, text, node.typeArguments?.length ?? 0);
  if (other) reportArity(b, node, other);
  else if (text === 'var' && !node.typeArguments) b.report('CS0825', span);
  else if (b.scope.find(text)?.kind === 'local' || b.scope.find(text)?.kind === 'parameter')
    b.report('CS0118', span, [text, 'variable', 'type']);
  else
    b.report('CS0246', node.span, [
      node.typeArguments ? `${text}<${','.repeat(node.typeArguments.length - 1)}>` : text,
    ]);
  return nothing;
}
