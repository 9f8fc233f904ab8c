/** A body can be read once, unless each read but the last one preserves it. */
import {
  type Analysis,
  type Execution,
  type ExecutionPart,
  type ExpressionRegion,
  executionOf,
  inDocument,
  inWrittenForm,
  variablesInAttributes,
} from '../model';
import type { ElementNode } from '../syntax';
import type { Span } from '../text';
import { type BodyRead, bodyReadsIn } from './codeMessages';
import { soundCode } from './expressionCode';
import { replace } from './fixes';
import { canMeet, isCertainAt, isExclusive, type Path } from './paths';
import type { DocumentRule } from './types';

export const bodyReadTwice: DocumentRule = {
  name: 'body-read-twice',
  check(analysis, report) {
    const reads = readsIn(analysis);
    const again = readAgain(reads);
    if (again.size === 0) return;
    for (const execution of executionOf(analysis)) {
      const events = eventsOf(analysis, execution, reads);
      for (const [index, event] of events.entries()) {
        if (event.kind !== 'read' || !event.read.consumes || !again.has(event.read.message)) continue;
        const next = nextRead(events, index, event);
        if (next === undefined) continue;
        const { region, read } = event;
        const span = spanOf(event);
        report({
          code: 'body-read-twice',
          span,
          message: `The body of ${shown(read.message)} is read again behind this, and nothing is left of it by then. Read it here with preserveContent: true.`,
          related: [{ span: spanOf(next), message: 'It is read again here.' }],
          fixes: () => [preserve(region, read)],
        });
      }
    }
  },
};

type Event =
  | {
      readonly kind: 'read';
      readonly region: ExpressionRegion;
      readonly read: BodyRead;
      readonly path: Path;
    }
  /** The message gets another body, or is another one. */
  | { readonly kind: 'replaced'; readonly message: string; readonly path: Path }
  /** Nobody knows what happens to any body. */
  | { readonly kind: 'unknown'; readonly path: Path }
  | { readonly kind: 'end'; readonly path: Path };

type ReadEvent = Event & { readonly kind: 'read' };

/** Both are the context's own, and only one of them is a section's: whichever it is. */
const ownMessages = ['context.Request', 'context.Response'];

/** By the expression that they stand in. */
type Reads = ReadonlyMap<ExpressionRegion, readonly BodyRead[]>;

function readsIn(analysis: Analysis): Reads {
  const reads = new Map<ExpressionRegion, readonly BodyRead[]>();
  for (const { region, model } of soundCode(analysis)) {
    const found = bodyReadsIn(model);
    if (found.length > 0) reads.set(region, found);
  }
  return reads;
}

function eventsOf(analysis: Analysis, { body }: Execution, reads: Reads): readonly Event[] {
  const events: Event[] = [];
  const set = variablesSetBy(analysis);
  const read = (regions: readonly ExpressionRegion[], path: Path): void => {
    for (const region of regions)
      for (const found of reads.get(region) ?? [])
        events.push({ kind: 'read', region, read: found, path: [...path, ...found.path] });
  };
  const walk = (parts: readonly ExecutionPart[], path: Path): void => {
    for (const part of parts)
      switch (part.kind) {
        case 'step':
          read(part.regions, path);
          for (const message of [
            ...(part.policy?.replacesBody ? ownMessages : []),
            ...(set.get(part.element) ?? []),
          ])
            events.push({ kind: 'replaced', message, path });
          if (part.policy?.endsSection) events.push({ kind: 'end', path });
          break;
        case 'fork':
          for (const [index, branch] of part.branches.entries()) {
            const inside = [...path, { fork: part, branch, mayLeave: false }];
            // The first condition is always asked, the others only where none held before.
            read(branch.conditions, index === 0 ? path : inside);
            walk(branch.body, inside);
          }
          break;
        case 'loop':
          walk(part.body, path);
          break;
        case 'foreign':
          events.push({ kind: 'unknown', path });
      }
  };
  walk(body, []);
  return events;
}

/** What the elements inside set counts as theirs: they are statements of one step. */
function variablesSetBy(analysis: Analysis): ReadonlyMap<ElementNode, readonly string[]> {
  const set = new Map<ElementNode, string[]>();
  for (const { name, setting, element } of variablesInAttributes(analysis)) {
    if (setting === undefined) continue;
    const names = set.get(element);
    if (names) names.push(`variable ${name}`);
    else set.set(element, [`variable ${name}`]);
  }
  return set;
}

/** The messages that are read in more than one place: of most documents none is. */
function readAgain(reads: Reads): ReadonlySet<string> {
  const once = new Set<string>();
  const again = new Set<string>();
  for (const found of reads.values())
    for (const { message } of found) (once.has(message) ? again : once).add(message);
  return again;
}

/** How far behind a read is looked for the next one. */
const FARTHEST = 500;

function nextRead(events: readonly Event[], from: number, first: ReadEvent): ReadEvent | undefined {
  for (const event of events.slice(from + 1, from + FARTHEST)) {
    if (isExclusive(first.path, event.path)) continue;
    switch (event.kind) {
      case 'unknown':
        return undefined;
      case 'replaced':
        if (event.message === first.read.message) return undefined;
        break;
      case 'end':
        if (isCertainAt(event.path, first.path)) return undefined;
        break;
      case 'read':
        if (event.read.message !== first.read.message) break;
        if (canMeet(first.path, event.path, first.region === event.region)) return event;
    }
  }
  return undefined;
}

function shown(message: string): string {
  return message.startsWith('variable ') ? `the variable "${message.slice('variable '.length)}"` : message;
}

/** The call, from the method's name to its arguments' end. */
function spanOf({ region, read: { call } }: ReadEvent): Span {
  const { target, argumentsSpan } = call;
  const name = target.kind === 'member-access' || target.kind === 'member-binding' ? target.name : target;
  return inDocument(region, { start: name.span.start, end: argumentsSpan.end });
}

function preserve(region: ExpressionRegion, { call: { argumentsSpan } }: BodyRead) {
  const span = inDocument(region, argumentsSpan);
  return replace('Add preserveContent: true', span, inWrittenForm(region, '(preserveContent: true)'));
}
