import { describe, expect, it } from 'vitest';
import { columnsOf, harmless, wantsColour } from '../../cli/terminal';

describe('colour', () => {
  it.each([
    [{}, true, true],
    [{}, false, false],
    [{ NO_COLOR: '1' }, true, false],
    [{ NO_COLOR: '' }, true, true],
    [{ TERM: 'dumb' }, true, false],
    [{ FORCE_COLOR: '1' }, false, true],
    [{ FORCE_COLOR: '0' }, true, false],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false, true],
  ])('with %j, on a terminal: %s, is %s', (environment, isTerminal, expected) => {
    expect(wantsColour(environment, isTerminal)).toBe(expected);
  });
});

describe('text for a terminal', () => {
  it('shows what would move the cursor or turn the writing direction', () => {
    expect(harmless('a\u001b[0m\tb\u007f\u0085\u202e\u2028\ufeffé日')).toBe(
      'a␛[0m␉b␡\ufffd\ufffd\ufffd\ufffdé日',
    );
  });

  it.each([
    ['a', 1],
    ['日', 2],
    ['👍', 2],
    ['\u0301', 0],
    ['é', 1],
    ['␛', 1],
  ])('knows that %j takes %i columns', (character, columns) => {
    expect(columnsOf(character)).toBe(columns);
  });
});
