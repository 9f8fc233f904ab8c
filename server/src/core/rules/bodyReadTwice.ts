/** A body can be read once, unless each read but the last one preserves it. */
import { executionOf } from '../model';
import {
  type BodyEvent,
  type BodyReads,
  bodyEventsOf,
  bodyReadsOf,
  preserve,
  type ReadEvent,
  spanOfRead,
} from './bodyEvents';
import { canMeet, isCertainAt, isExclusive } from './paths';
import type { DocumentRule } from './types';

export const bodyReadTwice: DocumentRule = {
  name: 'body-read-twice',
  check(analysis, report) {
    const reads = bodyReadsOf(analysis);
    const again = readAgain(reads);
    if (again.size === 0) return;
    for (const execution of executionOf(analysis)) {
      const events = bodyEventsOf(analysis, execution, reads);
      for (const [index, event] of events.entries()) {
        if (event.kind !== 'read' || !event.read.consumes || !again.has(event.read.message)) continue;
        const next = nextRead(events, index, event);
        if (next === undefined) continue;
        const { read } = event;
        const span = spanOfRead(event);
        report({
          code: 'body-read-twice',
          span,
          message: `The body of ${shown(read.message)} is read again behind this, and nothing is left of it by then. Read it here with preserveContent: true.`,
          related: [{ span: spanOfRead(next), message: 'It is read again here.' }],
          fixes: () => [preserve(event)],
        });
      }
    }
  },
};

/** The messages that are read in more than one place: of most documents none is. */
function readAgain(reads: BodyReads): ReadonlySet<string> {
  const once = new Set<string>();
  const again = new Set<string>();
  for (const found of reads.values())
    for (const { message } of found) (once.has(message) ? again : once).add(message);
  return again;
}

/** How far behind a read is looked for the next one. */
const FARTHEST = 500;

function nextRead(events: readonly BodyEvent[], from: number, first: ReadEvent): ReadEvent | undefined {
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
