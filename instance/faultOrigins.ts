/**
 * In which text a fault is that the service found. Named values are put in before the service reads a policy, and
 * fragments belong to the policies that include them, so that the place it names may be in another text.
 */
import { parsePolicy, walkElements } from '../server/src/core/syntax';
import { LineIndex, type Span } from '../server/src/core/text';
import { faultsToSpans } from './faultPlaces';
import { includedFragments } from './includedFragments';
import type { PolicyFault } from './types';

/** A fault, and the text it is in: the document's own, or one that the document brings in. */
export interface LocatedFault {
  readonly fault: PolicyFault;
  readonly in:
    | { readonly kind: 'document' }
    | { readonly kind: 'fragment'; readonly fragment: string }
    | { readonly kind: 'named-value'; readonly name: string };
  /** In UTF-16 code units of that text; for named values, of the reference to it in the document. */
  readonly span: Span;
}

/** What a document brings in, as far as it is known: fragments by id, values of named values by display name. */
export interface BroughtIn {
  readonly fragments: ReadonlyMap<string, string>;
  readonly namedValues: ReadonlyMap<string, string>;
}

export function locateFaults(
  text: string,
  faults: readonly PolicyFault[],
  broughtIn: BroughtIn,
): readonly LocatedFault[] {
  const document = readText(text, broughtIn.namedValues);
  let fragments: readonly (Text & { readonly fragment: string })[] | undefined;
  return faults.map((fault) => {
    const own = exactly(document, fault);
    if (own !== undefined) return own;
    fragments ??= allFragments(text, broughtIn);
    for (const each of fragments) {
      const found = exactly(each, fault);
      if (found !== undefined) return inFragment(each.fragment, found);
    }
    if (!mentions(document, fault)) {
      const holding = fragments.filter((each) => mentions(each, fault));
      const [only] = holding;
      if (only !== undefined && holding.length === 1)
        return inFragment(only.fragment, inDocument(only.text, fault));
    }
    return inDocument(text, fault);
  });
}

/** A text with its named values put in. */
interface Text {
  readonly text: string;
  readonly expanded: string;
  readonly references: readonly Reference[];
  /** Element names by the offset at which they begin. */
  readonly elements: ReadonlyMap<number, string>;
}

/** A reference to a named value, and where its value is in the expanded text. */
interface Reference {
  readonly name: string;
  readonly span: Span;
  readonly value: Span;
}

function readText(text: string, namedValues: ReadonlyMap<string, string>): Text {
  const references: Reference[] = [];
  let expanded = '';
  let from = 0;
  for (const match of text.matchAll(/\{\{\s*([^{}\s]+)\s*\}\}/g)) {
    const [whole, name = ''] = match;
    const value = namedValues.get(name);
    if (value === undefined) continue;
    expanded += text.slice(from, match.index);
    references.push({
      name,
      span: { start: match.index, end: match.index + whole.length },
      value: { start: expanded.length, end: expanded.length + value.length },
    });
    expanded += value;
    from = match.index + whole.length;
  }
  expanded += text.slice(from);
  const elements = new Map(
    [...walkElements(parsePolicy(text))].map(({ name, nameSpan }) => [nameSpan.start, name]),
  );
  return { text, expanded, references, elements };
}

/** The fault where its line and column lead to an element of its name, or into a named value. */
function exactly(source: Text, fault: PolicyFault): LocatedFault | undefined {
  const { line, column, element } = fault;
  if (line === undefined || column === undefined) return undefined;
  if (source.elements.get(offsetIn(source.text, line, column) ?? -1) === element && element !== undefined)
    return inDocument(source.text, fault);
  if (source.references.length === 0) return undefined;
  const at = offsetIn(source.expanded, line, column);
  if (at === undefined) return undefined;
  const inside = source.references.find(({ value }) => value.start <= at && at < value.end);
  if (inside !== undefined)
    return { fault, in: { kind: 'named-value', name: inside.name }, span: inside.span };
  const offset = sourceOffset(source, at);
  if (element === undefined || source.elements.get(offset) !== element) return undefined;
  const { line: row, character } = new LineIndex(source.text).positionAt(offset);
  const [placed] = faultsToSpans(source.text, [{ ...fault, line: row + 1, column: character + 1 }]);
  return placed && { fault, in: { kind: 'document' }, span: placed.span };
}

function sourceOffset({ references }: Text, at: number): number {
  const before = references.findLast(({ value }) => value.end <= at);
  return before === undefined ? at : at - before.value.end + before.span.end;
}

/** The offset of a 1-based line and column; `undefined` where the text has no such place. */
function offsetIn(text: string, line: number, column: number): number | undefined {
  const lines = new LineIndex(text);
  if (line > lines.lineCount) return undefined;
  const mark = line === 1 && text.startsWith('\ufeff') ? 1 : 0;
  const position = { line: line - 1, character: column - 1 + mark };
  const offset = lines.offsetAt(position);
  const found = lines.positionAt(offset);
  return found.line === position.line && found.character === position.character ? offset : undefined;
}

/** Whether a text has an element of the fault's name, or a reference to a named value of it. */
function mentions(source: Text, { element }: PolicyFault): boolean {
  if (element === undefined) return true;
  return (
    [...source.elements.values()].includes(element) ||
    [...source.text.matchAll(/\{\{\s*([^{}\s]+)\s*\}\}/g)].some(([, name]) => name === element)
  );
}

function inDocument(text: string, fault: PolicyFault): LocatedFault {
  const [placed] = faultsToSpans(text, [fault]);
  return {
    fault,
    in: { kind: 'document' },
    span: placed?.span ?? { start: 0, end: Math.min(1, text.length) },
  };
}

function inFragment(fragment: string, found: LocatedFault): LocatedFault {
  return found.in.kind === 'document' ? { ...found, in: { kind: 'fragment', fragment } } : found;
}

/** The fragments that a text includes, and those that they include. */
function allFragments(text: string, { fragments, namedValues }: BroughtIn) {
  const found = new Map<string, Text & { readonly fragment: string }>();
  const pending = [...includedFragments(text)];
  for (let name = pending.shift(); name !== undefined; name = pending.shift()) {
    const content = fragments.get(name);
    if (content === undefined || found.has(name)) continue;
    found.set(name, { ...readText(content, namedValues), fragment: name });
    pending.push(...includedFragments(content));
  }
  return [...found.values()];
}
