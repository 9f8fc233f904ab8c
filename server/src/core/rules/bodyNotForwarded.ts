/** A body that is read without being preserved is gone when the request goes on to the backend. */
import { type Analysis, executionOf } from '../model';
import { type BodyEvent, bodyEventsOf, bodyReadsOf, preserve, spanOfRead } from './bodyEvents';
import { isExclusive, type Path } from './paths';
import type { DocumentRule } from './types';

const request = 'context.Request';

export const bodyNotForwarded: DocumentRule = {
  name: 'body-not-forwarded',
  check(analysis, report) {
    const reads = bodyReadsOf(analysis);
    if (![...reads.values()].some((found) => found.some(({ message }) => message === request))) return;
    const executions = executionOf(analysis);
    const eventsOf = (section: string): readonly BodyEvent[] =>
      executions
        .filter((execution) => execution.section === section)
        .flatMap((execution) => bodyEventsOf(analysis, execution, reads));
    const inbound = eventsOf('inbound');
    const events = [...inbound, ...eventsOf('backend')];
    for (const [index, event] of inbound.entries()) {
      if (event.kind !== 'read' || !event.read.consumes || event.read.message !== request) continue;
      if (!reachesBackend(analysis, events.slice(index + 1), event.path)) continue;
      report({
        code: 'body-not-forwarded',
        span: spanOfRead(event),
        message:
          'The request goes on to the backend behind this, and nothing is left of its body by then. Read it here with preserveContent: true.',
        fixes: () => [preserve(event)],
      });
    }
  },
};

/** Whether nothing behind a place on that path gives the request another body or reads it again before it is sent. */
function reachesBackend(analysis: Analysis, events: readonly BodyEvent[], path: Path): boolean {
  for (const event of events) {
    if (isExclusive(path, event.path)) continue;
    switch (event.kind) {
      case 'forwarded':
        return true;
      case 'unknown': {
        // Broader scopes forward the request in their backend section.
        const meaning = analysis.meaningOf(event.element);
        return meaning.kind === 'base' && meaning.section === 'backend';
      }
      case 'read':
      case 'replaced':
        if ((event.kind === 'read' ? event.read.message : event.message) === request) return false;
        break;
      case 'end':
        return false;
    }
  }
  return false;
}
