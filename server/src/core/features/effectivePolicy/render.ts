/** Writes an effective policy as a document to read: what is copied, and comments that say from where. */
import type { RelatedDocument } from '../../model';
import type { Span } from '../../text';
import { describeAddress } from '../../workspace/describeAddress';
import type {
  EffectivePart,
  EffectivePolicy,
  EffectiveSection,
  InheritanceWarning,
  SourceLink,
} from './types';

type Rendered = Pick<EffectivePolicy, 'text' | 'links' | 'copies'>;

const indentation = '    ';

export function render(
  chain: readonly RelatedDocument[],
  sections: readonly EffectiveSection[],
  warnings: readonly InheritanceWarning[],
): Rendered {
  const page = new Page();
  const [narrowest] = chain;
  if (narrowest === undefined) return page;
  const others = chain.slice(1).map(({ address }) => describeAddress(address));
  const beyond = others.length === 0 ? 'no broader scope with a policy' : others.join(', ');
  page.line(
    '',
    `<!-- ${commentText(`Effective policy of ${describeAddress(narrowest.address)}, with ${beyond}`)} -->`,
  );
  page.line('', '<policies>');
  for (const { section, parts } of sections) {
    page.line(indentation, `<${section}>`);
    const inner = indentation.repeat(2);
    for (const warning of warnings)
      if (warning.section === section)
        page.comment(inner, `warning: ${warning.message}`, warning.document, warning.span);
    page.parts(inner, parts);
    page.line(indentation, `</${section}>`);
  }
  page.line('', '</policies>');
  return page;
}

class Page {
  text = '';
  readonly links: SourceLink[] = [];
  readonly copies: SourceLink[] = [];
  /** The document of the last piece; a piece of another one gets a comment. */
  private current: RelatedDocument | undefined;

  line(indent: string, text: string): void {
    this.text += `${indent}${text}\n`;
  }

  /** A comment that ends in the place's path, as a link. */
  comment(indent: string, text: string, document: RelatedDocument, target: Span): void {
    const line = document.isFile ? `:${document.analysis.lines.positionAt(target.start).line + 1}` : '';
    const path = commentText(document.path + line);
    const before = `${indent}<!-- ${commentText(text)} (`;
    const start = this.text.length + before.length;
    this.line('', `${before}${path}) -->`);
    this.links.push({ span: { start, end: start + path.length }, document, target });
  }

  parts(indent: string, parts: readonly EffectivePart[]): void {
    for (const part of parts) this.part(indent, part);
  }

  private part(indent: string, { document, span, replaced, note }: EffectivePart): void {
    if (this.current?.uri !== document.uri)
      this.comment(indent, `from: ${describeAddress(document.address)}`, document, span);
    this.current = document;
    if (note !== undefined) this.line(indent, `<!-- ${commentText(note)} -->`);
    const own = columnAt(document, span.start);
    /** Where a place further in stands when the part itself is moved to `indent`. */
    const indentAt = (offset: number): string =>
      indent + ' '.repeat(Math.max(0, columnAt(document, offset) - own));
    let from = span.start;
    for (const { span: place, parts } of replaced) {
      this.copy(document, { start: from, end: place.start }, indentAt(from), own, indent);
      const inner = indentAt(place.start);
      if (parts.length === 0)
        this.line(
          inner,
          `<!-- ${commentText(document.analysis.text.slice(place.start, place.end))}: nothing -->`,
        );
      else {
        this.parts(inner, parts);
        this.current = undefined;
      }
      from = place.end;
    }
    this.copy(document, { start: from, end: span.end }, indentAt(firstBehind(document, from)), own, indent);
  }

  /** A stretch of a document without the white space around it, its lines moved with its first one. */
  private copy(document: RelatedDocument, stretch: Span, first: string, own: number, indent: string): void {
    const { text } = document.analysis;
    const whole = text.slice(stretch.start, stretch.end);
    const written = whole.trim();
    if (written === '') return;
    const start = stretch.start + whole.length - whole.trimStart().length;
    const lines = written.split(/\r\n|\r|\n/);
    const moved = lines.map((line, i) => (i === 0 ? line : moveLine(line, own, indent)));
    const at = this.text.length + first.length;
    this.line(first, moved.join('\n'));
    this.copies.push({
      span: { start: at, end: this.text.length - 1 },
      document,
      target: { start, end: start + written.length },
    });
  }
}

/** The line with as much white space at its start as it has more than the part's first line. */
function moveLine(line: string, own: number, indent: string): string {
  const blank = line.length - line.trimStart().length;
  if (blank === line.length) return '';
  return indent + line.slice(Math.min(own, blank));
}

/** The width of the white space that the line of the place starts with. */
function columnAt({ analysis: { text, lines } }: RelatedDocument, offset: number): number {
  const start = lines.lineStart(offset);
  let end = start;
  while (end < offset && (text[end] === ' ' || text[end] === '\t')) end++;
  return end - start;
}

/** The first place from there on that isn't white space. */
function firstBehind({ analysis: { text } }: RelatedDocument, offset: number): number {
  let at = offset;
  while (at < text.length && /\s/.test(text[at] ?? '')) at++;
  return at;
}

/** Text that can't end the comment it stands in, on one line. */
function commentText(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .replace(/<!--|-->/g, '')
    .replace(/-(?=-)/g, '- ')
    .replace(/-$/, '- ');
}
