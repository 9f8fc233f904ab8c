import { describe, expect, it } from 'vitest';
import {
  attribute,
  attributeText,
  decodeExpression,
  decodeLiteral,
  type ExpressionPart,
  parsePolicy,
  walkElements,
} from '../../../server/src/core/syntax';

function firstExpression(text: string): ExpressionPart {
  for (const element of walkElements(parsePolicy(text))) {
    const parts = [
      ...element.attributes.flatMap((a) => a.value?.parts ?? []),
      ...element.children.flatMap((child) => (child.kind === 'text' ? child.parts : [])),
    ];
    const found = parts.find((part) => part.kind === 'expression');
    if (found !== undefined) return found;
  }
  throw new Error('There is no expression.');
}

describe('the C# of an expression', () => {
  it('is the text itself in the raw form', () => {
    const text = '<a b="@(x["&amp;"])"/>';
    const { code, toDocument, toCode } = decodeExpression(text, firstExpression(text));
    expect(code).toBe('x["&amp;"]');
    expect([0, 4, 10, 99, -1].map(toDocument)).toEqual([8, 12, 18, 18, 8]);
    expect([0, 8, 12, 18, 99].map(toCode)).toEqual([0, 0, 4, 10, 10]);
  });

  it('has its references decoded in the escaped form, with a way back', () => {
    const text = '<a b="@(x[&quot;y&quot;] &lt; &#x1F600;)"/>';
    const { code, toDocument, toCode } = decodeExpression(text, firstExpression(text));
    expect(code).toBe('x["y"] < \u{1F600}');
    // Each character starts where its reference does; both halves of a pair start with theirs.
    const at = (piece: string) => text.indexOf(piece);
    expect(toDocument(0)).toBe(8);
    expect(toDocument(2)).toBe(at('&quot;y'));
    expect(toDocument(3)).toBe(at('y&'));
    expect(toDocument(4)).toBe(at('&quot;]'));
    expect(toDocument(7)).toBe(at('&lt;'));
    expect(toDocument(8)).toBe(at(' &#x'));
    expect(toDocument(10)).toBe(at('&#x'));
    expect(toDocument(code.length)).toBe(at(')"/>'));
    expect(toCode(at('y&'))).toBe(3);
    expect(toCode(at('&lt;') + 2)).toBe(7);
    expect(toCode(at(')"/>'))).toBe(code.length);
    expect(toCode(text.length)).toBe(code.length);
    for (let offset = 0; offset < 10; offset++) expect(toCode(toDocument(offset))).toBe(offset);
  });
});

describe('plain values', () => {
  it('are decoded, and keep what is no reference', () => {
    const text = 'a &lt;&#65;&#x41;&apos; & &foo; &amp;lt;';
    expect(decodeLiteral(text, { start: 2, end: text.length })).toBe("<AA' & &foo; &lt;");
    expect(decodeLiteral('&lt;', { start: 0, end: 3 })).toBe('&lt');
  });

  it('of attributes keep their expressions as they stand', () => {
    const text = '<a b="x &amp; @(y["&amp;"])" c="" d e="@(1 &lt; 2)"/>';
    const { root } = parsePolicy(text);
    if (root === undefined) throw new Error('There is no element.');
    const value = (name: string) => {
      const found = attribute(root, name);
      return found === undefined ? 'no attribute' : attributeText(text, found);
    };
    expect(value('b')).toBe('x & @(y["&amp;"])');
    expect(value('c')).toBe('');
    expect(value('d')).toBeUndefined();
    expect(value('e')).toBe('@(1 < 2)');
  });
});
