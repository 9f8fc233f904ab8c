/** Shows a tree and its problems as short text, so that a test's expectation is read at a glance. */
import {
  type ContentNode,
  type ElementNode,
  type PolicyTree,
  parsePolicy,
  type SyntaxNode,
  tokensOf,
  type ValuePart,
} from '../../../server/src/core/syntax';
import { type Span, textOf } from '../../../server/src/core/text';

/**
 * The tree on one line. `a b=[x] {…}` is an element with an attribute and content, `a/` a self-closed one, `a!` one
 * whose opening tag has no end, `a~` one without closing tag; `[…]` is literal text, `@[…]` an expression, `&[…]`
 * one in the escaped form; `…?` behind either marks a missing end. Blank text is left out.
 */
export function outline(text: string): string {
  const tree = parsePolicy(text);
  return contents(tree, tree.document.children);
}

/** The problems as `kind «what the span covers»`, in document order. */
export function problemsOf(text: string): readonly string[] {
  return parsePolicy(text).problems.map((problem) => `${problem.kind} «${textOf(text, problem.span)}»`);
}

function contents(tree: PolicyTree, nodes: readonly ContentNode[]): string {
  return nodes
    .map((node) => content(tree, node))
    .filter((shown) => shown !== '')
    .join(' ');
}

function content(tree: PolicyTree, node: ContentNode): string {
  switch (node.kind) {
    case 'element':
      return element(tree, node);
    case 'text':
      return textOf(tree.text, node.span).trim() === '' ? '' : parts(tree, node.parts);
    case 'cdata':
      return `cdata${parts(tree, node.parts)}`;
    default:
      return `<${node.kind}>`;
  }
}

function element(tree: PolicyTree, node: ElementNode): string {
  const attributes = node.attributes.map((a) => {
    if (a.value === undefined) return ` ${a.name}`;
    return ` ${a.name}=${parts(tree, a.value.parts)}${a.value.closed ? '' : '?'}`;
  });
  const inside = contents(tree, node.children);
  const state = node.selfClosing ? '/' : node.openTagEnded ? (node.closeTag === undefined ? '~' : '') : '!';
  return `${node.name}${state}${attributes.join('')}${inside === '' ? '' : ` {${inside}}`}`;
}

function parts(tree: PolicyTree, shown: readonly ValuePart[]): string {
  if (shown.length === 0) return '[]';
  return shown
    .map((part) => {
      if (part.kind === 'literal') return `[${textOf(tree.text, part.span).trim()}]`;
      return `${part.escaped ? '&' : '@'}[${textOf(tree.text, part.codeSpan)}]${part.closed ? '' : '?'}`;
    })
    .join('');
}

/** What holds for every text: says what does not, as a list that should be empty. */
export function brokenInvariants(text: string): readonly string[] {
  const tree = parsePolicy(text);
  const broken: string[] = [];
  let end = 0;
  for (const token of tokensOf(tree)) {
    if (token.span.start !== end || token.span.end <= token.span.start)
      broken.push(`token ${token.kind} at ${token.span.start} follows ${end}`);
    end = token.span.end;
  }
  if (end !== text.length) broken.push(`tokens end at ${end} of ${text.length}`);
  for (const problem of tree.problems) {
    if (!within(problem.span, tree.document.span)) broken.push(`problem ${problem.kind} is outside`);
  }
  const pending: SyntaxNode[] = [tree.document];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    let from = node.span.start;
    const inner = innerNodes(node);
    for (const { span, what } of inner.spans) {
      if (!within(span, node.span) || span.start > span.end)
        broken.push(`${what} is outside its ${node.kind}`);
    }
    for (const child of inner.nodes) {
      if (!within(child.span, node.span) || child.span.start < from)
        broken.push(
          `${child.kind} ${child.span.start}-${child.span.end} is misplaced in its ${node.kind} ${node.span.start}-${node.span.end}`,
        );
      if (child.kind !== 'document' && child.parent !== node) broken.push(`${child.kind} has another parent`);
      from = child.span.end;
      pending.push(child);
    }
  }
  return broken;
}

function innerNodes(node: SyntaxNode): {
  readonly nodes: readonly SyntaxNode[];
  readonly spans: readonly { readonly span: Span; readonly what: string }[];
} {
  switch (node.kind) {
    case 'document':
      return { nodes: node.children, spans: [] };
    case 'element': {
      const spans = [
        { span: node.nameSpan, what: 'name' },
        { span: node.openTag, what: 'opening tag' },
        { span: node.contentSpan, what: 'content' },
      ];
      if (node.closeTag !== undefined) spans.push({ span: node.closeTag.span, what: 'closing tag' });
      return { nodes: [...node.attributes, ...node.children], spans };
    }
    case 'attribute': {
      const spans = [{ span: node.nameSpan, what: 'name' }];
      if (node.value !== undefined)
        spans.push({ span: node.value.span, what: 'value' }, ...seams(node.value.span, node.value.parts));
      return { nodes: [], spans };
    }
    case 'text':
      return { nodes: [], spans: seams(node.span, node.parts) };
    case 'cdata':
      return {
        nodes: [],
        spans: [{ span: node.contentSpan, what: 'content' }, ...seams(node.contentSpan, node.parts)],
      };
    default:
      return { nodes: [], spans: [] };
  }
}

/** The parts' spans, with an impossible one added where two of them do not join or do not fill the whole. */
function seams(whole: Span, shown: readonly ValuePart[]): { readonly span: Span; readonly what: string }[] {
  const spans: { span: Span; what: string }[] = [];
  let end = whole.start;
  for (const part of shown) {
    spans.push({ span: part.span, what: `${part.kind} part` });
    if (part.span.start !== end) spans.push({ span: { start: -1, end }, what: 'gap between parts' });
    end = part.span.end;
  }
  if (end !== whole.end) spans.push({ span: { start: -1, end }, what: 'rest behind the parts' });
  return spans;
}

function within(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
