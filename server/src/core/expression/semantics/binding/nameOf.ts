/** `nameof(…)` */
import type { Expression, Invocation } from '../../syntax/nodes';
import type { Binder } from './binder';
import type { Bound } from './bound';
import { constant } from './results';

/** `undefined`: the call is no `nameof`. */
export function bindNameOf(b: Binder, node: Invocation): Bound | undefined {
  const { target } = node;
  const [argument, ...more] = node.arguments;
  if (target.kind !== 'name' || target.identifier.text !== 'nameof' || target.typeArguments) return undefined;
  if (!argument || more.length > 0 || argument.name || argument.modifier || b.scope.find('nameof'))
    return undefined;
  const name = nameIn(argument.value);
  if (argument.value.kind === 'placeholder' || argument.value.kind === 'missing')
    return constant(b, node, b.known.string, undefined);
  if (name === undefined) {
    b.bind(argument.value);
    b.report('CS8081', argument.value.span);
  } else b.bind(argument.value);
  return constant(b, node, b.known.string, name ?? '');
}

function nameIn(node: Expression): string | undefined {
  if (node.kind === 'name') return node.identifier.text;
  if (node.kind === 'member-access') return node.name.kind === 'name' ? node.name.identifier.text : '';
  return node.kind === 'alias-qualified-name' && node.name.kind === 'name'
    ? node.name.identifier.text
    : undefined;
}
