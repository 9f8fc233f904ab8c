/** package.json against the code and the files it refers to. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { clientCommandIds } from '../../server/src/protocol';

const root = resolve(import.meta.dirname, '../..');

interface MenuItem {
  readonly command: string;
  readonly when?: string;
}

interface Manifest {
  readonly icon: string;
  readonly activationEvents: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] };
  };
  readonly contributes: {
    readonly languages: readonly {
      readonly id: string;
      readonly configuration: string;
      readonly firstLine: string;
      readonly filenamePatterns: readonly string[];
      readonly icon: { readonly light: string; readonly dark: string };
    }[];
    readonly grammars: readonly { readonly path: string; readonly scopeName: string }[];
    readonly commands: readonly {
      readonly command: string;
      readonly title: string;
      readonly category: string;
    }[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
    readonly viewsContainers: {
      readonly activitybar: readonly { readonly id: string; readonly icon: string }[];
    };
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly icon: string }[]>>;
    readonly viewsWelcome: readonly {
      readonly view: string;
      readonly contents: string;
      readonly when: string;
    }[];
    readonly configurationDefaults: Readonly<Record<string, unknown>>;
    readonly configuration: {
      readonly properties: Readonly<
        Record<string, { readonly default?: unknown; readonly markdownDescription?: string }>
      >;
    };
  };
}

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
const { contributes } = manifest;

function sourceOf(folder: string): string {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(root, folder, file), 'utf8'))
    .join('\n');
}

const client = sourceOf('client/src');
const server = sourceOf('server/src/lsp');

/** The ids of the table in which the extension lists its commands. */
const registered = new Set(
  [
    ...readFileSync(join(root, 'client/src/extension.ts'), 'utf8').matchAll(/^ {4}'(apimPolicy\.\w+)':/gm),
  ].map((match) => match[1]),
);
const declared = new Set(contributes.commands.map(({ command }) => command));

describe('commands', () => {
  it('are registered where they are declared', () => {
    expect([...declared].filter((command) => !registered.has(command))).toEqual([]);
  });

  it('are declared where they are registered, except those that only code actions run', () => {
    expect([...registered].filter((command) => !declared.has(command ?? ''))).toEqual([
      clientCommandIds.selectPlaceholders,
    ]);
  });

  it('include those that the server names', () => {
    expect(Object.values(clientCommandIds).filter((command) => !registered.has(command))).toEqual([]);
  });

  it('have a title and the extension’s category', () => {
    for (const { title, category } of contributes.commands) {
      expect(title).not.toBe('');
      expect(category).toBe('API Management');
    }
  });

  it('exist wherever a menu, a welcome view or a message names one', () => {
    const inMenus = Object.values(contributes.menus).flatMap((items) => items.map(({ command }) => command));
    const inWelcome = contributes.viewsWelcome.flatMap(({ contents }) =>
      [...contents.matchAll(/\(command:(apimPolicy\.\w+)\)/g)].map((match) => match[1] ?? ''),
    );
    const inMessages = [...client.matchAll(/command: '(apimPolicy\.\w+)'/g)].map((match) => match[1] ?? '');
    expect(inMenus.length * inWelcome.length * inMessages.length).toBeGreaterThan(0);
    expect([...inMenus, ...inWelcome, ...inMessages].filter((command) => !registered.has(command))).toEqual(
      [],
    );
  });

  it('are offered by the view for each reason why it shows nothing', () => {
    for (const problem of ['expired', 'forbidden', 'not-found', 'api-version']) {
      const [welcome, ...others] = contributes.viewsWelcome.filter(({ when }) =>
        when.includes(`apimPolicy.problem == '${problem}'`),
      );
      expect(others).toEqual([]);
      expect(welcome?.contents).toContain('(command:apimPolicy.signIn)');
    }
  });

  it('that need a policy are hidden from the palette elsewhere', () => {
    const hidden = new Map(contributes.menus.commandPalette?.map(({ command, when }) => [command, when]));
    for (const command of ['apimPolicy.push', 'apimPolicy.compareWithInstance', 'apimPolicy.insertOAuth2'])
      expect(hidden.get(command)).toContain('editorLangId == apim-policy');
  });
});

describe('files', () => {
  it('exist', () => {
    const files = [
      manifest.icon,
      ...contributes.languages.flatMap(({ configuration, icon }) => [configuration, icon.light, icon.dark]),
      ...contributes.grammars.map(({ path }) => path),
      ...contributes.viewsContainers.activitybar.map(({ icon }) => icon),
      ...Object.values(contributes.views).flatMap((views) => views.map(({ icon }) => icon)),
    ];
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  it('give the grammar the scope that package.json names', () => {
    for (const { path, scopeName } of contributes.grammars)
      expect(JSON.parse(readFileSync(join(root, path), 'utf8')).scopeName).toBe(scopeName);
  });
});

describe('settings', () => {
  const settings = Object.entries(contributes.configuration.properties);

  it('have a default and a description', () => {
    for (const [key, { default: value, markdownDescription }] of settings) {
      expect(value, key).toBeDefined();
      expect(markdownDescription, key).toMatch(/\.$/);
    }
  });

  it('are all read', () => {
    const read = (key: string): boolean =>
      client.includes(`'${key}'`) ||
      // The language client reads its own trace setting; the server takes its settings apart by their parts.
      key === 'apimPolicy.trace.server' ||
      key
        .split('.')
        .slice(1)
        .every((part) => server.includes(`'${part}'`));
    expect(settings.map(([key]) => key).filter((key) => !read(key))).toEqual([]);
  });

  it('that say where a token goes are not taken from an untrusted workspace', () => {
    const { restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    const known = new Set(settings.map(([key]) => key));
    expect(restrictedConfigurations.filter((key) => !known.has(key))).toEqual([]);
    for (const key of ['instance.resourceId', 'instance.endpoint', 'cloud', 'authentication', 'tenantId'])
      expect(restrictedConfigurations).toContain(`apimPolicy.${key}`);
  });

  it('of other languages are left alone', () => {
    expect(Object.keys(contributes.configurationDefaults)).toEqual(['[apim-policy]']);
  });
});

describe('the language', () => {
  const [language] = contributes.languages;
  const firstLine = new RegExp(language?.firstLine ?? '$^');

  it.each([
    '<policies>',
    '<fragment>',
    '\uFEFF<policies>',
    '<?xml version="1.0"?><policies>',
    '  <policies id="a">',
  ])('is known by its first line: %s', (line) => expect(firstLine.test(line)).toBe(true));

  it.each(['<policiesList>', '<fragments>', '<configuration>', 'policies'])('is not seen in %s', (line) =>
    expect(firstLine.test(line)).toBe(false),
  );

  it('does not claim every policy.xml there is', () => {
    expect(language?.filenamePatterns).toContain('*.policy.xml');
    expect(language?.filenamePatterns).not.toContain('policy.xml');
    expect(language?.filenamePatterns).not.toContain('**/policy.xml');
  });

  it('starts the extension for each reason once, and not for XML at large', () => {
    expect(new Set(manifest.activationEvents).size).toBe(manifest.activationEvents.length);
    expect(manifest.activationEvents).not.toContain('onLanguage:xml');
    expect(manifest.activationEvents).not.toContain('*');
    expect(manifest.activationEvents).not.toContain('onStartupFinished');
  });
});
