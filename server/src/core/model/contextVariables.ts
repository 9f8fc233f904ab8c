/** The context variables that a document sets and reads, whatever the way. */
import type { PolicyFacts } from '../catalogue/types';
import { describeType, type SemanticModel } from '../expression';
import type { ElementNode } from '../syntax';
import type { Span } from '../text';
import { isCompiled, semanticsOf } from './code';
import { type NameInCode, variablesNamedIn } from './codeVariables';
import { isFilledInLater } from './placeholders';
import type { Analysis, ExpressionRegion, PlacedElement, PlacedValue } from './types';

export interface VariablesSet {
  /** By name, in the order of the document; `type` is the value's in .NET, where the policy decides on it. */
  readonly names: ReadonlyMap<string, { readonly type: string | undefined }>;
  /** Whether there may be more of them: names that are filled in later, elements that nobody knows. */
  readonly open: boolean;
}

export function variablesSetIn(analysis: Analysis): VariablesSet {
  return analysis.once(findSet);
}

function findSet(analysis: Analysis): VariablesSet {
  const names = new Map<string, { readonly type: string | undefined }>();
  let open = false;
  for (const placed of analysis.elements) {
    if (placed.meaning.kind === 'unknown') open = true;
    for (const value of placed.values) {
      const set = settingOf(placed, value);
      if (set === undefined) continue;
      const written = value.written.trim();
      if (value.isFilledInLater || !value.isLiteral) open = true;
      else if (!names.has(written)) names.set(written, { type: set.type });
    }
  }
  return { names, open };
}

type Setting = NonNullable<PolicyFacts['sets']>[number];

/** What is known of the variable that the value names in order to set it; `undefined` where it names none. */
function settingOf({ meaning }: PlacedElement, { attribute, facts }: PlacedValue): Setting | undefined {
  if (attribute === undefined || facts?.refersTo === 'variable') return undefined;
  const setting = 'policy' in meaning ? meaning.policy.sets : undefined;
  const set = setting?.find((one) => one.attribute === attribute);
  // What isn't known to set one may do so all the same if it is called like that.
  return set ?? (attribute.endsWith('variable-name') ? { attribute } : undefined);
}

/** A place of a document that names a context variable. */
export interface VariablePlace {
  readonly name: string;
  /** Of the name alone; of an expression in code that is put together to it. */
  readonly span: Span;
  /** Whether the name stands there as it is. */
  readonly isLiteral: boolean;
  readonly element: ElementNode;
  /** Where the name stands in code. */
  readonly region: ExpressionRegion | undefined;
  /** What is known of the variable where it is set; `undefined` where it is read. */
  readonly setting: Setting | undefined;
}

/** Every place that names one, in the order of the document. To find those in code all of it has to be understood. */
export function variablePlacesIn(analysis: Analysis): readonly VariablePlace[] {
  return analysis.once(findPlaces);
}

function findPlaces(analysis: Analysis): readonly VariablePlace[] {
  const inCode = analysis.expressions.flatMap((region) => variablesInCode(analysis, region));
  return [...variablesInAttributes(analysis), ...inCode].sort((a, b) => a.span.start - b.span.start);
}

/** The places in attributes: all that set a variable are among them. */
export function variablesInAttributes(analysis: Analysis): readonly VariablePlace[] {
  return analysis.once(findInAttributes);
}

function findInAttributes(analysis: Analysis): readonly VariablePlace[] {
  const found: VariablePlace[] = [];
  for (const placed of analysis.elements)
    for (const value of placed.values) {
      if (value.attribute === undefined || !value.isLiteral || value.isFilledInLater) continue;
      const setting = settingOf(placed, value);
      if (setting === undefined && value.facts?.refersTo !== 'variable') continue;
      const name = value.written.trim();
      if (name === '') continue;
      const start = value.span.start + value.written.indexOf(name);
      const span = { start, end: start + name.length };
      found.push({ name, span, isLiteral: true, element: placed.node, region: undefined, setting });
    }
  return found;
}

/** The places in the code of one expression. */
export function variablesInCode(analysis: Analysis, region: ExpressionRegion): readonly VariablePlace[] {
  if (!region.code.includes('Variables') || !isCompiled(analysis, region)) return [];
  const model = semanticsOf(analysis, region);
  return (model ? namedIn(model) : [])
    .filter(({ name }) => name !== '' && !isFilledInLater(name))
    .map(({ name, span, isLiteral }) => ({
      name,
      span: { start: region.toDocument(span.start), end: region.toDocument(span.end) },
      isLiteral,
      element: region.owner,
      region,
      setting: undefined,
    }));
}

/** Nothing that is kept of a model leads back to it. */
const named = new WeakMap<SemanticModel, readonly NameInCode[]>();

function namedIn(model: SemanticModel): readonly NameInCode[] {
  let found = named.get(model);
  if (found === undefined) {
    found = variablesNamedIn(model);
    named.set(model, found);
  }
  return found;
}

/** The .NET type of what the variable gets where it is set there, in C#; `undefined` where that isn't known. */
export function typeSetAt(analysis: Analysis, { setting, element }: VariablePlace): string | undefined {
  if (setting?.value === undefined) return setting?.type;
  const attribute = element.attributes.find(({ name }) => name === setting.value);
  if (attribute?.value === undefined) return undefined;
  const { parts } = attribute.value;
  const regions = analysis.expressions.filter(({ part }) => parts.includes(part));
  const [region] = regions;
  // Text around an expression makes text of it.
  if (region === undefined || parts.length > 1) return 'string';
  const results = isCompiled(analysis, region) ? semanticsOf(analysis, region)?.results : undefined;
  // `null` has no type and fits all.
  const types = results?.flatMap(({ type }) => type ?? []) ?? [];
  const names = new Set(types.map((type) => describeType(type, 'short')));
  const [name] = names;
  return names.size === 1 && types[0]?.kind !== 'unknown' ? name : undefined;
}
