import { describe, expect, it } from 'vitest';
import { expectFindings, fixed, inbound } from '../../support/findings';
import { globalPolicy, related, surroundings } from '../../support/surroundings';

const set = '<set-variable name="a" value="1" />';
const condition = '@(context.Request.Method == "POST")';
const when = (content: string) => `<when condition="${condition}">${content}</when>`;
const otherwise = (content: string) => `<otherwise>${content}</otherwise>`;
const choose = (...branches: string[]) => `<choose>${branches.join('')}</choose>`;
const value = (code: string) => `<set-variable name="b" value="@(${code})" />`;
const read = 'context.Variables["a"]';
const found = `<|${read}|>`;

describe('a variable that is set in a branch', () => {
  it.each([
    choose(when(set)) + value(`(string)${found}`),
    choose(when(set), otherwise('<set-method>GET</set-method>')) + value(found),
    choose(when(choose(when(set)))) + value(found),
    // The branch goes on, the other does not.
    choose(when(set), otherwise(choose(when('<return-response />')))) + value(found),
    choose(when(set)) +
      choose(`<when condition="@((string)${found} == "1")">${set.replace('"a"', '"c"')}</when>`),
    `${choose(when(set))}<retry condition="@(false)" count="1" interval="1">${value(found)}</retry>`,
  ])('may be missing: %s', (content) => {
    expectFindings(inbound(content), ['variable-may-be-missing:warning']);
  });

  it.each([
    set + choose(when(set)) + value(read),
    choose(when(set), otherwise(set)) + value(read),
    choose(when(set), otherwise('<return-response />')) + value(read),
    choose(when(set + value(read))),
    // The conditions may be the same.
    choose(when(set)) + choose(when(value(read))),
    choose(when(set)) + value(`context.Request.Method == "POST" ? ${read} : ""`),
    // They may leave no way without.
    choose(when(set), `<when condition="@(true)">${set}</when>`) + value(read),
    // The code knows that it may be missing.
    choose(when(set)) + value('context.Variables.ContainsKey("a")') + value(read),
    choose(when(set)) + value('context.Variables.GetValueOrDefault("a", "")'),
    choose(when(set)) + value(`(string)${read} ?? ""`),
    choose(when(set)) + value(`${read} != null`),
    choose(when(set)) + value(`${read}?.ToString()`),
    // Others may set it.
    `<base />${choose(when(set))}${value(read)}`,
    `${choose(when(set))}<include-fragment fragment-id="f" />${value(read)}`,
    choose(when(`<set-variable name="{{name}}" value="1" />${set}`)) + value(read),
  ])('is there, or nobody knows: %s', (content) => {
    expectFindings(inbound(content));
  });

  it('is no matter of sections that run whatever happened, nor of scopes with narrower ones', () => {
    const content = choose(when(set));
    expectFindings(`<policies><inbound>${content}</inbound><on-error>${value(read)}</on-error></policies>`);
    expectFindings(
      inbound(content + value(read)).replace('inbound', '<|inbound|>'),
      ['missing-base:information'],
      { scope: 'product' },
    );
    expectFindings(`<policies><inbound>${content}</inbound><outbound>${value(found)}</outbound></policies>`, [
      'variable-may-be-missing:warning',
    ]);
  });

  it('is known to be missing where the documents around are known', () => {
    const operation = (text: string, parent: string) => ({
      text: inbound(text),
      options: {
        scope: 'operation',
        surroundings: surroundings([related(globalPolicy, inbound(parent))], {
          sets: `<fragment>${set}</fragment>`,
          nothing: '<fragment />',
        }),
      } as const,
    });
    const conditional = choose(when(set));
    for (const [before, parent] of [
      ['<base />', '<set-method>GET</set-method>'],
      ['<include-fragment fragment-id="nothing" />', ''],
    ] as const) {
      const { text, options } = operation(before + conditional + value(found), parent);
      expectFindings(text, ['variable-may-be-missing:warning'], options);
    }
    for (const [before, parent] of [
      ['<base />', set],
      ['<base />', '<include-fragment fragment-id="sets" />'],
      ['<base />', '<include-fragment fragment-id="unknown" />'],
      ['<include-fragment fragment-id="sets" />', ''],
    ] as const) {
      const { text, options } = operation(before + conditional + value(read), parent);
      expectFindings(text, [], options);
    }
  });

  it('is asked for by the fix', () => {
    expect(fixed(inbound(choose(when(set)) + value(`((string)${read}).Length`)))).toBe(
      inbound(choose(when(set)) + value('(context.Variables.GetValueOrDefault<string>("a")).Length')),
    );
    expect(fixed(inbound(choose(when(set)) + value('(string)context.Variables[&quot;a&quot;]')))).toBe(
      inbound(choose(when(set)) + value('context.Variables.GetValueOrDefault&lt;string&gt;(&quot;a&quot;)')),
    );
  });
});
