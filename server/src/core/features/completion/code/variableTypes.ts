/** What a context variable holds: to C# it is an `object`, but what sets it tells more. */
import { bindExpression, type Expression, type TypeNode, type TypeSymbol } from '../../../expression';
import { documentsAround, typeSetAt, variablePlacesIn, variablesNamedIn } from '../../../model';
import type { CodeRequest } from './request';

export interface HintedType {
  readonly type: TypeSymbol;
  /** As it is written in a cast. */
  readonly name: string;
}

/** The type of the variable that the code reads; `undefined` where it reads none, or that isn't sure. */
export function variableTypeOf(
  { analysis, model }: CodeRequest,
  node: Expression | TypeNode,
): HintedType | undefined {
  if (node.kind !== 'element-access') return undefined;
  const { span } = node;
  const read = variablesNamedIn(model).find(
    (it) => it.span.start > node.target.span.end && it.span.end < span.end,
  );
  if (read === undefined) return undefined;
  const types = new Set<string | undefined>();
  for (const document of [analysis, ...documentsAround(analysis).map((it) => it.analysis)])
    for (const place of variablePlacesIn(document))
      if (place.setting !== undefined && place.name === read.name) types.add(typeSetAt(document, place));
  const [name] = types;
  if (types.size !== 1 || name === undefined || name === 'object') return undefined;
  const { root, meaningOf } = bindExpression({
    world: model.world,
    code: `default(${name})`,
    expected: undefined,
  });
  const type = root.kind === 'expression' ? meaningOf(root.expression)?.type : undefined;
  return type === undefined || type.kind === 'unknown' ? undefined : { type, name };
}
