/** What a check of all policies came to. */
export interface CheckedSummary {
  /** How many policies were checked. */
  readonly checked: number;
  /** Whether others are open, which are checked as they are typed. */
  readonly besideOpen: boolean;
  /** How many of them have findings of any severity. */
  readonly documents: number;
  readonly errors: number;
  readonly warnings: number;
}

/** The summary in a sentence. */
export function checkedText({ checked, besideOpen, documents, errors, warnings }: CheckedSummary): string {
  const policies = `${counted(checked, 'policy', 'policies')}${besideOpen ? ' beside the open ones' : ''}`;
  if (checked === 0)
    return besideOpen ? 'There are no policies beside the open ones.' : 'There are no policies here.';
  if (documents === 0) return `Checked ${policies}: nothing found.`;
  const found = [
    ...(errors > 0 ? [counted(errors, 'error', 'errors')] : []),
    ...(warnings > 0 ? [counted(warnings, 'warning', 'warnings')] : []),
  ];
  const what = found.length > 0 ? found.join(' and ') : 'nothing but information';
  return `Checked ${policies}: ${what} in ${documents} of them.`;
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
