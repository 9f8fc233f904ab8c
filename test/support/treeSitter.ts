/** Another parser of C#, to compare with: tree-sitter's grammar, run as WebAssembly. */
import { join } from 'node:path';
import { Language, Parser, type Tree } from 'web-tree-sitter';

export interface TreeSitter {
  parse(code: string): Tree;
}

/** `root`: the repository's folder. */
export async function loadTreeSitter(root: string): Promise<TreeSitter> {
  const modules = join(root, 'node_modules');
  await Parser.init({ locateFile: (name: string) => join(modules, 'web-tree-sitter', name) });
  const language = await Language.load(join(modules, 'tree-sitter-c-sharp/tree-sitter-c_sharp.wasm'));
  const parser = new Parser();
  parser.setLanguage(language);
  return {
    parse: (code) => {
      const tree = parser.parse(code);
      if (tree === null) throw new Error('tree-sitter gave no tree.');
      return tree;
    },
  };
}

const method = 'class C { object M() { ';

/** Code in the place where the compiler sees it. `before` is how much stands before it. */
export function inMethod({ form, code }: { form: 'single' | 'block'; code: string }): {
  readonly text: string;
  readonly before: number;
} {
  const before = form === 'single' ? `${method}return (` : method;
  return { text: `${before}${code}\n${form === 'single' ? ');' : ''} } }`, before: before.length };
}
