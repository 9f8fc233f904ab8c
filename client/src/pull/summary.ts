/** What is said of a pull. */
import type { PullPlan, PullResult } from '../../../instance/sync';
import type { Decided } from './localChanges';

/**
 * One sentence on what was done. `instance` is the name of where it came from, `gone` counts files whose policy the
 * instance no longer has, `decided` says what became of the edited files.
 */
export function summaryOf(
  instance: string,
  {
    written,
    unchanged,
    conflicts,
    cancelled,
  }: Pick<PullResult, 'written' | 'unchanged' | 'conflicts' | 'cancelled'>,
  gone: number,
  { changed, marked }: Decided,
): string {
  const parts = [
    `${cancelled ? 'Cancelled after' : 'Pulled'} ${files(written.length + changed)} from ${instance}`,
  ];
  if (unchanged.length > 0) parts.push(`${unchanged.length} unchanged`);
  const kept = conflicts.length - changed;
  if (kept > 0) parts.push(`${kept} kept as edited`);
  if (marked > 0) parts.push(marked === 1 ? '1 conflict marked' : `${marked} conflicts marked`);
  if (gone > 0) parts.push(`${gone} no longer on the instance`);
  return `${parts.join(', ')}.`;
}

/** Which files were written without the credentials that stand literally on the instance; `undefined` for none. */
export function withheldNotice(
  { items }: Pick<PullPlan, 'items'>,
  { written }: Pick<PullResult, 'written'>,
): string | undefined {
  const paths = items.filter((item) => item.withheld === true && written.includes(item.path));
  const [first] = paths;
  if (first === undefined) return undefined;
  const where = paths.length === 1 ? first.path : `${first.path} and ${paths.length - 1} more`;
  return `Credentials were left out of ${where}, because files go into Git; keep them in named values on the instance.`;
}

function files(count: number): string {
  return count === 1 ? '1 file' : `${count} files`;
}
