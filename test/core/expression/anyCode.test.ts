/** Whatever the code is, it is read: without an exception and with all places inside of it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lex, parseBlock, parseExpression } from '../../../server/src/core/expression';
import { keywords, punctuators } from '../../../server/src/core/expression/syntax/tokens';

const scraps = [
  ...keywords,
  ...punctuators,
  'a',
  'b',
  'var',
  'from',
  'in',
  'select',
  'where',
  'async',
  'await',
  'when',
  '@',
  '$',
  '"',
  "'",
  '"a"',
  "'a'",
  '$"',
  '$@"',
  '@"',
  '{{',
  '}}',
  '{{n}}',
  '1',
  '1.5',
  '0x',
  '\\',
  '\n',
  ' ',
  '//',
  '/*',
  '*/',
  '#',
  '\u00e9',
  '\ud83d',
  '_',
];
const soup = fc
  .array(
    fc.oneof({ weight: 20, arbitrary: fc.constantFrom(...scraps) }, { weight: 1, arbitrary: fc.string() }),
    {
      maxLength: 60,
    },
  )
  .chain((parts) => fc.constantFrom('', ' ').map((between) => parts.join(between)));

/** Every span of a tree or list, however deep. */
function* spansIn(value: unknown): Generator<{ readonly start: number; readonly end: number }> {
  const pending: unknown[] = [value];
  for (let item = pending.pop(); item !== undefined; item = pending.pop()) {
    if (typeof item !== 'object' || item === null) continue;
    if ('start' in item && 'end' in item) yield item as { start: number; end: number };
    pending.push(...Object.values(item).filter((child) => child !== undefined));
  }
}

function expectInside(code: string, value: unknown): void {
  for (const { start, end } of spansIn(value))
    if (typeof start === 'number' && !(start >= 0 && start <= end && end <= code.length))
      throw new Error(`${start}–${end} in ${code.length}: ${JSON.stringify(code)}`);
}

describe('any code', () => {
  const runs = Number(process.env.EXPRESSION_FUZZ_RUNS ?? 3000);

  it('is read, with all places inside of it', () => {
    fc.assert(
      fc.property(soup, (code) => {
        expectInside(code, parseExpression(code));
        expectInside(code, parseBlock(code));
        const tokens = lex(code);
        let at = 0;
        for (const { start, end } of tokens) {
          expect(start).toBeGreaterThanOrEqual(at);
          at = end;
        }
        expect(tokens.at(-1)?.kind).toBe('end');
      }),
      { numRuns: runs },
    );
  });

  it.each([
    '(',
    '[',
    '{',
    'a(',
    'a[',
    'a<',
    'a.',
    'a?.',
    'a?',
    'a?b:',
    '-',
    '!',
    '(a)',
    '$"{',
    '$@"{',
    'x=>',
    'x=>{',
    'new a{',
    'new a(',
    'if(a)',
    'if(a){',
    'else ',
    'a+',
    'a??',
    'a is ',
    'a as ',
    'from a in ',
    'switch(a){case ',
    'try{',
    '((a,b)',
    '((',
    'a<(',
    'a,',
    '@',
    '"',
    "'",
    '/*',
    '{{',
    '{{n}}',
    'checked(',
    'typeof(',
    'int f(){',
    'not ',
    'a is not ',
    'a is {b:',
    'out var (',
    '[[',
    'delegate{',
    'async ',
    'await ',
    'a<b,',
    '(int a,',
    'a?[',
    '#',
    '\\',
    'throw ',
    'ref ',
    'var (',
  ])('is read in one go where it repeats itself: %s', (scrap) => {
    const code = scrap.repeat(20_000 / scrap.length);
    expectInside(code, parseExpression(code).problems);
    expectInside(code, parseBlock(code).problems);
  });
});
