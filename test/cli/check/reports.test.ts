/** How findings are printed. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { codes } from '../../../server/src/core/rules';
import { check, checkIn, folderWith } from '../../support/checkRun';

/** The text report of one policy, without colour. */
async function text(policy: string, columns?: number): Promise<string> {
  const folder = folderWith({ 'a.xml': policy });
  const output = columns === undefined ? { colour: false } : { colour: false, columns };
  return (await checkIn(folder, ['a.xml'], { output })).printed;
}

describe('text', () => {
  it('shows place, severity, code, message and the line with a caret, and a sum', async () => {
    const result = await check({
      'a.xml':
        '<policies>\r\n  <inbound>\r\n    <no-such />\r\n    <nor-such />\r\n  </inbound>\r\n</policies>',
      'b.xml': '<policies><inbound /></policies>',
    });
    expect(result.printed).toBe(
      [
        'a.xml:3:6 error unknown-element There is no policy <no-such>.',
        '  3 |     <no-such />',
        '    |      ^^^^^^^',
        '',
        'a.xml:4:6 error unknown-element There is no policy <nor-such>.',
        '  4 |     <nor-such />',
        '    |      ^^^^^^^^',
        '',
        '2 errors in 1 of 2 policies.',
        '',
      ].join('\n'),
    );
  });

  it('says that nothing was found', async () => {
    expect(await text('<policies><inbound /></policies>')).toBe('No findings in 1 policy.\n');
  });

  it('puts the caret below its place behind tabs and wide characters', async () => {
    const printed = await text(
      '<policies>\n\t<inbound>\n\t<!--\t日本 👩‍👩‍👧 é -->\t<nope />\n</inbound></policies>',
    );
    const [, line = '', carets = ''] = printed.split('\n');
    expect(line).not.toContain('\t');
    const columns = [...line.slice(0, line.indexOf('nope'))].reduce(
      (sum, character) => sum + (/[日本👩👧]/u.test(character) ? 2 : /\u200d|\u0301/.test(character) ? 0 : 1),
      0,
    );
    expect(carets).toBe(`    |${' '.repeat(columns - 5)}^^^^`);
  });

  it('shows the part of a long line that holds the place', async () => {
    const printed = await text(
      `<policies><inbound>${'<base />'.repeat(1)}<!--${'x'.repeat(500)}--><nope/><!--${'y'.repeat(500)}--></inbound></policies>`,
      80,
    );
    const [, line = '', carets = ''] = printed.split('\n');
    expect(line.length).toBeLessThanOrEqual(80);
    expect(line).toMatch(/^ {2}1 \| …x+--><nope\/><!--y+…$/);
    expect(carets.indexOf('^')).toBe(line.indexOf('nope'));
    expect(carets.trimEnd()).toMatch(/ \^{4}$/);
  });

  it('underlines what goes on in the next lines up to the end of the first', async () => {
    const printed = await text(
      '<policies>\n  <inbound>\n    <set-body>@{\n  return "x";\n</set-body></inbound></policies>',
    );
    expect(printed).toMatch(/\^+\n/);
    for (const line of printed.split('\n')) expect(line.length).toBeLessThanOrEqual(120);
  });

  it('makes control characters harmless', async () => {
    const name = process.platform === 'win32' ? 'a.xml' : 'a\u001b[31m\n\u202eb.xml';
    const policy = '<policies><inbound><!--\u001b[2J\u202e\u0007--><nope\u001b /></inbound></policies>';
    const { printed, complained } = await check({ [name]: policy }, name, 'gone\u001b[31m.xml');
    expect(`${printed}${complained}`.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(complained).toContain('gone␛[31m.xml does not exist.');
  });

  it('is in colour where the output shows it', async () => {
    const folder = folderWith({ 'a.xml': '<policies><inbound><nope /></inbound></policies>' });
    const { printed } = await checkIn(folder, ['a.xml'], { output: { colour: true } });
    expect(printed).toContain('\u001b[31merror\u001b[39m');
  });
});

describe('github', () => {
  it('annotates the lines', async () => {
    const result = await check(
      { 'a,b/c:d%.xml': '<policies>\n  <inbound>\n    <nope />\n  </inbound>\n</policies>' },
      '--format',
      'github',
    );
    expect(result.printed).toBe(
      '::error file=a%2Cb/c%3Ad%25.xml,line=3,col=6,endLine=3,endColumn=10,title=unknown-element::There is no policy <nope>.\n',
    );
  });

  it('prints nothing when all is well', async () => {
    const result = await check({ 'a.xml': '<policies><inbound /></policies>' }, '--format', 'github');
    expect(result).toEqual({ code: 0, printed: '', complained: '' });
  });

  it('has a command for each severity, paths from the working folder and no column on another line', async () => {
    const folder = folderWith({ 'x/a.xml': '<policies>\n<inbound>\n<nope\n/></inbound></policies>' });
    const levels = ['error', 'warning', 'information', 'hint'];
    const printed = await Promise.all(
      levels.map(
        async (level) =>
          (
            await checkIn(folder, [
              join(folder, 'x/a.xml'),
              '--format=github',
              `--severity=unknown-element=${level}`,
            ])
          ).printed,
      ),
    );
    expect(printed.map((line) => line.slice(0, line.indexOf(',')))).toEqual([
      '::error file=x/a.xml',
      '::warning file=x/a.xml',
      '::notice file=x/a.xml',
      '::notice file=x/a.xml',
    ]);
  });
});

describe('sarif', () => {
  it('is a log of version 2.1.0 with rules and one-based places', async () => {
    const folder = folderWith({
      'my policies/ä.xml': '<policies>\n  <inbound>\n    <nope />\n  </inbound>\n</policies>',
    });
    const result = await checkIn(folder, ['.', 'gone.xml', '--format', 'sarif']);
    expect(result.code).toBe(1);
    const log = JSON.parse(result.printed);
    expect(log).toEqual({
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'apim-policy', semanticVersion: '1.2.3', rules: expect.any(Array) } },
          columnKind: 'utf16CodeUnits',
          invocations: [
            {
              executionSuccessful: false,
              toolExecutionNotifications: [{ level: 'error', message: { text: 'gone.xml does not exist.' } }],
            },
          ],
          results: [
            {
              ruleId: 'unknown-element',
              ruleIndex: expect.any(Number),
              level: 'error',
              message: { text: 'There is no policy <nope>.' },
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: 'my%20policies/%C3%A4.xml', uriBaseId: '%SRCROOT%' },
                    region: { startLine: 3, startColumn: 6, endLine: 3, endColumn: 10 },
                  },
                },
              ],
            },
          ],
        },
      ],
    });
    const { rules } = log.runs[0].tool.driver;
    expect(rules.map(({ id }: { id: string }) => id)).toEqual(Object.keys(codes));
    expect(rules[log.runs[0].results[0].ruleIndex]).toEqual({
      id: 'unknown-element',
      shortDescription: { text: codes['unknown-element'].title },
      help: { text: expect.any(String), markdown: expect.any(String) },
      defaultConfiguration: { level: 'error' },
    });
  });

  it('has absolute places for files elsewhere, notes for the mild, and an empty list when all is well', async () => {
    const folder = folderWith({ 'a.xml': '<policies><inbound><nope /></inbound></policies>' });
    const elsewhere = folderWith({});
    const args = [join(folder, 'a.xml'), '--format', 'sarif', '--severity'];
    const found = JSON.parse((await checkIn(elsewhere, [...args, 'unknown-element=hint'])).printed);
    const [{ level, locations }] = found.runs[0].results;
    expect(level).toBe('note');
    expect(locations[0].physicalLocation.artifactLocation).toEqual({
      uri: pathToFileURL(join(folder, 'a.xml')).href,
    });
    const none = JSON.parse((await checkIn(elsewhere, [...args, 'unknown-element=off'])).printed);
    expect(none.runs[0].results).toEqual([]);
    expect(none.runs[0].invocations[0].executionSuccessful).toBe(true);
  });
});
