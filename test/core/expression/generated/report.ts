/** Tells on the console how far two agree, and with `APIM_SHOW_MISSES=1` where they don't. */
import type { Agreement, Difference, SymbolAgreement } from './comparison';

const percent = (part: number, whole: number) => `${(whole === 0 ? 100 : (100 * part) / whole).toFixed(2)}%`;
const around = (code: string, at: number) =>
  JSON.stringify(`${code.slice(Math.max(0, at - 50), at)}⟦⟧${code.slice(at, at + 50)}`);

export function show(title: string, { count, verdicts, refused, places, codes }: Agreement): void {
  const alarms = verdicts.filter(({ ours }) => ours).length;
  console.info(
    `${title}: of ${count}, ${percent(count - verdicts.length, count)} taken or refused alike ` +
      `(${alarms} refused by us alone); of ${refused} refused, ${percent(refused - places.length, refused)} ` +
      `in the same place, ${percent(refused - places.length - codes.length, refused)} with the same code there; ` +
      `${percent(count - verdicts.length - places.length, count)} in all.`,
  );
  if (!process.env.APIM_SHOW_MISSES) return;
  print('verdict', verdicts);
  print('place', places);
  print('code', codes);
}

function print(what: string, differences: readonly Difference[]): void {
  for (const { source, ours, theirs } of differences) {
    console.log(`${what}: ${'mistake' in source ? `${source.mistake}, ` : ''}${source.file}`);
    const text = (it: typeof ours) =>
      it ? `${it.code} ${it.message} ${around(source.code, it.offset)}` : 'takes it';
    console.log(`  ours:   ${text(ours)}${ours ? '' : ` ${source.code}`}`);
    console.log(`  theirs: ${text(theirs)}`);
  }
}

export function showSymbols(title: string, { count, differences }: SymbolAgreement): void {
  console.info(
    `${title}: of ${count} symbols and types, ${percent(count - differences.length, count)} alike.`,
  );
  if (!process.env.APIM_SHOW_MISSES) return;
  for (const { source, offset, ours, theirs } of differences) {
    console.log(`symbol: ${around(source.code, offset)}`);
    console.log(`  ours:   ${ours}`);
    console.log(`  theirs: ${theirs}`);
  }
}
