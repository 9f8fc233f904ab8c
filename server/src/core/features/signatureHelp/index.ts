/** What a call that is being written takes: all overloads, the one that fits best, and the argument that is next. */
import { type CodeSymbol, closedCode, documentMember, type SemanticModel } from '../../expression';
import {
  type Analysis,
  compiledCode,
  type ExpressionRegion,
  isCompiled,
  semanticsOf,
  semanticsOfCode,
  typedCodeAt,
} from '../../model';
import type { Span } from '../../text';
import { activeArgument, type Call, callAt } from './call';
import { hasRoom, type Overload, overloadsOf, takesArgument } from './overloads';
import { signatureText } from './text';

export interface Signature {
  /** As declared. */
  readonly label: string;
  /** Markdown; empty where nothing is known. */
  readonly documentation: string;
  /** Places in the label. */
  readonly parameters: readonly Span[];
  /** The index of the parameter that the argument at the cursor is for; `undefined` where there is none. */
  readonly active: number | undefined;
}

export interface SignatureHelp {
  /** At least one. */
  readonly signatures: readonly Signature[];
  /** The index of the one that is meant. */
  readonly active: number;
}

/** How many brackets outward it is looked for a call. */
const mostBrackets = 50;

/** `undefined` where the offset is in no brackets of a call, or nothing is known of what is called. */
export function signatureHelp(analysis: Analysis, offset: number): SignatureHelp | undefined {
  const typed = typedCodeAt(analysis, offset);
  if (typed === undefined || !isCompiled(analysis, typed.region)) return undefined;
  const open = closedCode(compiledCode(typed.code));
  if (open === undefined) return undefined;
  const model = semanticsOfCode(analysis, typed.region.form, open.code, 'any');
  if (model === undefined) return undefined;
  for (const bracket of open.brackets.slice(0, mostBrackets)) {
    // What stands in braces is code of its own.
    if (bracket.kind === '{') return undefined;
    const call = callAt(model, bracket.start);
    if (call === undefined) continue;
    const overloads = overloadsOf(model, call).toSorted(bySize);
    if (overloads.length === 0) continue;
    const argument = activeArgument(call);
    const active = meantOf(analysis, typed.region, call, model, overloads);
    const signatures = overloads.map((overload): Signature => {
      const { label, parameters } = signatureText(overload);
      const { member } = overload;
      return {
        label,
        parameters,
        documentation: member ? documentMember(member) : '',
        active: takesArgument(overload, argument),
      };
    });
    return { signatures, active };
  }
  return undefined;
}

/** Deprecated ones last. */
function bySize(a: Overload, b: Overload): number {
  const isOld = ({ member }: Overload) => Number(member?.obsolete !== undefined);
  return isOld(a) - isOld(b) || a.parameters.length - b.parameters.length;
}

/** The overload that the code means as it stands or would mean if it ended here; else the first that has room. */
function meantOf(
  analysis: Analysis,
  region: ExpressionRegion,
  call: Call,
  model: SemanticModel,
  overloads: readonly Overload[],
): number {
  const argument = activeArgument(call);
  const fits = (overload: Overload) => hasRoom(overload, argument);
  const whole = semanticsOf(analysis, region);
  const same = whole && callAt(whole, call.bracket);
  const meanings = [same && whole.meaningOf(same.node), model.meaningOf(call.node)];
  for (const meaning of meanings) {
    const index = overloads.findIndex((overload) => isOverload(overload, meaning?.symbol) && fits(overload));
    if (index !== -1) return index;
  }
  const possible = model.meaningOf(call.node)?.candidates ?? [];
  const scores = overloads.map((overload) => {
    if (!fits(overload)) return -1;
    const isPossible = possible.some((candidate) => isOverload(overload, candidate));
    return sameTypes(model, call, overload) + (isPossible ? 0.5 : 0);
  });
  return scores.indexOf(Math.max(...scores));
}

/** How many arguments have the very type of their parameters. */
function sameTypes(model: SemanticModel, call: Call, overload: Overload): number {
  return call.arguments.filter((argument, index) => {
    const place = takesArgument(overload, { name: argument.name?.text, index, isFirst: false });
    const type = place === undefined ? undefined : overload.parameters[place]?.type;
    return type !== undefined && model.meaningOf(argument.value)?.type === type;
  }).length;
}

function isOverload({ member }: Overload, symbol: CodeSymbol | undefined): boolean {
  if (member === undefined || symbol === undefined) return false;
  return 'definition' in symbol && symbol.definition === member.definition;
}
