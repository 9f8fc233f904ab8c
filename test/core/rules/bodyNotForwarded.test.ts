import { describe, expect, it } from 'vitest';
import { diagnosticsOf, expectFindings, fixed } from '../../support/findings';

const policy = (inbound: string, backend = '<base />', rest = '') =>
  `<policies><inbound><base />${inbound}</inbound><backend>${backend}</backend>${rest}</policies>`;
const set = (code: string) => `<set-variable name="a" value="@(${code})" />`;
const read = 'context.Request.Body.As<string>()';
const marked = 'context.Request.Body.<|As<string>()|>';
const kept = 'context.Request.Body.As<string>(preserveContent: true)';
const when = (content: string) =>
  `<choose><when condition="@(context.Request.Method == "POST")">${content}</when></choose>`;
const forward = '<forward-request />';
const retry = `<retry condition="@(context.Response.StatusCode == 500)" count="3" interval="1">${forward}</retry>`;
const answer = '<return-response><set-status code="200" /></return-response>';

describe('the body of a forwarded request', () => {
  it.each([
    policy(set(marked)),
    policy(set(marked), forward),
    policy(set(marked), retry),
    policy(`${set(kept)}${set(marked)}<set-header name="a" exists-action="delete" />`),
    policy(when(set(marked))),
    policy(`${when(set(kept))}${when(set(marked))}`),
  ])('is gone once it is read: %s', (text) => {
    expectFindings(text, ['body-not-forwarded:warning']);
  });

  it.each([
    policy(set(kept)),
    policy(`${set(read)}<set-body>a</set-body>`),
    policy(`<set-body>@(${read})</set-body>`),
    policy(set(read), `<set-body>a</set-body>${forward}`),
    // What happens behind it is not known.
    policy(`${set(read)}<base />`),
    policy(`${set(read)}<include-fragment fragment-id="a" />`),
    policy(set(read), '<include-fragment fragment-id="a" />'),
    policy(`${set(read)}${when('<set-body>a</set-body>')}`),
    // The call may end without the backend.
    policy(`${set(read)}${answer}`),
    policy(when(set(read) + answer)),
    policy(set(read), ''),
    `<policies><inbound>${set(read)}</inbound></policies>`,
    `<fragment>${set(read)}</fragment>`,
    // Not of the request that is sent.
    policy(
      '',
      '<base />',
      `<outbound>${set(read)}${set('context.Response.Body.As<string>()').replace('"a"', '"b"')}</outbound>`,
    ),
  ])('is there, as far as is known: %s', (text) => {
    expect(diagnosticsOf(text).filter(({ code }) => code === 'body-not-forwarded')).toEqual([]);
  });

  it('is reported once where it is read twice as well', () => {
    const again = set(read).replace('"a"', '"b"');
    expect(
      diagnosticsOf(policy(set(read) + again))
        .map(({ code }) => code)
        .sort(),
    ).toEqual(['body-not-forwarded', 'body-read-twice']);
  });

  it('is kept by the quick fix', () =>
    expect(fixed(policy(set(read)), 'Add preserveContent: true')).toBe(policy(set(kept))));
});
