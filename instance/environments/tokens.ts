/**
 * Tokens: `{#NAME#}` (APIOps) and `{#[NAME]#}` (apiops-cli) stand for a text that is known only where the push
 * runs, such as a pipeline's secret.
 */
const token = /\{#(?:\[([A-Za-z_][\w.-]*)\]|([A-Za-z_][\w.-]*))#\}/g;

export type TokenLookup = (name: string) => string | undefined;

/** The names of the tokens in a text, each once. */
export function tokensIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(token)].map(([, bracketed, bare]) => bracketed ?? bare ?? ''))];
}

/** The text with its tokens replaced, and the names of those that nobody knows, which stay as they are. */
export function replaceTokens(
  text: string,
  lookup: TokenLookup,
): { readonly text: string; readonly missing: readonly string[] } {
  const missing = new Set<string>();
  const replaced = text.replace(token, (whole, bracketed: string | undefined, bare: string | undefined) => {
    const name = bracketed ?? bare ?? '';
    const value = lookup(name);
    if (value === undefined) missing.add(name);
    return value ?? whole;
  });
  return { text: replaced, missing: [...missing] };
}

/** The same for every text in a JSON value. */
export function replaceTokensIn(
  value: unknown,
  lookup: TokenLookup,
): { readonly value: unknown; readonly missing: readonly string[] } {
  const missing = new Set<string>();
  const walk = (item: unknown): unknown => {
    if (typeof item === 'string') {
      const replaced = replaceTokens(item, lookup);
      for (const name of replaced.missing) missing.add(name);
      return replaced.text;
    }
    if (Array.isArray(item)) return item.map(walk);
    if (typeof item !== 'object' || item === null) return item;
    return Object.fromEntries(Object.entries(item).map(([key, member]) => [key, walk(member)]));
  };
  return { value: walk(value), missing: [...missing] };
}
