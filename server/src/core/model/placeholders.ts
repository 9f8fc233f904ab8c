/**
 * Recognises what deployment tools fill in before a policy reaches the service. Nothing certain can be said
 * about a value that holds such a placeholder.
 */

/** Placeholders that may stand anywhere in a value; bounded, so that no text makes the search slow. */
const anywhere = new RegExp(
  [
    String.raw`\$\{[^}]{0,200}\}`, // Terraform, Bicep, shells, JavaScript
    String.raw`\$\$?\([\w.\-]{1,200}\)`, // Azure Pipelines
    String.raw`\$\{\{[^}]{0,200}\}\}`, // GitHub Actions and Azure Pipelines templates
    String.raw`#\{[^}]{0,200}\}#?`, // token replacement tasks, Octopus
    String.raw`#[A-Za-z][\w.\-]{1,100}#`, // token replacement by scripts
    String.raw`\{#.{0,200}?#\}`, // APIOps, Jinja comments
    String.raw`\{%.{0,200}?%\}`, // Jinja, Liquid
    String.raw`%\{[^}]{0,200}\}`, // Terraform directives
    '<%.{0,200}?%>', // ERB, EJS
    String.raw`__[A-Za-z0-9][\w.\-]{0,200}?__`, // token replacement tasks
    String.raw`@@[\w.\-]{1,200}@@`,
    String.raw`\{\{[#/^>!&].{0,200}?\}\}`, // Handlebars, Mustache
  ].join('|'),
  's',
);

/**
 * Values that are nothing but a placeholder: `{name}`, `[parameters('x')]`, `%NAME%`, `MAX_RETRIES`, and `$File.Method`,
 * which a policy utility fills with a method's code.
 */
const whole =
  /^(?:\{[^{}"\n]*\}|\[(?:parameters|variables|concat|format|reference)\(.*\)\]|%[\w.-]+%|\$[A-Za-z_]\w*\.[A-Za-z_]\w*|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)$/s;

/** What such a value begins with. */
const wholeStart = /^\s*[{[%$A-Z]/;

/** A named value's reference, or what looks like one. */
const doubleBraces = /\{\{|\}\}/;

/** What placeholders anywhere begin with: most texts have none of it, which is told fast. */
const marks = /[$%#]\{|\{[#%{]|\$\(|<%|__|@@|#[A-Za-z][\w.-]{1,100}#/;

/** Whether a deployment tool will put something else into the text, or in its place. */
export function holdsPlaceholder(text: string): boolean {
  return (marks.test(text) && anywhere.test(text)) || (wholeStart.test(text) && whole.test(text.trim()));
}

/** What decides whether the text behind it is kept: Terraform's, Jinja's, ERB's and Handlebars' directives. */
const directive = /%\{|\{%|<%(?!=)|\{\{[#/^~]|\{\{\s*else\b/;

/** Whether a deployment tool keeps or drops what stands around, as `%{ if prod }` says. */
export function holdsDirective(text: string): boolean {
  return directive.test(text);
}

const placeholderHere = new RegExp(anywhere.source, 'sy');

/** Where the placeholder ends that starts at the offset; the offset itself where none does. */
export function placeholderEnd(text: string, offset: number): number {
  placeholderHere.lastIndex = offset;
  return offset + (placeholderHere.exec(text)?.[0].length ?? 0);
}

/** How long a placeholder can get. */
const longest = 210;

/** Whether the offset is inside of a placeholder, as that of `&&` in `%{ if a && b }`. */
export function isInPlaceholder(text: string, offset: number): boolean {
  const from = Math.max(0, offset - longest);
  const window = text.slice(from, offset + longest);
  if (!marks.test(window)) return false;
  for (const match of window.matchAll(new RegExp(anywhere.source, 'gs'))) {
    const start = from + match.index;
    if (start > offset) return false;
    if (offset < start + match[0].length) return true;
  }
  return false;
}

/** Whether the text isn't what the service will see: it holds a placeholder or a named value. */
export function isFilledInLater(text: string): boolean {
  return doubleBraces.test(text) || holdsPlaceholder(text);
}
