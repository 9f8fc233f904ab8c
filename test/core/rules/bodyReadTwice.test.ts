import { describe, expect, it } from 'vitest';
import { diagnosticsOf, expectFindings, fixed, inbound } from '../../support/findings';

const set = (name: string, code: string) => `<set-variable name="${name}" value="@(${code})" />`;
const read = 'context.Request.Body.As<string>()';
const marked = 'context.Request.Body.<|As<string>()|>';
const kept = 'context.Request.Body.As<string>(preserveContent: true)';
const when = (condition: string, content: string) => `<when condition="@(${condition})">${content}</when>`;
const choose = (...branches: string[]) => `<choose>${branches.join('')}</choose>`;
const isPost = 'context.Request.Method == "POST"';
const call =
  '<send-request mode="new" response-variable-name="reply"><set-url>https://shop.example.com</set-url><set-method>GET</set-method></send-request>';
const reply = '((IResponse)context.Variables["reply"]).Body';

describe('a body', () => {
  it.each([
    set('a', marked) + set('b', read),
    set('a', marked) + set('b', kept),
    // In one expression, and under a name of its own.
    set('a', `${marked} + ${read}`),
    `<set-variable name="a" value="@{ var body = context.Request.Body; var a = body.<|As<JObject>()|>; return a + body.As<string>(); }" />`,
    set('a', 'context.Request.Body?.<|As<string>()|>') + set('b', read),
    set('a', 'context.Request.Body.<|As<string>(false)|>') + set('b', read),
    // One of them in a branch, the other always.
    choose(when(isPost, set('a', marked))) + set('b', read),
    set('a', marked) + choose(when(isPost, set('b', read))),
    choose(when(`${marked} == ""`, ''), when(`${read} == "a"`, '')),
    choose(when(`${marked} == ""`, set('a', read))),
    // Each read finds nothing.
    call + set('a', `${reply}.<|As<string>()|>`) + set('b', `${reply}.As<string>()`),
    `${set('a', marked)}<set-body>@("a" + ${read})</set-body>`,
  ])('is gone once it is read: %s', (content) => {
    expectFindings(inbound(content), ['body-read-twice:warning']);
  });

  it.each([
    set('a', read),
    set('a', kept) + set('b', kept) + set('c', read),
    set('a', 'context.Request.Body.As<string>(true)') + set('b', read),
    `${set('a', read)}<set-body>a</set-body>${set('b', read)}`,
    `${set('a', read)}<base />${set('b', read)}`,
    `${set('a', read)}<include-fragment fragment-id="a" />${set('b', read)}`,
    // Only one of them runs.
    choose(when(isPost, set('a', read)), `<otherwise>${set('b', read)}</otherwise>`),
    choose(when(isPost, `${set('a', read)}<return-response />`)) + set('b', read),
    set('a', `${isPost} ? ${read} : ${read}`),
    `<set-variable name="a" value="@{ if (${isPost}) { return ${read}; } return ${read}; }" />`,
    `<set-variable name="a" value="@{ try { return ${read}; } catch (Exception) { return ${read}; } }" />`,
    // Conditions that may exclude each other.
    choose(when(isPost, set('a', read))) + choose(when(`!(${isPost})`, set('b', read))),
    // Of another message.
    call + set('a', `${reply}.As<string>()`) + call + set('b', `${reply}.As<string>()`),
    set('a', read) + call + set('b', `${reply}.As<string>()`),
  ])('is there: %s', (content) => {
    expectFindings(inbound(content));
  });

  it('is of the request or the response', () => {
    const text = `<policies><inbound>${set('a', read)}</inbound><outbound>${set('b', 'context.Response.Body.As<string>()')}</outbound><on-error>${set('c', read)}</on-error></policies>`;
    expectFindings(text);
  });

  it('is preserved by the fix', () => {
    expect(fixed(inbound(set('a', read) + set('b', read)))).toBe(inbound(set('a', kept) + set('b', read)));
    const escaped = (arguments_: string) =>
      inbound(
        set('a', `context.Request.Body.As&lt;string&gt;(${arguments_})`) +
          set('b', 'context.Request.Body.As&lt;string&gt;()'),
      );
    expect(fixed(escaped(''))).toBe(escaped('preserveContent: true'));
  });

  it('is shown where it is read again', () => {
    const [finding] = diagnosticsOf(inbound(set('a', read) + set('b', kept)));
    expect(finding?.related).toHaveLength(1);
  });
});
