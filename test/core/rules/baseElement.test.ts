import { describe, expect, it } from 'vitest';
import { diagnosticsOf, expectFindings, fixed, inbound } from '../../support/findings';
import { globalPolicy, ordersApi, related, surroundings } from '../../support/surroundings';

const guarded = inbound('<validate-jwt header-name="a" /><set-method>GET</set-method>');

/** At API scope, below a global policy. */
const below = (text: string, fragments: Readonly<Record<string, string>> = {}) =>
  ({ scope: 'api', surroundings: surroundings([related(globalPolicy, text)], fragments) }) as const;

describe('missing base', () => {
  const missing = '<policies><<|inbound|>><set-method>PUT</set-method></inbound></policies>';

  it('is information at narrower scopes, with what its absence means', () => {
    const [found] = expectFindings(missing, ['missing-base:information'], { scope: 'api' });
    expect(found?.message).toBe(
      "<inbound> has no <base />. Authentication, limits and anything else inherited for requests doesn't run.",
    );
    const empty = '<policies><<|backend|> /></policies>';
    expect(expectFindings(empty, ['missing-base:information'], { scope: 'operation' })[0]?.message).toContain(
      'the request never reaches the backend',
    );
  });

  it('is a warning where guards of a broader scope are known to be lost', () => {
    const [found] = expectFindings(missing, ['missing-base:warning'], below(guarded));
    expect(found?.message).toBe(
      '<inbound> has no <base />: validate-jwt (authentication) of the global policy does not run here.',
    );
    const { message } = diagnosticsOf(missing.replaceAll(/<\||\|>/g, ''), {
      scope: 'operation',
      surroundings: surroundings(
        [
          related(ordersApi, inbound('<base /><include-fragment fragment-id="limits" />')),
          related(globalPolicy, guarded),
        ],
        { limits: '<fragment><rate-limit calls="1" renewal-period="2" /></fragment>' },
      ),
    })[0] ?? { message: '' };
    expect(message).toContain(
      'validate-jwt (authentication) of the global policy, rate-limit (rate limit) of the API "orders" do not run here.',
    );
  });

  it('is no warning where the section has its own guards, or may have', () => {
    const own = '<policies><<|inbound|>><validate-jwt header-name="b" /></inbound></policies>';
    expectFindings(own, ['missing-base:information'], below(guarded));
    const included = '<policies><<|inbound|>><include-fragment fragment-id="x" /></inbound></policies>';
    expectFindings(included, ['missing-base:information'], below(guarded));
  });

  it('is fine where there is nothing to lose, at the global scope, and where the scope is unknown', () => {
    const text = inbound('<set-method>PUT</set-method>');
    expectFindings(
      text,
      [],
      below('<policies><outbound><jsonp callback-parameter-name="c" /></outbound></policies>'),
    );
    expectFindings(text, [], { scope: 'global' });
    expectFindings(text);
    expectFindings(
      '<policies><backend><forward-request /></backend></policies>',
      [],
      below('<policies><backend><forward-request /></backend></policies>'),
    );
    expectFindings(inbound('<choose><when condition="@(true)"><base /></when></choose>'), [], below(guarded));
  });

  it('is silent beside what may be meant for it', () => {
    expectFindings(inbound('<<|bse|> />'), ['unknown-element'], below(guarded));
    expectFindings(inbound('#{base}#'), [], below(guarded));
    expect(
      diagnosticsOf('<policies><inbound><base</inbound></policies>', below(guarded)).map(({ code }) => code),
    ).not.toContain('missing-base');
  });
});

describe('repeated base', () => {
  it('is taken out by its fix', () => {
    const text = (second: string) => inbound(`<base /><set-method>GET</set-method>${second}`);
    expect(fixed(text('\n    <base />'), 'Remove this <base />')).toBe(text(''));
  });

  it('is reported once, on the second', () => {
    expectFindings(inbound('<base /><set-method>GET</set-method><<|base|> /><base />'), [
      'repeated-base:warning',
    ]);
    expectFindings(inbound('<choose><when condition="@(true)"><<|base|> /></when></choose><base />'), [
      'repeated-base:warning',
    ]);
  });

  it('is fine in branches and in other sections', () => {
    expectFindings(
      '<policies><inbound><choose><when condition="@(true)"><base /></when><otherwise><base /></otherwise></choose></inbound><outbound><base /></outbound></policies>',
    );
  });
});
