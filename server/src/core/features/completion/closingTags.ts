/** The closing tag of what is open: behind `</`, and behind the `>` of an opening tag. */
import type { ElementNode } from '../../syntax';
import type { Completion } from '../types';
import { type CompletionRequest, sortText } from './request';

export function closingTags({ context, offset, snippets }: CompletionRequest): readonly Completion[] {
  if (context.kind === 'closing-name') {
    const { element, span, ended } = context;
    if (element === undefined || element.name === '') return [];
    return [
      {
        label: element.name,
        kind: 'closing-tag',
        edit: { span, newText: element.name + (ended ? '' : '>') },
        sortText: sortText(0, 0),
        filterText: element.name,
      },
    ];
  }
  if (context.kind !== 'text') return [];
  const open = innermostOpen(context.parent);
  if (open === undefined) return [];
  const tag = `</${open.name}>`;
  const atOnce = offset === open.openTag.end;
  const { span } = context;
  return [
    {
      label: tag,
      kind: 'closing-tag',
      edit: {
        span: atOnce ? { start: offset, end: offset } : span,
        newText: atOnce && snippets ? `$0${tag}` : tag,
      },
      ...(atOnce && snippets ? { snippet: true } : {}),
      sortText: sortText(atOnce ? 0 : 9, 0),
      filterText: tag,
    },
  ];
}

function innermostOpen(parent: Extract<CompletionRequest['context'], { kind: 'text' }>['parent']) {
  let node: ElementNode | typeof parent = parent;
  for (; node.kind === 'element'; node = node.parent)
    if (node.closeTag === undefined && !node.selfClosing && node.name !== '') return node;
  return undefined;
}
