import { describe, expect, it } from 'vitest';
import {
  ancestors,
  attribute,
  elementsOf,
  nodeAt,
  parsePolicy,
  walkElements,
} from '../../../server/src/core/syntax';
import { parseCursor } from '../../support/markedText';

describe('the node at an offset', () => {
  it.each([
    ['<|><a b="c">x</a>', 'element a'],
    ['<a<|> b="c">x</a>', 'element a'],
    ['<a <|>b="c">x</a>', 'attribute b'],
    ['<a b="c<|>">x</a>', 'attribute b'],
    ['<a b="c"<|>>x</a>', 'attribute b'],
    ['<a b="c"><|>x</a>', 'text'],
    ['<a b="c">x<|></a>', 'text'],
    ['<a b="c">x</<|>a>', 'element a'],
    ['<a><|></a>', 'element a'],
    ['<a><b/><|></a>', 'element a'],
    ['<a><b/><|><c/></a>', 'element c'],
    ['<a><b><!--<|>--></b></a>', 'comment'],
    ['<a/><|>', 'document'],
    ['<a><b <|>', 'element b'],
    ['<|>', 'document'],
  ])('%s', (marked, expected) => {
    const { text, offset } = parseCursor(marked);
    const node = nodeAt(parsePolicy(text), offset);
    expect('name' in node ? `${node.kind} ${node.name}` : node.kind).toBe(expected);
  });
});

describe('ways through the tree', () => {
  const tree = parsePolicy('<a><b><c x="1" x="2"/></b>text<!-- --><d/></a>');
  const names = (elements: Iterable<{ readonly name: string }>) => [...elements].map((e) => e.name);
  it('walks in document order', () => {
    expect(names(walkElements(tree))).toEqual(['a', 'b', 'c', 'd']);
  });
  it('finds children, attributes and ancestors', () => {
    const c = [...walkElements(tree)][2];
    if (tree.root === undefined || c === undefined) throw new Error('An element is missing.');
    expect(names(elementsOf(tree.root))).toEqual(['b', 'd']);
    expect(names(ancestors(c))).toEqual(['b', 'a']);
    expect(attribute(c, 'x')?.span).toEqual({ start: 9, end: 14 });
    expect(attribute(c, 'y')).toBeUndefined();
  });
  it('walks however deep a document is', () => {
    expect([...walkElements(parsePolicy('<a>'.repeat(50_000)))]).toHaveLength(50_000);
  });
});
