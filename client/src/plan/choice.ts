/** Which items of a plan are to be sent. */
import type { PlanItem } from '../../../instance/push';
import { canBeSent, isSentByItself } from './rows';

/** By id: everything that a new plan sends where nobody says otherwise. */
export function choiceOf(items: readonly PlanItem[]): ReadonlySet<string> {
  return new Set(items.filter(isSentByItself).map(({ id }) => id));
}

/**
 * The choice in a plan that was made anew. What was left out stays so; a conflict stays decided only where the
 * instance still has what the person saw.
 */
export function keptChoice(
  before: readonly PlanItem[],
  chosen: ReadonlySet<string>,
  now: readonly PlanItem[],
): ReadonlySet<string> {
  const earlier = new Map(before.map((item) => [item.id, item]));
  const kept = now.filter((item) => {
    const was = earlier.get(item.id);
    if (was === undefined || !canBeSent(was)) return isSentByItself(item);
    if (was.change.action !== 'conflict' && item.change.action !== 'conflict')
      return canBeSent(item) && chosen.has(item.id);
    if (item.change.action !== 'conflict') return isSentByItself(item);
    return was.change.action === 'conflict' && was.before === item.before && chosen.has(item.id);
  });
  return new Set(kept.map(({ id }) => id));
}
