/** The C# of a document's expressions: whether the service compiles it, what the compiler gets, and what it means. */
import { bindBlock, bindExpression, type SemanticModel, type TypeWorld } from '../expression';
import { commentsIn, isBlank, RecentTexts } from '../text';
import { attributeText } from './elements';
import { holdsPlaceholder } from './placeholders';
import type { Analysis, ExpressionRegion } from './types';

/** Where these are left in the code, it isn't clear which of them the service replaces. */
const entity = /&(?:lt|gt|amp|quot|apos|#\w{1,8});/;

/** Whether the service is sure to take the code for C#. */
export function isCompiled(analysis: Analysis, region: ExpressionRegion): boolean {
  const { owner, value } = region;
  const meaning = analysis.meaningOf(owner);
  if (!('element' in meaning) || !value.facts?.expression || isNamedValue(analysis, region)) return false;
  if (value.attribute !== undefined) return true;
  const { liquidWhen } = meaning.element;
  if (!isWholeValue(analysis, region)) return false;
  const template = liquidWhen && attributeText(analysis.text, owner, liquidWhen.attribute);
  return template?.trim().toLowerCase() !== liquidWhen?.value.toLowerCase() || liquidWhen === undefined;
}

/** `@{{name}}` is an at sign and a named value. */
function isNamedValue({ text }: Analysis, { part }: ExpressionRegion): boolean {
  return (
    text.startsWith('@{{', part.span.start) &&
    /^@\{\{\s*[\w.-]+\s*\}\}$/.test(text.slice(part.span.start, part.span.end))
  );
}

/** Whether nothing else stands in the value: an element's text may be anything, and hold what only looks like code. */
function isWholeValue({ text }: Analysis, { part, value }: ExpressionRegion): boolean {
  return value.parts.every((other) => other === part || isBlank(text, other.span));
}

/** What the compiler gets of the code: no comments of the document. All else stays where it is. */
export function compiledCode(code: string): string {
  let compiled = '';
  let from = 0;
  for (const { start, end } of commentsIn(code)) {
    compiled += code.slice(from, start) + code.slice(start, end).replace(/[^\r\n]/g, ' ');
    from = end;
  }
  return from === 0 ? code : compiled + code.slice(from);
}

/** Whether the code may be other than it seems: a deployment tool fills something in, or references are left. */
export function isUncertainCode(code: string): boolean {
  return holdsPlaceholder(code) || entity.test(code);
}

/** What the value of an expression has to convert to: a name of `resultTypes`, or anything. */
export type ResultType = 'bool' | 'int' | 'long' | 'any';

/** What the place of an expression asks of its value. */
export function resultTypeOf(analysis: Analysis, region: ExpressionRegion): ResultType {
  // Where text stands around it, its value becomes text.
  if (!isWholeValue(analysis, region)) return 'any';
  const type = region.value.facts?.type;
  return (type && analysis.catalogue.data.resultTypes[type]) ?? 'any';
}

/** What an expression means where it stands. `undefined`: nothing is known of types. */
export function semanticsOf(analysis: Analysis, region: ExpressionRegion): SemanticModel | undefined {
  return semanticsOfCode(analysis, region.form, region.code, resultTypeOf(analysis, region));
}

/**
 * In UTF-16 code units; of longer code nobody asks what it means. Real expressions have a tenth of that, and what is
 * longer would hold up the editor at each keystroke.
 */
const longestCode = 65_536;

/** What code would mean; `undefined` where nothing is known of types, and of too much code. Kept while it is asked for. */
export function semanticsOfCode(
  { types }: Analysis,
  form: ExpressionRegion['form'],
  code: string,
  result: ResultType,
): SemanticModel | undefined {
  if (types === undefined || code.length > longestCode) return undefined;
  const world = types();
  let models = modelsIn.get(world);
  if (models === undefined) {
    models = new Models(world);
    modelsIn.set(world, models);
  }
  return models.of(form, compiledCode(code), result);
}

const modelsIn = new WeakMap<TypeWorld, Models>();

/** Models are larger than the code they are of; no more than these are kept, in UTF-16 code units of code. */
const MOST_CODE = 300_000;

/** The meaning of equal code is equal, whatever document it stands in. */
class Models {
  private readonly kinds = new Map<string, RecentTexts<SemanticModel>>();

  constructor(private readonly world: TypeWorld) {}

  of(form: ExpressionRegion['form'], code: string, result: ResultType): SemanticModel {
    const key = `${form} ${result}`;
    let models = this.kinds.get(key);
    if (models === undefined) {
      const bind = form === 'single' ? bindExpression : bindBlock;
      const { world } = this;
      const expected = result === 'any' ? undefined : world.predefined(result);
      models = new RecentTexts((text) => bind({ world, code: text, expected }), MOST_CODE);
      this.kinds.set(key, models);
    }
    return models.of(code);
  }
}

/** An expression, and a place in its code. */
export interface CodePlace {
  readonly region: ExpressionRegion;
  /** The offset in `region.code`, in UTF-16 code units. */
  readonly at: number;
}

/** The expression whose code the offset of the document is in or at the end of. */
export function codePlaceAt(analysis: Analysis, offset: number): CodePlace | undefined {
  const region = analysis.expressions.find(
    ({ part: { codeSpan } }) => codeSpan.start <= offset && offset <= codeSpan.end,
  );
  return region && { region, at: region.toCode(offset) };
}

/** An expression, and its code up to the place where it is being typed. */
export interface TypedCode {
  readonly region: ExpressionRegion;
  readonly code: string;
}

/** Also where code without an end has only white space between its last word and the offset. */
export function typedCodeAt(analysis: Analysis, offset: number): TypedCode | undefined {
  const typed = codeBefore(analysis, offset);
  return typed && typed.code.length <= longestCode ? typed : undefined;
}

function codeBefore(analysis: Analysis, offset: number): TypedCode | undefined {
  const place = codePlaceAt(analysis, offset);
  if (place) return { region: place.region, code: place.region.code.slice(0, place.at) };
  const { text, expressions } = analysis;
  const region = expressions.findLast(({ part }) => part.codeSpan.end < offset);
  if (region === undefined || region.part.closed) return undefined;
  // Code without an end leaves out the white space behind it.
  const between = { start: region.part.codeSpan.end, end: offset };
  return isBlank(text, between)
    ? { region, code: region.code + text.slice(between.start, between.end) }
    : undefined;
}

/** Text of code as it has to be written in the region's place: with entities where that is how it is written. */
export function inWrittenForm({ part }: ExpressionRegion, code: string): string {
  return part.escaped ? encodeCode(code) : code;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Code in the escaped form. */
export function encodeCode(code: string): string {
  return code.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
