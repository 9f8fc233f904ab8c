/** `switch` */
import type { Statement } from '../../syntax/nodes';
import { constantText } from '../constants/convert';
import { isUnknown } from '../typing/facts';
import type { Binder } from './binder';
import { leave } from './convert';
import { prepareBlock } from './declarations';
import { expectVariables, expressionVariables } from './locals';
import { condition } from './operators';
import { bindPattern } from './patterns';
import { isSilent, valueText } from './results';
import { Scope } from './scopes';

export function bindSwitch(b: Binder, node: Statement & { readonly kind: 'switch' }): void {
  const it = b.value(node.value);
  leave(b, it);
  if (!isSilent(it) && (!it.type || it.type.kind === 'void'))
    b.report('CS8119', it.span, [valueText(b.known, it)]);
  const input = isSilent(it) || !it.type || it.type.kind === 'void' ? b.world.unknown : it.type;
  const scope = new Scope(b.scope, node.span);
  const seen = new Set<unknown>();
  let hasDefault = false;
  b.frame.breakable++;
  b.inScope(scope, () => {
    const functions = prepareBlock(
      b,
      scope,
      node.sections.flatMap((section) => section.statements),
    );
    for (const section of node.sections) {
      const own = new Scope(scope, section.span);
      b.inScope(own, () => {
        for (const label of section.labels) {
          if (label.kind === 'default-label') {
            if (hasDefault) b.report('CS0152', label.span, ['default']);
            hasDefault = true;
            continue;
          }
          expectVariables(b, own, [
            ...expressionVariables(b, label.pattern),
            ...expressionVariables(b, label.when),
          ]);
          const constant = bindPattern(b, label.pattern, input, 'case');
          const test = label.when && condition(b, label.when);
          if (test || constant === undefined || isUnknown(input)) continue;
          const key = typeof constant === 'object' && constant !== null ? constant.decimal : constant;
          if (seen.has(key)) b.report('CS0152', label.span, [constantText(constant)]);
          seen.add(key);
        }
        for (const statement of section.statements) b.statement(statement);
      });
    }
    functions();
  });
  b.frame.breakable--;
}
