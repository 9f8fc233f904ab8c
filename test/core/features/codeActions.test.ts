import { describe, expect, it } from 'vitest';
import { codeActions } from '../../../server/src/core/features/codeActions';
import { afterAction, analysed } from '../../support/features';
import { inbound } from '../../support/findings';
import { parseCursor } from '../../support/markedText';
import { snippets } from '../../support/snippets';

const body = (text: string) => inbound(`<set-body>${text}</set-body>`);
const variable = (value: string) => inbound(`<set-variable name="a" value="${value}" />`);
const when = (condition: string) =>
  inbound(`<choose><when condition="${condition}"><set-method>GET</set-method></when></choose>`);

/** The text after the action whose title begins so; `undefined`: it isn't offered. */
function changed(marked: string, title: string): string | undefined {
  const { text, offset } = parseCursor(marked);
  const actions = codeActions(analysed(text), { start: offset, end: offset }, [], { snippets });
  const action = actions.find((one) => one.title.startsWith(title));
  return action && afterAction(text, action);
}

describe('the form of an expression', () => {
  const toBlock = 'Change to @{';
  const toSingle = 'Change to @(';

  it.each([
    [variable('@(<|>1 + 1)'), variable('@{ return 1 + 1; }')],
    [body('@(\n  context.Api.<|>Name\n)'), body('@{ return context.Api.Name; }')],
    [variable('@(1 &lt; <|>2)'), variable('@{ return 1 &lt; 2; }')],
    [variable('@(1<|> // one\n)'), variable('@{ return 1 // one\n; }')],
  ])('becomes a block: %s', (marked, expected) => {
    expect(changed(marked, toBlock)).toBe(expected);
    expect(changed(marked, toSingle)).toBeUndefined();
  });

  it.each([
    [variable('@{ ret<|>urn 1 + 1; }'), variable('@(1 + 1)')],
    [body('@{\n  return context.Api.<|>Name;\n}'), body('@(context.Api.Name)')],
    [variable('@{ return 1 &lt; <|>2; }'), variable('@(1 &lt; 2)')],
  ])('becomes a single expression: %s', (marked, expected) => {
    expect(changed(marked, toSingle)).toBe(expected);
    expect(changed(marked, toBlock)).toBeUndefined();
  });

  it.each([
    variable('@{ var b = 1; ret<|>urn b; }'),
    variable('@{ /* a note */ ret<|>urn 1; }'),
    variable('@{ ret<|>urn 1; // one\n }'),
    variable('@{ if (true) { ret<|>urn 1; } return 2; }'),
    variable('@{ ret<|>urn 1 +; }'),
    variable('@(1 +<|>)'),
    variable('@(<|>)'),
    variable('1 <|>+ 1'),
  ])('stays where it could not be the other one: %s', (marked) => {
    expect(changed(marked, toBlock)).toBeUndefined();
    expect(changed(marked, toSingle)).toBeUndefined();
  });
});

describe('how an expression is written', () => {
  it.each([
    ['@(<|>1 < 2 && "a" != "b")', '@(1 &lt; 2 &amp;&amp; &quot;a&quot; != &quot;b&quot;)'],
    ['@{ return <|>"&lt;" == "<"; }', '@{ return &quot;&amp;lt;&quot; == &quot;&lt;&quot;; }'],
  ])('becomes the escaped one and back: %s', (marked, escaped) => {
    for (const host of [variable, body]) {
      expect(changed(host(marked), 'Escape the expression')).toBe(host(escaped));
      const at = escaped.replace(/^@[({]/, '$&<|>');
      expect(changed(host(at), 'Write the expression without entities')).toBe(
        host(marked.replace('<|>', '')),
      );
    }
  });

  it.each([variable('@(<|>1 + 1)'), body('<![CDATA[@(<|>1 < 2)]]>')])(
    'stays where nothing has to be escaped: %s',
    (marked) => {
      expect(changed(marked, 'Escape the expression')).toBeUndefined();
      expect(changed(marked, 'Write the expression')).toBeUndefined();
    },
  );
});

describe('what may be null', () => {
  it.each([
    [variable('@(context.User.<|>Id)'), variable('@(context.User?.Id)')],
    [variable('@(context.User<|>.Id)'), variable('@(context.User?.Id)')],
    [
      body('@{ return context.Product.<|>Name + &quot;a&quot;; }'),
      body('@{ return context.Product?.Name + &quot;a&quot;; }'),
    ],
    [when('@(context.User.I<|>d == "a")'), when('@(context.User?.Id == "a")')],
  ])('is accessed safely: %s', (marked, expected) => {
    expect(changed(marked, 'Use ?. as context.')).toBe(expected);
  });

  it.each([
    variable('@(context.User?.<|>Id)'),
    variable('@(context.Request.<|>Method)'),
    variable('@(context.<|>User)'),
    // No bool any more.
    when('@(context.User.Groups.<|>Any())'),
  ])('is left alone otherwise: %s', (marked) => {
    expect(changed(marked, 'Use ?')).toBeUndefined();
  });
});
