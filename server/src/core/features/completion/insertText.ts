/** Builds the text that completions insert, as a snippet or, for editors that know none, as plain text. */
import type { TemplateText } from '../types';

/** Collects text and places to fill in. Lines are indented by tabs, which editors turn into their own. */
export class InsertText {
  private result = '';
  private places = 0;

  constructor(private readonly snippets: boolean) {}

  get text(): string {
    return this.result;
  }

  literal(text: string): this {
    this.result += this.snippets ? escaped(text) : text;
    return this;
  }

  /** A place of its own, with a text to start from. */
  place(text = ''): this {
    this.places++;
    if (!this.snippets) this.result += text;
    else this.result += text === '' ? `$${this.places}` : `\${${this.places}:${escaped(text)}}`;
    return this;
  }

  /** A place with some values to choose from, the first of them to start from. */
  choice(values: readonly string[]): this {
    const [first = ''] = values;
    if (!this.snippets || values.length < 2) return this.place(first);
    this.places++;
    const listed = values.map((value) => value.replace(/[\\,|$}]/g, '\\$&')).join(',');
    this.result += `\${${this.places}|${listed}|}`;
    return this;
  }

  /** Where the cursor goes at last. */
  end(): this {
    if (this.snippets) this.result += '$0';
    return this;
  }
}

/** A template as text to insert; places of one index stay linked. */
export function templateInsertText(body: TemplateText, snippets: boolean): string {
  return body
    .map((part) => {
      if (typeof part === 'string') return snippets ? escaped(part) : part;
      return snippets ? `\${${part.index}:${escaped(part.text)}}` : part.text;
    })
    .join('');
}

function escaped(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}
