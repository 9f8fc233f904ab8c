/** Tokenizes policy text with the grammar, as VS Code does. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';

const require = createRequire(import.meta.url);
const grammarPath = new URL('../../syntaxes/apim-policy.tmLanguage.json', import.meta.url);

export const grammarText = readFileSync(grammarPath, 'utf8');

let grammar: Promise<textmate.IGrammar> | undefined;

async function load(): Promise<textmate.IGrammar> {
  await oniguruma.loadWASM(readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm')));
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (sources) => new oniguruma.OnigScanner(sources),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async (scope) =>
      scope === 'text.xml.apim-policy' ? textmate.parseRawGrammar(grammarText, grammarPath.pathname) : null,
  });
  const loaded = await registry.loadGrammar('text.xml.apim-policy');
  if (loaded === null) throw new Error('The grammar could not be loaded.');
  return loaded;
}

export interface ScopedToken {
  readonly line: number;
  readonly text: string;
  readonly scopes: readonly string[];
}

export async function tokenize(text: string): Promise<readonly ScopedToken[]> {
  grammar ??= load();
  const loaded = await grammar;
  const tokens: ScopedToken[] = [];
  let state = textmate.INITIAL;
  for (const [line, content] of text.split(/\r\n|\r|\n/).entries()) {
    const result = loaded.tokenizeLine(content, state);
    state = result.ruleStack;
    for (const token of result.tokens)
      tokens.push({ line, text: content.slice(token.startIndex, token.endIndex), scopes: token.scopes });
  }
  return tokens;
}

/** The innermost scope of each token that isn't white space, as `text: scope`. */
export async function innermostScopes(text: string): Promise<readonly string[]> {
  return (await tokenize(text))
    .filter((token) => token.text.trim() !== '')
    .map((token) => `${token.text.trim()}: ${token.scopes.at(-1)}`);
}
