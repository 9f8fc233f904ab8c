/** What came of a push, as a document to read and to keep. Holds no texts of policies and no values. */
import { isFine, outcomeText, type PushReport, type ReportItem } from '../../../instance/push';
import { nameOf } from './rows';

/** Markdown. `what` was sent to the instance; `when` in ms since 1970. */
export function reportText(
  report: PushReport,
  what: 'Push' | 'Promotion',
  instance: string,
  when: number,
): string {
  const failed = report.items.filter(({ outcome }) => !isFine(outcome) && outcome.kind !== 'not-tried');
  const left = report.items.filter(({ outcome }) => outcome.kind === 'not-tried');
  const done = report.items.filter(({ outcome }) => isFine(outcome));
  return [
    `# ${what} to ${escaped(instance)}`,
    '',
    `${new Date(when).toISOString().slice(0, 16).replace('T', ' ')} UTC. ${conclusion(report, failed.length, left.length)}`,
    ...section('Not sent', failed),
    ...section('Not tried', left),
    ...section('Done', done),
    '',
  ].join('\n');
}

function conclusion({ complete, cancelled, items }: PushReport, failed: number, left: number): string {
  if (complete) return `The instance has all ${items.length} of it.`;
  const parts = [
    cancelled ? 'It was cancelled.' : '',
    failed > 0 ? `${failed} could not be sent.` : '',
    left > 0 ? `${left} were not tried; plan again to carry on.` : '',
  ];
  return parts.filter(Boolean).join(' ');
}

function section(title: string, items: readonly ReportItem[]): readonly string[] {
  if (items.length === 0) return [];
  const rows = items.map(({ item, outcome }) => {
    const { label, kind } = nameOf(item);
    return `| ${escaped(label)} | ${escaped(kind)} | ${escaped(item.path)} | ${escaped(outcomeText(outcome))} |`;
  });
  return ['', `## ${title}`, '', '| what | kind | file | outcome |', '| --- | --- | --- | --- |', ...rows];
}

function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|]/g, '\\$&').replace(/\s+/g, ' ');
}
