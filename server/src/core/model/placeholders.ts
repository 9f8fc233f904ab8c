/**
 * Recognises what deployment tools fill in before a policy reaches the service. Nothing certain can be said
 * about a value that holds such a placeholder.
 */

/** Placeholders that may stand anywhere in a value. */
const anywhere = new RegExp(
  [
    String.raw`\$\{[^}]*\}`, // Terraform, Bicep, shells, JavaScript
    String.raw`\$\$?\([\w.\-]+\)`, // Azure Pipelines
    String.raw`\$\{\{[^}]*\}\}`, // GitHub Actions and Azure Pipelines templates
    String.raw`#\{[^}]*\}#?`, // token replacement tasks, Octopus
    String.raw`\{#.*?#\}`, // APIOps, Jinja comments
    String.raw`\{%.*?%\}`, // Jinja, Liquid
    String.raw`%\{[^}]*\}`, // Terraform directives
    String.raw`<%.*?%>`, // ERB, EJS
    String.raw`__[A-Za-z0-9][\w.\-]*?__`, // token replacement tasks
    String.raw`@@[\w.\-]+@@`,
    String.raw`\{\{[#/^>!&].*?\}\}`, // Handlebars, Mustache
  ].join('|'),
  's',
);

/** Values that are nothing but a placeholder: `{name}`, `[parameters('x')]`, `%NAME%`, `MAX_RETRIES`. */
const whole =
  /^(?:\{[^{}"\n]*\}|\[(?:parameters|variables|concat|format|reference)\(.*\)\]|%[\w.-]+%|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)$/s;

/** A named value's reference, or what looks like one. */
const doubleBraces = /\{\{|\}\}/;

/** Whether a deployment tool will put something else into the text, or in its place. */
export function holdsPlaceholder(text: string): boolean {
  return anywhere.test(text) || whole.test(text.trim());
}

/** Whether the text isn't what the service will see: it holds a placeholder or a named value. */
export function isFilledInLater(text: string): boolean {
  return doubleBraces.test(text) || holdsPlaceholder(text);
}
