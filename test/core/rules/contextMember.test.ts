import { describe, it } from 'vitest';
import { expectFindings, inbound } from '../../support/findings';

const header = (code: string) =>
  `<set-header name="a" exists-action="override"><value>@(${code})</value></set-header>`;
const inSection = (section: string, content: string) =>
  `<policies><${section}>${content}</${section}></policies>`;

describe('members of context', () => {
  it('are missed where they have no value', () => {
    const code = 'context.<|Response|>.StatusCode';
    expectFindings(inbound(header(code)), ['context-member:warning']);
    expectFindings(
      inbound(`<choose><when condition="@(${code} == 404)"><set-method>GET</set-method></when></choose>`),
      ['context-member:warning'],
    );
    for (const section of ['inbound', 'backend', 'outbound'])
      expectFindings(
        inSection(section, header('context.<|LastError|>.Message')).replaceAll('backend>', 'outbound>'),
        ['context-member:warning'],
      );
    expectFindings(inbound(header('context.<|GraphQL|>.Arguments["a"]')), ['context-member:warning']);
  });

  it.each([
    inSection('outbound', header('context.Response.StatusCode')),
    inSection('on-error', header('context.LastError.Message + context.Response.StatusCode')),
    // Asked, or not used as if they were there.
    inbound(header('context.Response == null ? 0 : context.Response.StatusCode')),
    inbound(
      `<choose><when condition="@(context.Response == null)"><set-method>GET</set-method></when><when condition="@(context.Response.StatusCode == 200)"><set-method>PUT</set-method></when></choose>`,
    ),
    inbound(header('context.LastError?.Message')),
    inbound(header('context.Response')),
    // The service makes a response there, or evaluates the expression later.
    inbound(`<return-response>${header('context.Response.StatusCode')}</return-response>`),
    inbound(
      '<rate-limit-by-key calls="10" renewal-period="60" counter-key="a" increment-condition="@(context.Response.StatusCode == 200)" />',
    ),
    // It may be included in any section.
    `<fragment>${header('context.Response.StatusCode + context.LastError.Message')}</fragment>`,
  ])('are there, or may be, or are asked for: %s', (text) => {
    expectFindings(text);
  });
});
