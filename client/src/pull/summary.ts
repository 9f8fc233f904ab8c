/** One sentence on what a pull did. */
import type { PullResult } from '../../../instance/sync';

/** `gone` counts files whose policy the instance no longer has, `decided` the edited files that were changed. */
export function summaryOf(
  {
    written,
    unchanged,
    conflicts,
    cancelled,
  }: Pick<PullResult, 'written' | 'unchanged' | 'conflicts' | 'cancelled'>,
  gone: number,
  decided: number,
): string {
  const parts = [`${cancelled ? 'Cancelled after' : 'Pulled'} ${files(written.length + decided)}`];
  if (unchanged.length > 0) parts.push(`${unchanged.length} unchanged`);
  const kept = conflicts.length - decided;
  if (kept > 0) parts.push(`${kept} kept as edited`);
  if (gone > 0) parts.push(`${gone} no longer on the instance`);
  return `${parts.join(', ')}.`;
}

function files(count: number): string {
  return count === 1 ? '1 file' : `${count} files`;
}
