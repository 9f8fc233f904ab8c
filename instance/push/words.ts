/** What is said of a plan's items and of what came of them: parts of sentences, for any surface. */
import type { ItemOutcome, PlannedChange } from './types';

/** Why an item waits, or what is particular about it; empty where its action says it all. */
export function changeText(change: PlannedChange): string {
  switch (change.action) {
    case 'conflict':
      return {
        'changed-on-instance': 'changed on the instance since it was last pulled or pushed',
        'deleted-on-instance': 'deleted on the instance since it was last pulled or pushed',
        'no-base': 'never pulled or pushed, and the instance has another',
      }[change.reason];
    case 'blocked':
      return change.message;
    case 'update':
      return change.secretOnly === true ? 'only its secret may differ' : '';
    case 'unchanged':
      return change.formattingOnly === true ? 'only the formatting differs' : '';
    case 'create':
    case 'delete':
      return '';
  }
}

/** What came of an item, for the end of a line. */
export function outcomeText(outcome: ItemOutcome): string {
  switch (outcome.kind) {
    case 'created':
    case 'updated':
      return outcome.asSent
        ? outcome.kind
        : `${outcome.kind}, but the instance holds something else than was sent`;
    case 'deleted':
      return 'deleted';
    case 'unchanged':
      return 'was there already';
    case 'conflict':
    case 'blocked':
      return outcome.message;
    case 'invalid':
      return `refused: ${outcome.faults[0]?.fault.message ?? outcome.message}`;
    case 'failed':
      return outcome.failure.message;
    case 'not-tried':
      return 'not tried';
  }
}

/** Whether the instance has now what the plan said. */
export function isFine({ kind }: ItemOutcome): boolean {
  return kind === 'created' || kind === 'updated' || kind === 'deleted' || kind === 'unchanged';
}
