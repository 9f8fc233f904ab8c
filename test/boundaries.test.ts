/** Keeps the architecture: which folder may import which, no cycles (types counted), no file past 600 lines. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const sourceFolders = ['server/src', 'instance', 'client/src', 'cli', 'emulator'];

/** What lives where, and what it may import: the table of ARCHITECTURE.md. The longest matching folder decides. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'server/src/core/text': [],
  'server/src/core/catalogue': [],
  'server/src/core/syntax': ['server/src/core/text'],
  'server/src/core/expression': ['server/src/core/text'],
  'server/src/core/workspace': ['server/src/core/text', 'server/src/core/catalogue'],
  'server/src/core/model': [
    'server/src/core/text',
    'server/src/core/syntax',
    'server/src/core/expression',
    'server/src/core/catalogue',
    'server/src/core/workspace',
  ],
  'server/src/core/rules': [
    'server/src/core/text',
    'server/src/core/syntax',
    'server/src/core/catalogue',
    'server/src/core/workspace',
    'server/src/core/model',
    'server/src/core/expression',
    'server/src/core/features/types.ts',
  ],
  'server/src/core/features': [
    'server/src/core/text',
    'server/src/core/syntax',
    'server/src/core/catalogue',
    'server/src/core/workspace',
    'server/src/core/model',
    'server/src/core/expression',
    'server/src/core/rules',
    'server/src/core/features/types.ts',
  ],
  'server/src/protocol': ['server/src/core/workspace/types.ts'],
  'server/src/lsp': ['server/src/core', 'server/src/protocol'],
  'server/src': ['server/src/lsp', 'server/src/core'],
  instance: ['server/src/core'],
  emulator: ['server/src/core'],
  cli: ['server/src/core', 'instance', 'emulator'],
  client: ['server/src/core', 'server/src/protocol', 'instance'],
};

/** Packages a folder may import; everywhere else none but those of `anywhere`. */
const mayUse: Readonly<Record<string, readonly RegExp[]>> = {
  'server/src/core': [],
  'server/src/protocol': [],
  'server/src': [/^vscode-languageserver/, /^vscode-uri$/, /^yaml$/, /^node:/, /^virtual:/],
  instance: [/^node:/, /^@azure\//, /^node-diff3$/, /^yaml$/],
  emulator: [/^node:/, /^fast-xml-parser$/],
  cli: [/^node:/, /^commander$/, /^picomatch$/, /^yaml$/, /^virtual:/],
  client: [/^node:/, /^vscode$/, /^vscode-languageclient/, /^virtual:resolver-roots$/],
};

function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}

const files = sourceFolders.flatMap(sourceFiles);
const known = new Set(files);

/** The specifiers of a file's imports and re-exports, types counted, dynamic ones too. */
function specifiers(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  return [
    ...text.matchAll(
      /(?:^|[\s;])(?:import|export)\b[^'"`;]*?from\s*['"]([^'"]+)['"]|^\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm,
    ),
  ].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

function resolved(file: string, specifier: string): string {
  const path = relative(root, resolve(root, dirname(file), specifier)).replaceAll('\\', '/');
  return (
    [path, `${path}.ts`, `${path}/index.ts`, `${path}.d.ts`].find((candidate) => known.has(candidate)) ?? path
  );
}

function ruleFor<T>(table: Readonly<Record<string, T>>, file: string): [string, T] | undefined {
  return Object.entries(table)
    .filter(([folder]) => file.startsWith(`${folder}/`))
    .sort(([a], [b]) => b.length - a.length)[0];
}

/** Features never import each other: a feature is a file or folder directly in `features`. */
function featureOf(file: string): string | undefined {
  return /^server\/src\/core\/features\/([^/]+)/.exec(file)?.[1];
}

const imports = new Map(
  files.map((file) => {
    const all = specifiers(file);
    return [
      file,
      {
        local: all.filter((name) => name.startsWith('.')).map((name) => resolved(file, name)),
        packages: all.filter((name) => !name.startsWith('.')),
      },
    ] as const;
  }),
);

describe('boundaries', () => {
  it('finds the sources', () => {
    expect(files.length).toBeGreaterThan(20);
    expect(imports.get('server/src/core/text/comments.ts')?.local).toEqual(['server/src/core/text/span.ts']);
  });

  it('lets a folder import only what the table allows', () => {
    const broken: string[] = [];
    for (const [file, { local }] of imports) {
      const [folder, allowed] = ruleFor(mayImport, file) ?? ['', []];
      for (const target of local) {
        const feature = featureOf(file);
        const inside =
          feature === undefined ? target.startsWith(`${folder}/`) : featureOf(target) === feature;
        const permitted = allowed.some((place) => target === place || target.startsWith(`${place}/`));
        if (!inside && !permitted) broken.push(`${file} imports ${target}`);
      }
    }
    expect(broken).toEqual([]);
  });

  it('lets a folder use only its packages', () => {
    const broken: string[] = [];
    for (const [file, { packages }] of imports) {
      const [, allowed] = ruleFor(mayUse, file) ?? ['', []];
      for (const name of packages)
        if (!allowed.some((pattern) => pattern.test(name))) broken.push(`${file} uses ${name}`);
    }
    expect(broken).toEqual([]);
  });

  it('keeps the ARM SDK behind the adapter', () => {
    const users = [...imports].filter(([, { packages }]) => packages.includes('@azure/arm-apimanagement'));
    expect(users.filter(([file]) => !file.startsWith('instance/arm/')).map(([file]) => file)).toEqual([]);
  });

  it('has no import cycle', () => {
    const state = new Map<string, 'open' | 'done'>();
    const cycles: string[] = [];
    const visit = (file: string, path: readonly string[]): void => {
      if (state.get(file) === 'done') return;
      if (state.get(file) === 'open') {
        cycles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
        return;
      }
      state.set(file, 'open');
      for (const target of imports.get(file)?.local ?? [])
        if (known.has(target)) visit(target, [...path, file]);
      state.set(file, 'done');
    };
    for (const file of files) visit(file, []);
    expect(cycles).toEqual([]);
  });

  it('keeps files short enough to hold in the head', () => {
    const long = files
      .map((file) => ({ file, lines: readFileSync(join(root, file), 'utf8').split('\n').length }))
      .filter(({ lines }) => lines > 600);
    expect(long).toEqual([]);
  });
});
