/** What a command shows of its progress, and how it asks. */
import { PassThrough } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';
import { askOn } from '../../../cli/environment';
import { Progress } from '../../../cli/live/progress';

function progressOn(watched: boolean, columns?: number) {
  const lines: string[] = [];
  const progress = new Progress({
    watched,
    output: { colour: false, ...(columns !== undefined && { columns }) },
    complain: (text) => void lines.push(text),
  });
  return { progress, lines };
}

describe('progress', () => {
  it('is one line that changes on a terminal, and goes away', () => {
    vi.useFakeTimers();
    const { progress, lines } = progressOn(true, 53);
    progress.begin('Comparing with dev');
    vi.advanceTimersByTime(100);
    progress.step({ done: 1, total: 20, label: 'the policy of API \u001b[31m' });
    progress.step({ done: 2, total: 20, label: 'too soon' });
    progress.end();
    progress.end();
    expect(lines).toEqual([
      '\r\u001b[KComparing with dev …',
      '\r\u001b[KComparing with dev: 1 of 20, the policy of API ␛[31m',
      '\r\u001b[K',
    ]);
    vi.useRealTimers();
  });

  it.each([0, undefined])('fits where the width is %s', (columns) => {
    const { progress, lines } = progressOn(true, columns);
    progress.begin('Comparing with dev');
    expect(lines).toEqual(['\r\u001b[KComparing with dev …']);
  });

  it('is a plain line now and then elsewhere', () => {
    vi.useFakeTimers();
    const { progress, lines } = progressOn(false);
    progress.begin('Comparing with dev');
    for (let done = 1; done <= 25; done++) {
      vi.advanceTimersByTime(1000);
      progress.step({ done, total: 25, label: 'x' });
    }
    progress.note('No answer came.');
    progress.note('No answer came.');
    progress.end();
    expect(lines).toEqual([
      'Comparing with dev.\n',
      'Comparing with dev: 10 of 25.\n',
      'Comparing with dev: 20 of 25.\n',
      'No answer came.\n',
    ]);
    vi.useRealTimers();
  });
});

describe('a question', () => {
  const asked = () => {
    const [input, output, abort] = [new PassThrough(), new PassThrough(), new AbortController()];
    return { input, output, abort, answer: askOn(input, output)('Name? ', abort.signal) };
  };

  it('has the line that is typed for an answer', async () => {
    const { input, output, answer } = asked();
    input.write('prod\n');
    expect(await answer).toBe('prod');
    expect(output.read()?.toString()).toBe('Name? ');
  });

  it('has none where the input ends, or the command is to end', async () => {
    const ended = asked();
    ended.input.end();
    expect(await ended.answer).toBeUndefined();
    const interrupted = asked();
    interrupted.abort.abort();
    expect(await interrupted.answer).toBeUndefined();
  });
});
