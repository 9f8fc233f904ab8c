import { describe, expect, it } from 'vitest';
import type { Surroundings } from '../../../server/src/core/model';
import { diagnosticsOf, fixed, inbound } from '../../support/findings';
import { parseMarks } from '../../support/markedText';
import { ordersApi, related, surroundings } from '../../support/surroundings';

const set = (name: string): string => `<set-variable name="${name}" value="x" />`;
const body = (code: string): string => `<set-body>@(${code})</set-body>`;
const api = (content: string) => related(ordersApi, inbound(content));

/** Expects the marked names and no others. */
function expectUnused(
  marked: string,
  around: Surroundings | undefined,
  scope: 'operation' | 'api' = 'operation',
) {
  const { text, ranges } = parseMarks(marked);
  const found = diagnosticsOf(text, { scope, surroundings: around }).filter(
    ({ code }) => code === 'unused-variable',
  );
  expect(found.map(({ span }) => span)).toEqual(ranges);
}

describe('a variable that nothing reads', () => {
  it('is told where all documents that run with it are known', () => {
    expectUnused(inbound(`<base />${set('<|user|>')}`), surroundings([api('')]));
    expectUnused(inbound(set('<|user|>')), surroundings([]));
    expectUnused(
      inbound(`${set('<|user|>')}<include-fragment fragment-id="a" />`),
      surroundings([], { a: '<fragment />' }),
    );
  });

  it.each([
    ['read', body('context.Variables["user"]')],
    ['asked for', body('context.Variables.GetValueOrDefault<string>("user")')],
    ['read by a template', '<set-body template="liquid">{{context.Variables["user"]}}</set-body>'],
    ['read by a name that is put together', body('context.Variables["us" + "er"]')],
    ['read with all others', body('context.Variables.Count')],
    ['read by a name worked out before', body('context.Variables[context.RequestId.ToString()]')],
  ])('is not one that is %s', (_, content) => {
    if (content.includes('"us" + "er"'))
      return expectUnused(inbound(set('other') + content), surroundings([]));
    expectUnused(inbound(set('user') + content), surroundings([]));
  });

  it('is not one that other documents read, or may read', () => {
    const read = body('context.Variables["user"]');
    expectUnused(inbound(`<base />${set('user')}`), surroundings([api(read)]));
    expectUnused(inbound(`<base />${set('user')}`), surroundings([]));
    expectUnused(inbound(`<base />${set('user')}`), undefined);
    expectUnused(inbound(`${set('user')}<include-fragment fragment-id="a" />`), surroundings([]));
    expectUnused(
      inbound(`${set('user')}<include-fragment fragment-id="a" />`),
      surroundings([], { a: `<fragment>${read}</fragment>` }),
    );
    expectUnused(inbound(set('user')), surroundings([]), 'api');
  });

  it('is not told a second time where its name is mistyped', () => {
    expectUnused(inbound(set('customer') + body('context.Variables["custmer"]')), surroundings([]));
  });

  it('can be removed', () => {
    expect(
      fixed(inbound(`<base />${set('user')}`), 'Remove <set-variable>', {
        scope: 'operation',
        surroundings: surroundings([api('')]),
      }),
    ).toBe(inbound('<base />'));
  });
});
