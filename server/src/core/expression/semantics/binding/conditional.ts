/** `a ? b : c` and `a ?? b` */
import type { Binary, Conditional } from '../../syntax/nodes';
import type { TypeSymbol } from '../../types/symbols';
import { implicitBetween, implicitOf } from '../conversions/ofExpression';
import { isIdentity } from '../conversions/standard';
import { isNonNullableValueType } from '../typing/facts';
import type { Binder } from './binder';
import type { Bound } from './bound';
import { leave } from './convert';
import { condition, take } from './operators';
import { isSilent, unknown, value, valueText } from './results';

export function bindConditional(b: Binder, node: Conditional): Bound {
  const test = condition(b, node.condition);
  b.throwPlaces.add(node.whenTrue);
  b.throwPlaces.add(node.whenFalse);
  const yes = b.value(node.whenTrue);
  const no = b.value(node.whenFalse);
  if (isSilent(yes) || isSilent(no)) {
    leave(b, yes);
    leave(b, no);
    // The other one says what the whole most likely is, which helps who goes on writing.
    const type = [yes, no].find((it) => !isSilent(it))?.type;
    return type && type.kind !== 'void' ? value(b, node, type, { failed: true }) : unknown(b, node);
  }
  const type = commonType(b, yes, no);
  if (type === 'ambiguous' || type === undefined || type.kind === 'void') {
    leave(b, yes);
    leave(b, no);
    const texts = [valueText(b.known, yes, true), valueText(b.known, no, true)];
    if (yes.form === 'throw' && no.form === 'throw') b.report('CS0173', node.span, texts);
    else if (type === undefined || type === 'ambiguous')
      b.report(type === 'ambiguous' ? 'CS0172' : 'CS0173', node.span, texts);
    else return value(b, node, b.world.void);
    return unknown(b, node);
  }
  take(b, yes, type);
  take(b, no, type);
  const chosen = test.constant === true ? yes : test.constant === false ? no : undefined;
  const isConstant = yes.constant !== undefined && no.constant !== undefined && chosen?.type === type;
  return value(b, node, type, { constant: isConstant ? chosen?.constant : undefined });
}

function commonType(b: Binder, yes: Bound, no: Bound): TypeSymbol | 'ambiguous' | undefined {
  const { known } = b;
  const candidates: TypeSymbol[] = [];
  if (yes.type && yes.type.kind !== 'void' && implicitOf(known, no, yes.type)) candidates.push(yes.type);
  if (no.type && no.type.kind !== 'void' && implicitOf(known, yes, no.type)) candidates.push(no.type);
  if (yes.type?.kind === 'void' && no.type?.kind === 'void') return yes.type;
  const [first, second] = candidates;
  if (!first || !second || first === second) return first;
  if (isIdentity(known, first, second)) return first;
  // What becomes anything only as a value: its type doesn't.
  if (first.kind === 'dynamic' || second.kind === 'dynamic') return b.world.dynamic;
  const forth = implicitBetween(known, first, second) !== undefined;
  const back = implicitBetween(known, second, first) !== undefined;
  if (forth && back) return 'ambiguous';
  return forth ? second : back ? first : 'ambiguous';
}

export function bindCoalescing(b: Binder, node: Binary): Bound {
  const { known } = b;
  const left = b.value(node.left);
  b.throwPlaces.add(node.right);
  const right = b.value(node.right);
  if (isSilent(left) || isSilent(right)) {
    leave(b, left);
    leave(b, right);
    const guess = isSilent(left) ? right.type : left.type && known.stripped(left.type);
    return guess && guess.kind !== 'void' ? value(b, node, guess, { failed: true }) : unknown(b, node);
  }
  if (left.form === 'default') {
    leave(b, right);
    b.report('CS8716', left.span);
    return unknown(b, node);
  }
  const type = coalesced(b, left, right);
  if (!type) {
    leave(b, left);
    leave(b, right);
    b.report('CS0019', node.span, ['??', valueText(known, left), valueText(known, right)]);
    return unknown(b, node);
  }
  take(b, left, known.underlying(left.type ?? type) === type ? (left.type ?? type) : type);
  take(b, right, type);
  const isConstant = left.form === 'null' && right.constant !== undefined;
  return value(b, node, type, { constant: isConstant ? right.constant : undefined });
}

function coalesced(b: Binder, left: Bound, right: Bound): TypeSymbol | undefined {
  const { known } = b;
  const a = left.type;
  if (!a) {
    return left.form === 'null' && right.type && implicitOf(known, left, right.type) ? right.type : undefined;
  }
  if (a.kind === 'void' || isNonNullableValueType(known, a)) return undefined;
  const underlying = known.underlying(a);
  if (underlying && right.form !== 'null' && implicitOf(known, right, underlying)) return underlying;
  if (implicitOf(known, right, a)) return a;
  if (!right.type) return undefined;
  if (right.type.kind === 'dynamic') return right.type;
  return implicitBetween(known, underlying ?? a, right.type) ? right.type : undefined;
}
