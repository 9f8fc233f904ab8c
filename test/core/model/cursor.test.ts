import { describe, expect, it } from 'vitest';
import { type CursorContext, cursorAt } from '../../../server/src/core/model/cursor';
import { analysed } from '../../support/features';
import { parseCursor } from '../../support/markedText';

/** The context's kind and what can be told of it in a line; what would be replaced is in brackets. */
function at(marked: string): string {
  const { text, offset } = parseCursor(marked);
  const context: CursorContext = cursorAt(analysed(text), offset);
  const name = (node: { readonly kind: string; readonly name?: string }) => node.name ?? node.kind;
  const replaced = 'span' in context ? ` [${text.slice(context.span.start, context.span.end)}]` : '';
  switch (context.kind) {
    case 'element-name':
      return `element-name in ${name(context.parent)}${replaced}`;
    case 'closing-name':
      return `closing-name of ${context.element?.name}${replaced}${context.ended ? ' ended' : ''}`;
    case 'attribute-name':
      return `attribute-name of ${context.element.name}${replaced}`;
    case 'attribute-value':
      return `attribute-value of ${context.element.name}@${context.attribute.name}${replaced}${context.quoted ? '' : ' unquoted'}`;
    case 'text':
      return `text in ${name(context.parent)}${replaced}`;
    case 'named-value':
      return `named-value in ${context.where}${replaced}, missing "${context.missingBraces}"`;
    case 'expression':
      return `expression in ${context.element.name}${context.attribute ? `@${context.attribute.name}` : ''}`;
    default:
      return context.kind;
  }
}

const inbound = (content: string) =>
  `<policies>\n  <inbound>\n    ${content}\n  </inbound>\n  <outbound />\n</policies>`;

describe('the cursor', () => {
  it.each([
    ['<<|>', 'element-name in document []'],
    ['<policies><<|></policies>', 'element-name in policies []'],
    [inbound('<<|>'), 'element-name in inbound []'],
    [inbound('<<|>\n    <base />'), 'element-name in inbound []'],
    [inbound('<set-<|>'), 'element-name in inbound [set-]'],
    [inbound('<set-<|>\n    <base />'), 'element-name in inbound [set-]'],
    [inbound('<set-h<|>eader name="x" />'), 'element-name in inbound [set-header]'],
    [inbound('<choose><<|></choose>'), 'element-name in choose []'],
    ['<policies>\n  <inbound>\n    <ba<|>', 'element-name in inbound [ba]'],
  ])('is at an element name in %j', (marked, expected) => {
    expect(at(marked)).toBe(expected);
  });

  it.each([
    [inbound('<set-header <|>'), 'attribute-name of set-header []'],
    [inbound('<set-header <|>\n    <base />'), 'attribute-name of set-header []'],
    [inbound('<set-header na<|>'), 'attribute-name of set-header [na]'],
    [inbound('<set-header na<|> />'), 'attribute-name of set-header [na]'],
    [inbound('<set-header name="x" <|>>'), 'attribute-name of set-header []'],
    [inbound('<set-header <|> name="x">'), 'attribute-name of set-header []'],
    [inbound('<set-header name="x" <|>/>'), 'attribute-name of set-header []'],
    [inbound('<set-header name="x"<|>>'), 'none'],
    [inbound('<set-header name="x" /<|>>'), 'none'],
  ])('is at an attribute name in %j', (marked, expected) => {
    expect(at(marked)).toBe(expected);
  });

  it.each([
    [inbound('<set-header name="<|>"/>'), 'attribute-value of set-header@name []'],
    [inbound('<set-header name="a<|>b"/>'), 'attribute-value of set-header@name [ab]'],
    [inbound("<set-header name='<|>'/>"), 'attribute-value of set-header@name []'],
    [inbound('<set-header name=<|>'), 'attribute-value of set-header@name [] unquoted'],
    [inbound('<set-header name="x" value="@(<|>1)"/>'), 'expression in set-header@value'],
    [inbound('<set-header name="x" value="@(1)<|>"/>'), 'attribute-value of set-header@value [@(1)]'],
  ])('is in an attribute value in %j', (marked, expected) => {
    expect(at(marked)).toBe(expected);
  });

  it('is in an attribute value that has no closing quote yet', () => {
    expect(at(inbound('<set-header name="<|>'))).toMatch(/^attribute-value of set-header@name/);
    expect(at(inbound('<set-header name="<|>\n    <base />'))).toMatch(/^attribute-value of set-header@name/);
  });

  it.each([
    [inbound('</<|>'), 'closing-name of inbound []'],
    [inbound('<choose>\n    </<|>'), 'closing-name of choose []'],
    [inbound('<choose>\n    </ch<|>'), 'closing-name of choose [ch]'],
    [inbound('<choose></choo<|>se>'), 'closing-name of choose [choose] ended'],
    ['<policies>\n  <inbound>\n    <base />\n  </<|>\n</policies>', 'closing-name of inbound []'],
    ['<policies></<|>', 'closing-name of policies []'],
  ])('is at a closing name in %j', (marked, expected) => {
    expect(at(marked)).toBe(expected);
  });

  it.each([
    ['<|>', 'text in document []'],
    [inbound('<|>'), 'text in inbound []'],
    [inbound('set-h<|>'), 'text in inbound [set-h]'],
    [inbound('<base /><|>'), 'text in inbound []'],
    [inbound('<set-body>a b<|>c</set-body>'), 'text in set-body [bc]'],
    [inbound('<set-body>@{ <|> }</set-body>'), 'expression in set-body'],
    [inbound('<!-- <|> -->'), 'comment'],
    [inbound('<!-- <set-<|>'), 'comment'],
    ['<policies><inbound><|></inbound></policies>', 'text in inbound []'],
    ['<policies><inbound></inbound><|></policies>', 'text in policies []'],
    [inbound('<choose><|>'), 'text in choose []'],
  ])('is in text in %j', (marked, expected) => {
    expect(at(marked)).toBe(expected);
  });

  it.each([
    [inbound('<set-header name="{{<|>"/>'), 'named-value in attribute [], missing "}}"'],
    [inbound('<set-header name="{{ap<|>"/>'), 'named-value in attribute [ap], missing "}}"'],
    [inbound('<set-header name="{{ap<|>}"/>'), 'named-value in attribute [ap], missing "}"'],
    [inbound('<set-header name="{{a<|>p}}"/>'), 'named-value in attribute [ap], missing ""'],
    [inbound('<set-header name="x{{<|>}}y"/>'), 'named-value in attribute [], missing ""'],
    [inbound('<value>{{ <|> }}</value>'), 'named-value in text [], missing ""'],
    [inbound('<set-body>@("{{<|>")</set-body>'), 'named-value in expression [], missing "}}"'],
    [inbound('<x y="@("{{ab<|>}}")"/>'), 'named-value in expression [ab], missing ""'],
    [inbound('<set-body template="liquid">{{<|>}}</set-body>'), 'text in set-body []'],
    [inbound('<x y="{{a}}<|>"/>'), 'attribute-value of x@y [{{a}}]'],
  ])('is at a named value in %j', (marked, expected) => {
    expect(at(marked)).toBe(expected);
  });

  it('is somewhere at every offset of a document that is cut off anywhere', () => {
    const whole = inbound(
      '<set-header name="a{{b}}" exists-action=\'x\'>@{ return "}"; }</set-header><!-- c -->',
    );
    for (let end = 0; end <= whole.length; end++) {
      const analysis = analysed(whole.slice(0, end));
      for (const offset of [0, end >> 1, end, end + 5]) expect(cursorAt(analysis, offset).kind).toBeTruthy();
    }
  });
});
