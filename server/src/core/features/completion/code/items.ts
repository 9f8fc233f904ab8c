/** Completions of code as editors list them. */
import {
  describeDefinition,
  describeMember,
  describeType,
  type MemberGroup,
  type MethodSymbol,
  type TypeDefinition,
} from '../../../expression';
import { inWrittenForm } from '../../../model';
import type { Completion, CompletionKind } from '../../types';
import { InsertText } from '../insertText';
import { sortText } from '../request';
import type { CodeRequest } from './request';

/** The order of what is offered; what authors use most comes first in each. */
export const groups = { first: 0, near: 1, usual: 2, others: 3, last: 4 } as const;

interface Item {
  readonly label: string;
  readonly kind: CompletionKind;
  readonly group: number;
  readonly detail?: string | undefined;
  readonly documentation?: () => string | undefined;
  /** What is inserted in place of the label, in C#. */
  readonly insert?: InsertText | undefined;
  readonly asksForArguments?: boolean;
}

export function codeItem(request: CodeRequest, item: Item): Completion {
  const { span, region, snippets, usage } = request;
  const { label, kind, group, detail, documentation, insert, asksForArguments } = item;
  const rank = usage.names.indexOf(label);
  return {
    label,
    kind,
    edit: { span, newText: inWrittenForm(region, insert?.text ?? label) },
    sortText: sortText(group, rank < 0 ? 9999 : rank) + label,
    ...(detail === undefined ? {} : { detail }),
    ...(documentation === undefined ? {} : { documentation }),
    ...(insert !== undefined && snippets ? { snippet: true } : {}),
    ...(asksForArguments ? { asksForArguments } : {}),
  };
}

export function memberItem(request: CodeRequest, { name, members }: MemberGroup): Completion {
  const [first, ...others] = members;
  const more = others.length === 0 ? '' : ` (+ ${others.length} overload${others.length === 1 ? '' : 's'})`;
  const rank = request.usage.members.indexOf(name);
  const isInherited = first.containingType.definition.fullName === 'System.Object';
  const item: Item = {
    label: name,
    kind: first.kind === 'method' ? 'method' : first.kind === 'field' ? 'constant' : 'property',
    group: isInherited ? groups.last : rank >= 0 ? groups.usual : groups.others,
    detail: first.kind === 'method' ? describeMember(first) + more : describeType(first.type, 'short'),
    documentation: () => documented(describeMember(first) + more, first.documentation, first.obsolete),
    insert: first.kind === 'method' ? callText(request, members.filter(isMethod)) : undefined,
    asksForArguments: first.kind === 'method',
  };
  return {
    ...codeItem(request, item),
    sortText: sortText(item.group, rank < 0 ? 9999 : rank) + name,
    ...(first.obsolete === undefined ? {} : { deprecated: true }),
  };
}

function isMethod(member: MemberGroup['members'][number]): member is MethodSymbol {
  return member.kind === 'method';
}

/** The name with brackets and what has to stand in them; `undefined` where brackets follow already. */
function callText({ analysis, span, snippets }: CodeRequest, methods: readonly MethodSymbol[]) {
  if (!snippets || /^\s*[(<]|^&lt;/.test(analysis.text.slice(span.end, span.end + 20))) return undefined;
  const [method] = methods;
  if (method === undefined) return undefined;
  const insert = new InsertText(snippets).literal(method.name);
  const asked = method.typeParameters.filter((it) => !isInferred(method, it));
  if (asked.length > 0) {
    insert.literal('<');
    for (const [index, { name }] of asked.entries()) {
      if (index > 0) insert.literal(', ');
      insert.choice(method.context?.typeArguments ?? [name]);
    }
    insert.literal('>');
  }
  const takesNone = methods.every(
    ({ parameters, isExtension }) => parameters.length === (isExtension ? 1 : 0),
  );
  insert.literal('(');
  if (!takesNone) insert.place();
  return insert.literal(')').end();
}

/** Whether arguments tell what the type parameter is. */
function isInferred(
  { parameters }: MethodSymbol,
  parameter: MethodSymbol['typeParameters'][number],
): boolean {
  const name = new RegExp(String.raw`(?<!\w)${parameter.name}(?!\w)`);
  return parameters.some(({ type, isOptional }) => !isOptional && name.test(describeType(type, 'short')));
}

export function typeItem(request: CodeRequest, definition: TypeDefinition, group: number): Completion {
  const rank = request.usage.names.indexOf(definition.name);
  return codeItem(request, {
    label: definition.name,
    kind: definition.typeKind === 'enum' ? 'enum' : 'type',
    group: rank < 0 ? group + 1 : group,
    detail: describeDefinition(definition),
    documentation: () => documented(describeDefinition(definition), definition.documentation),
  });
}

/** C# above, words below. */
export function documented(code: string, text: string | undefined, obsolete?: string): string {
  const deprecated = obsolete === undefined ? undefined : `**Deprecated.** ${obsolete}`;
  return [`\`\`\`csharp\n${code}\n\`\`\``, deprecated, text].filter((it) => it !== undefined).join('\n\n');
}
