/** What a document's policies do to the bodies of messages, and where code reads one. */

import type { Fix } from '../features/types';
import {
  type Analysis,
  type Execution,
  type ExecutionPart,
  type ExpressionRegion,
  inDocument,
  inWrittenForm,
  variablesInAttributes,
} from '../model';
import type { ElementNode } from '../syntax';
import type { Span } from '../text';
import { type BodyRead, bodyReadsIn } from './codeMessages';
import { soundCode } from './expressionCode';
import { replace } from './fixes';
import type { Path } from './paths';

/** What happens to bodies, in the order in which it does. */
export type BodyEvent =
  | {
      readonly kind: 'read';
      readonly region: ExpressionRegion;
      readonly read: BodyRead;
      readonly path: Path;
    }
  /** The message gets another body, or is another one. */
  | { readonly kind: 'replaced'; readonly message: string; readonly path: Path }
  /** The request goes on to the backend as it is by then. */
  | { readonly kind: 'forwarded'; readonly path: Path }
  /** Nobody knows what happens to any body. */
  | { readonly kind: 'unknown'; readonly path: Path; readonly element: ElementNode }
  | { readonly kind: 'end'; readonly path: Path };

export type ReadEvent = BodyEvent & { readonly kind: 'read' };

/** Both are the context's own, and only one of them is a section's: whichever it is. */
const ownMessages = ['context.Request', 'context.Response'];

/** By the expression that they stand in. */
export type BodyReads = ReadonlyMap<ExpressionRegion, readonly BodyRead[]>;

export function bodyReadsOf(analysis: Analysis): BodyReads {
  return analysis.once(findReads);
}

function findReads(analysis: Analysis): BodyReads {
  const reads = new Map<ExpressionRegion, readonly BodyRead[]>();
  for (const { region, model } of soundCode(analysis)) {
    const found = bodyReadsIn(model);
    if (found.length > 0) reads.set(region, found);
  }
  return reads;
}

export function bodyEventsOf(
  analysis: Analysis,
  { body }: Execution,
  reads: BodyReads,
): readonly BodyEvent[] {
  const events: BodyEvent[] = [];
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
          if (part.policy?.forwardsRequest) events.push({ kind: 'forwarded', path });
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
          events.push({ kind: 'unknown', path, element: part.element });
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

/** The call, from the method's name to its arguments' end. */
export function spanOfRead({ region, read: { call } }: ReadEvent): Span {
  const { target, argumentsSpan } = call;
  const name = target.kind === 'member-access' || target.kind === 'member-binding' ? target.name : target;
  return inDocument(region, { start: name.span.start, end: argumentsSpan.end });
}

/** The fix that keeps the body for what comes behind. */
export function preserve({ region, read: { call } }: ReadEvent): Fix {
  const span = inDocument(region, call.argumentsSpan);
  return replace('Add preserveContent: true', span, inWrittenForm(region, '(preserveContent: true)'));
}
