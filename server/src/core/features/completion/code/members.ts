/** Behind a dot: the members of a value or type, or what a namespace holds. */
import {
  type CodeNode,
  describeType,
  type Expression,
  membersOfType,
  membersOfValue,
  type NodeMeaning,
  type TypeNode,
  type TypeSymbol,
} from '../../../expression';
import { inWrittenForm } from '../../../model';
import type { Completion } from '../../types';
import { sortText } from '../request';
import { codeItem, groups, memberItem, typeItem } from './items';
import type { CodeRequest } from './request';
import { variableTypeOf } from './variableTypes';

export function members(request: CodeRequest): readonly Completion[] {
  const { around, model } = request;
  const access = around.findLast(
    ({ kind }) => kind === 'member-access' || kind === 'member-binding' || kind === 'qualified-name',
  );
  const target = access && targetOf(access, around);
  if (target === undefined) return [];
  const meaning = model.meaningOf(target.node);
  if (meaning?.symbol?.kind === 'namespace') return inNamespace(request, meaning.symbol.fullName);
  if (target.isName && meaning === undefined) return inNamespace(request, textOf(request, target.node));
  if (meaning === undefined) return [];
  if (meaning.isType) return ofType(request, meaning);
  return [
    ...withCast(request, target.node, target.isConditional),
    ...ofValue(request, meaning.type, target.isConditional),
  ];
}

interface Target {
  readonly node: Expression | TypeNode;
  readonly isConditional: boolean;
  /** Whether only a type or namespace can stand there. */
  readonly isName: boolean;
}

function targetOf(access: CodeNode, around: readonly CodeNode[]): Target | undefined {
  if (access.kind === 'member-access') return { node: access.target, isConditional: false, isName: false };
  if (access.kind === 'qualified-name') return { node: access.left, isConditional: false, isName: true };
  const conditional = around.findLast((node) => node.kind === 'conditional-access');
  return conditional && { node: conditional.target, isConditional: true, isName: false };
}

function textOf({ model: { code } }: CodeRequest, { span }: CodeNode): string {
  return code.slice(span.start, span.end).replace(/\s/g, '');
}

function ofValue(
  request: CodeRequest,
  type: TypeSymbol | undefined,
  isConditional: boolean,
): readonly Completion[] {
  if (type === undefined) return [];
  const of = isConditional ? withoutNull(type) : type;
  return [
    ...elementsOf(request, of),
    ...membersOfValue(request.model.world, of).map((it) => memberItem(request, it)),
  ];
}

/** Of a context variable: what it holds has more members than an object; they come with a cast. */
function withCast(
  request: CodeRequest,
  target: Target['node'],
  isConditional: boolean,
): readonly Completion[] {
  const hinted = variableTypeOf(request, target);
  if (hinted === undefined) return [];
  const { region } = request;
  const start = region.toDocument(target.span.start);
  const end = region.toDocument(target.span.end);
  const additionalEdits = [
    { span: { start, end: start }, newText: inWrittenForm(region, `((${hinted.name})`) },
    { span: { start: end, end }, newText: ')' },
  ];
  return ofValue(request, hinted.type, isConditional)
    .filter(({ label }) => !objectMembers.has(label))
    .map((item) => ({
      ...item,
      additionalEdits,
      detail: `${item.detail ?? ''} (as ${hinted.name})`,
      sortText: sortText(groups.first, 0) + (item.sortText ?? ''),
    }));
}

/** What every object has needs no cast. */
const objectMembers = new Set(['Equals', 'GetHashCode', 'GetType', 'ToString']);

/** Behind `?.` a `T?` is a `T`. */
function withoutNull(type: TypeSymbol): TypeSymbol {
  const inner =
    type.kind === 'named' && type.definition.fullName === 'System.Nullable' && type.typeArguments[0];
  return inner || type;
}

/** The named parts of tuples and anonymous types. */
function elementsOf(request: CodeRequest, type: TypeSymbol): readonly Completion[] {
  const parts = type.kind === 'anonymous' ? type.members : type.kind === 'tuple' ? type.elements : [];
  return parts.flatMap(({ name, type: of }) =>
    name === undefined
      ? []
      : [
          codeItem(request, {
            label: name,
            kind: 'property',
            group: groups.first,
            detail: describeType(of, 'short'),
          }),
        ],
  );
}

function ofType(request: CodeRequest, { type }: NodeMeaning): readonly Completion[] {
  if (type === undefined) return [];
  const { world } = request.model;
  const nested = type.kind === 'named' ? world.nestedTypes(type.definition) : [];
  return [
    ...membersOfType(world, type).map((it) => memberItem(request, it)),
    ...nested
      .filter(({ allowance }) => allowance !== 'refused')
      .map((it) => typeItem(request, it, groups.others)),
  ];
}

function inNamespace(request: CodeRequest, fullName: string): readonly Completion[] {
  const { world } = request.model;
  if (!world.isNamespace(fullName)) return [];
  const { types, namespaces } = world.inNamespace(fullName);
  return [
    ...types
      .filter(({ allowance }) => allowance !== 'refused')
      .map((it) => typeItem(request, it, groups.usual)),
    ...namespaces.map((name) =>
      codeItem(request, {
        label: name.slice(name.lastIndexOf('.') + 1),
        kind: 'namespace',
        group: groups.others,
        detail: name,
      }),
    ),
  ];
}
