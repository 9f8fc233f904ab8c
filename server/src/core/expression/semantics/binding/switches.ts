/** `switch` */
import type { Statement, SwitchSection } from '../../syntax/nodes';
import type { ConstantValue, TypeSymbol } from '../../types/symbols';
import { constantText } from '../constants/convert';
import { implicitBetween } from '../conversions/ofExpression';
import { isUnknown } from '../typing/facts';
import type { Binder, SwitchLabels } from './binder';
import { leave } from './convert';
import { prepareBlock } from './declarations';
import { expectVariables, expressionVariables } from './locals';
import { condition } from './operators';
import { bindPattern, constantIn } from './patterns';
import { hasPlaceholder, isSilent, valueText } from './results';
import { Scope } from './scopes';

export function bindSwitch(b: Binder, node: Statement & { readonly kind: 'switch' }): void {
  const it = b.value(node.value);
  leave(b, it);
  if (!isSilent(it) && (!it.type || it.type.kind === 'void'))
    b.report('CS8119', it.span, [valueText(b.known, it)]);
  const input = isSilent(it) || !it.type || it.type.kind === 'void' ? b.world.unknown : it.type;
  const scope = new Scope(b.scope, node.span);
  const labels: SwitchLabels = {
    input,
    constants: new Set(),
    hasDefault: false,
    takesAll: false,
    isVague: isUnknown(input),
  };
  const covered: TypeSymbol[] = [];
  b.frame.breakable++;
  b.frame.switches.push(labels);
  b.inScope(scope, () => {
    const functions = prepareBlock(
      b,
      scope,
      node.sections.flatMap((section) => section.statements),
    );
    // All labels first: a statement may go to any of them.
    const scopes = node.sections.map((section) => {
      const own = new Scope(scope, section.span);
      b.inScope(own, () => bindLabels(b, section, own, labels, covered));
      return own;
    });
    for (const [i, section] of node.sections.entries())
      b.inScope(scopes[i] ?? scope, () => {
        for (const statement of section.statements) b.statement(statement);
      });
    functions();
  });
  b.frame.switches.pop();
  b.frame.breakable--;
}

function bindLabels(
  b: Binder,
  section: SwitchSection,
  own: Scope,
  labels: SwitchLabels,
  covered: TypeSymbol[],
): void {
  const { input } = labels;
  for (const label of section.labels) {
    if (label.kind === 'default-label') {
      if (labels.hasDefault) b.report('CS0152', label.span, ['default']);
      labels.hasDefault = true;
      continue;
    }
    const { pattern } = label;
    expectVariables(b, own, [...expressionVariables(b, pattern), ...expressionVariables(b, label.when)]);
    const constant = bindPattern(b, pattern, input, 'case');
    const test = label.when && condition(b, label.when);
    const isCertain = !test || test.constant === true;
    if (hasPlaceholder(b, label.span)) labels.isVague = true;
    if (isUnknown(input)) continue;
    if (pattern.kind === 'declaration-pattern' || pattern.kind === 'var-pattern') {
      const type = pattern.kind === 'var-pattern' ? undefined : b.record.meanings.get(pattern.type)?.type;
      if (type && isUnknown(type)) continue;
      if (labels.takesAll || isCovered(b, covered, type ?? input)) b.report('CS8120', pattern.span);
      else if (isCertain) {
        if (type) covered.push(type);
        else labels.takesAll = true;
      }
      continue;
    }
    if (constant === undefined) continue;
    const written =
      pattern.kind === 'constant-pattern'
        ? pattern.value
        : pattern.kind === 'type-pattern'
          ? pattern.type
          : undefined;
    const type = written && b.record.meanings.get(written)?.type;
    if (labels.takesAll || (type && isCovered(b, covered, type))) b.report('CS8120', pattern.span);
    if (test) continue;
    const key = keyOf(constant);
    if (labels.constants.has(key)) b.report('CS0152', label.span, [constantText(constant)]);
    labels.constants.add(key);
  }
}

/** Whether earlier labels take each value of the type. */
function isCovered(b: Binder, covered: readonly TypeSymbol[], type: TypeSymbol): boolean {
  return covered.some((it) => {
    if (it === type) return true;
    const how = implicitBetween(b.known, type, it);
    return (
      how !== undefined && (how.kind === 'identity' || how.kind === 'reference' || how.kind === 'boxing')
    );
  });
}

const keyOf = (it: ConstantValue): unknown => (typeof it === 'object' && it !== null ? it.decimal : it);

/** `goto case 1;` and `goto default;` lead to a label of the innermost `switch`. */
export function bindGotoLabel(b: Binder, node: Statement & { readonly kind: 'goto' }): void {
  const labels = b.frame.switches.at(-1);
  if (!labels) {
    if (node.value) leave(b, b.value(node.value));
    b.report('CS0153', node.span);
    return;
  }
  if (node.target === 'default') {
    if (!labels.hasDefault && !labels.isVague) b.report('CS0159', node.span, ['default:']);
    return;
  }
  if (!node.value) return;
  const constant = constantIn(b, node.value, labels.input);
  if (constant !== undefined && !labels.isVague && !labels.constants.has(keyOf(constant)))
    b.report('CS0159', node.span, [`case ${constantText(constant)}:`]);
}
