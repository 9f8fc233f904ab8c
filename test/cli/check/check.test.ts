/** What the command line checks, what it answers, and how it ends. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { check, checkIn, codesOf, findingsOf, folderWith } from '../../support/checkRun';

const good = '<policies>\n  <inbound>\n    <base />\n  </inbound>\n</policies>\n';
const bad = '<policies>\n  <inbound>\n    <no-such-policy />\n  </inbound>\n</policies>\n';
/** A finding that is a warning. */
const doubtful =
  '<policies>\n  <inbound>\n    <set-header name="x"><value>{{gone}}</value></set-header>\n  </inbound>\n</policies>\n';

describe('exit codes', () => {
  it('is 0 and an empty list when all is well', async () => {
    expect(await check({ 'a.xml': good }, 'a.xml', '--format', 'json')).toEqual({
      code: 0,
      printed: '[]\n',
      complained: '',
    });
  });

  it('is 1 with findings', async () => {
    const result = await check({ 'a.xml': bad }, 'a.xml', '--format', 'json');
    expect(result.code).toBe(1);
    expect(findingsOf(result)).toEqual([
      {
        file: 'a.xml',
        code: 'unknown-element',
        severity: 'error',
        message: expect.stringContaining('<no-such-policy>'),
        range: { start: { line: 2, character: 5 }, end: { line: 2, character: 19 } },
      },
    ]);
  });

  it.each([
    [['--format', 'xml'], 'Allowed choices are text, json, sarif, github'],
    [['--max-severity', 'fatal'], 'Allowed choices are error, warning, information, hint'],
    [['--severity', 'unknown-elemnt=off'], 'Did you mean unknown-element?'],
    [['--severity', 'unknown-element=loud'], 'It must be code=level'],
    [['--named-values', 'missing.json'], 'missing.json does not exist.'],
    [['--nonsense'], "unknown option '--nonsense'"],
  ])('is 2 with the command line %j, and nothing is printed', async (args, message) => {
    const result = await check({ 'a.xml': bad }, ...args);
    expect([result.code, result.printed]).toEqual([2, '']);
    expect(result.complained).toContain(message);
  });

  it('is 2 when nothing was found but a file could not be checked', async () => {
    const result = await check({ 'a.xml': good }, 'a.xml', 'gone.xml', '--format', 'json');
    expect(result).toEqual({ code: 2, printed: '[]\n', complained: 'gone.xml does not exist.\n' });
  });
});

describe('severities', () => {
  const names = { 'names.json': '["there"]' };

  it('fails on warnings unless told otherwise', async () => {
    const folder = folderWith({ ...names, 'a.xml': doubtful });
    const all = ['a.xml', '--named-values', 'names.json', '--format', 'json'];
    const asIs = await checkIn(folder, all);
    expect([asIs.code, codesOf(asIs)]).toEqual([1, ['a.xml:unknown-named-value']]);
    const errors = await checkIn(folder, [...all, '--max-severity', 'error']);
    expect([errors.code, codesOf(errors)]).toEqual([0, []]);
  });

  it('prints information without failing, unless that is asked for', async () => {
    const folder = folderWith({ 'a.xml': bad });
    const all = ['a.xml', '--severity', 'unknown-element=information', '--format', 'json'];
    const asIs = await checkIn(folder, all);
    expect([asIs.code, findingsOf(asIs).map(({ severity }) => severity)]).toEqual([0, ['information']]);
    const strict = await checkIn(folder, [...all, '--max-severity', 'information']);
    expect([strict.code, codesOf(strict)]).toEqual([1, ['a.xml:unknown-element']]);
    const lax = await checkIn(folder, [...all, '--max-severity', 'warning']);
    expect([lax.code, codesOf(lax)]).toEqual([0, []]);
  });

  it('changes the severities of several codes', async () => {
    const text =
      '<policies><inbound><nope /><set-variable name="a" value="b" valeu="c" /></inbound></policies>';
    const result = await check(
      { 'a.xml': text },
      ...['a.xml', '--format', 'json', '--severity', 'unknown-element=off'],
      ...['--severity', 'unknown-attribute=hint'],
    );
    expect(findingsOf(result).map(({ code, severity }) => [code, severity])).toEqual([
      ['unknown-attribute', 'hint'],
    ]);
  });

  it('keeps to comments in the document', async () => {
    const silenced = bad.replace(
      '    <no',
      '<!-- apim-policy-disable-next-line unknown-element -->\n    <no',
    );
    expect((await check({ 'a.xml': silenced }, 'a.xml')).code).toBe(0);
  });
});

describe('which files', () => {
  it('tells policies in folders by their content, whatever their names', async () => {
    const result = await check(
      {
        'a.txt': bad,
        'nested/deep/b': bad,
        'template.xml.tftpl': `\${header}\n${bad}`,
        'project.xml': '<project><no-such-policy /></project>',
        'other.xml': '<policies><policy>unrelated</policy></policies>',
        'layout.xml': '<fragment xmlns:android="http://schemas.android.com/apk/res/android" />',
        'binary.dat': new Uint8Array([0, 159, 146, 150]),
        'empty.xml': '',
        '.hidden/c.xml': bad,
        '.hidden.xml': bad,
        'node_modules/d.xml': bad,
      },
      '--format',
      'json',
    );
    expect(codesOf(result)).toEqual([
      'a.txt:unknown-element',
      'nested/deep/b:unknown-element',
      'template.xml.tftpl:unknown-element',
    ]);
    expect(result.complained).toBe('');
  });

  it('takes fragments and resolvers', async () => {
    const result = await check(
      {
        'fragment.xml': '<!-- shared -->\n<fragment>\n  <no-such-policy />\n</fragment>',
        'resolver.xml':
          '<http-data-source><http-request><set-method>GET</set-method><set-url>https://a.example</set-url><no-such-policy /></http-request></http-data-source>',
      },
      '--format',
      'json',
    );
    expect(new Set(findingsOf(result).map(({ file }) => file))).toEqual(
      new Set(['fragment.xml', 'resolver.xml']),
    );
  });

  it('takes files, folders and patterns, each file once', async () => {
    const files = { 'a.xml': bad, 'b/c.xml': bad, 'b/d.txt': bad, 'e/f.xml': bad };
    const result = await check(files, 'e', '**/*.xml', './a.xml', '--format', 'json');
    expect(codesOf(result)).toEqual([
      'e/f.xml:unknown-element',
      'a.xml:unknown-element',
      'b/c.xml:unknown-element',
    ]);
  });

  it('takes a name that looks like a pattern for a name', async () => {
    const result = await check({ 'a[1].xml': bad, 'a1.xml': bad }, 'a[1].xml', '--format', 'json');
    expect(codesOf(result)).toEqual(['a[1].xml:unknown-element']);
  });

  it('says what it could not check, and checks the rest', async () => {
    const utf16 = Buffer.from(`\ufeff${bad}`, 'utf16le');
    const latin1 = Buffer.from(
      bad.replace('<base', '<!-- é --><base').replace('<no', '<!-- é --><no'),
      'latin1',
    );
    const result = await check(
      { 'bad.xml': bad, 'pom.xml': '<project />', 'utf16.xml': utf16, 'latin1.xml': latin1 },
      ...['pom.xml', 'gone.xml', 'x/*.xml', 'utf16.xml', 'latin1.xml', 'bad.xml', '--format', 'json'],
    );
    expect(codesOf(result)).toEqual(['bad.xml:unknown-element']);
    expect(result.code).toBe(1);
    expect(result.complained.split('\n')).toEqual([
      'gone.xml does not exist.',
      'x/*.xml matches no file.',
      "pom.xml isn't a policy.",
      'utf16.xml is UTF-16: save it as UTF-8 to have it checked.',
      "latin1.xml isn't UTF-8: save it as UTF-8 to have it checked.",
      '',
    ]);
  });

  it('says so too of policies in folders that are in another encoding', async () => {
    const result = await check({ 'utf16.xml': Buffer.from(`\ufeff${good}`, 'utf16le') });
    expect([result.code, result.complained]).toEqual([
      2,
      'utf16.xml is UTF-16: save it as UTF-8 to have it checked.\n',
    ]);
  });

  it('does not fail for a named file that is no policy', async () => {
    const result = await check({ 'pom.xml': '<project />' }, 'pom.xml');
    expect([result.code, result.complained]).toEqual([0, "pom.xml isn't a policy.\n"]);
  });

  it('takes a named file with a misspelled root for a policy', async () => {
    const result = await check({ 'a.xml': '<polices><inbound /></polices>' }, 'a.xml', '--format', 'json');
    expect(codesOf(result)).toEqual(['a.xml:unknown-root']);
  });

  it('says when there is nothing to check', async () => {
    const result = await check({ 'readme.md': 'hello' }, '--format', 'json');
    expect(result).toEqual({ code: 0, printed: '[]\n', complained: 'There is no policy to check.\n' });
  });

  it('counts positions without the byte order mark', async () => {
    const result = await check(
      { 'a.xml': '\ufeff<policies><inbound><nope /></inbound></policies>' },
      'a.xml',
      '-f',
      'json',
    );
    expect(findingsOf(result)[0]?.range.start).toEqual({ line: 0, character: 20 });
  });

  it('reads standard input, at the place it is said to have', async () => {
    const readInput = async () => Buffer.from('<fragment><nope /></fragment>');
    const folder = folderWith({});
    const result = await checkIn(folder, ['-', '-f', 'json'], { readInput });
    expect(codesOf(result)).toEqual(['<stdin>:unknown-element']);
    const placed = await checkIn(folder, ['-', '-f', 'json', '--stdin-filename', 'apis/shop/policy.xml'], {
      readInput,
    });
    expect(codesOf(placed)).toContain('apis/shop/policy.xml:wrong-root');
  });
});

describe('what is known', () => {
  const using = (name: string, fragment: string) =>
    `<policies><inbound><base /><set-header name="x"><value>{{${name}}}</value></set-header><include-fragment fragment-id="${fragment}" /></inbound></policies>`;
  const extract = {
    'artifacts/named values/n1/namedValueInformation.json': '{"properties":{"displayName":"known"}}',
    'artifacts/policy fragments/shared/policy.xml':
      '<fragment><set-variable name="a" value="b" /></fragment>',
  };

  it('comes from the information files beside the policies', async () => {
    const result = await check(
      {
        ...extract,
        'artifacts/apis/shop/policy.xml': using('known', 'shared'),
        'artifacts/apis/other/policy.xml': using('unknown', 'sharde'),
      },
      '-f',
      'json',
    );
    expect(codesOf(result)).toEqual([
      'artifacts/apis/other/policy.xml:unknown-named-value',
      'artifacts/apis/other/policy.xml:unknown-fragment',
    ]);
  });

  it('is the same from any working folder', async () => {
    const folder = folderWith({ ...extract, 'artifacts/apis/shop/policy.xml': using('unknown', 'shared') });
    const result = await checkIn(join(folder, 'artifacts/apis/shop'), ['policy.xml', '-f', 'json']);
    expect(codesOf(result)).toEqual(['policy.xml:unknown-named-value']);
  });

  it('is nothing for a policy outside of any extract', async () => {
    const result = await check({ ...extract, 'elsewhere/a.xml': using('unknown', 'sharde') }, '-f', 'json');
    expect(codesOf(result)).toEqual([]);
  });

  it('tells the global policy of an extract by what stands beside it', async () => {
    const result = await check(
      {
        'infra/named values/n1/namedValueInformation.json': '{"properties":{"displayName":"known"}}',
        'infra/policy.xml': using('unknown', 'any'),
        'lone/policy.xml': using('unknown', 'any'),
      },
      '-f',
      'json',
    );
    expect(codesOf(result)).toEqual(['infra/policy.xml:unknown-named-value']);
  });

  it.each([
    ['a list', 'names.json', '["known", "other"]'],
    ['a map', 'names.yaml', 'known: value\nother:\n'],
    ['what the Azure CLI lists', 'names.json', '[{"displayName":"known","name":"n1","value":"secret"}]'],
    [
      'a page of the service’s list',
      'names.json',
      '{"value":[{"name":"n1","properties":{"displayName":"known"}}]}',
    ],
    [
      'an APIOps configuration',
      'configuration.prod.yaml',
      'apimServiceName: shop\nnamedValues:\n  - name: n1\n    properties:\n      displayName: known\n      value: "{#SECRET#}"\n',
    ],
    ['a list under namedValues', 'names.json', '{"namedValues":["known"]}'],
  ])('can be given as %s', async (_, file, text) => {
    const folder = folderWith({ 'a.xml': using('known', 'f'), 'b.xml': using('knwon', 'f'), [file]: text });
    const result = await checkIn(folder, ['*.xml', '-f', 'json', '--named-values', file]);
    expect(findingsOf(result).map(({ file: name, message }) => [name, message])).toEqual([
      ['b.xml', expect.stringContaining('Did you mean "known"?')],
    ]);
  });

  it('counts the fragments that run together with a policy, in either layout', async () => {
    const fragment = (content: string) => `<fragment>${content}</fragment>`;
    const include = (id: string) => `<include-fragment fragment-id="${id}" />`;
    const information = JSON.stringify({
      properties: {
        format: 'rawxml',
        value: fragment(`<set-variable name="b" value="1" />${include('first')}`),
      },
    });
    const result = await check(
      {
        'policy fragments/first/policy.xml': fragment(include('second')),
        'policyFragments/second/policyFragmentInformation.json': information,
        'apis/shop/operations/get/policy.xml': `<policies><inbound>${include('first')}<set-body>@((string)context.Variables["b"])</set-body><set-header name="x"><value>@((string)context.Variables["nowhere"])</value></set-header></inbound></policies>`,
      },
      '-f',
      'json',
    );
    expect(codesOf(result)).toEqual([
      'apis/shop/operations/get/policy.xml:missing-base',
      'apis/shop/operations/get/policy.xml:unset-variable',
      'policy fragments/first/policy.xml:recursive-fragment',
    ]);
    expect(findingsOf(result)[1]?.message).toContain('"nowhere"');
  });

  it('adds given names to those of the files', async () => {
    const folder = folderWith({
      ...extract,
      'artifacts/apis/a/policy.xml': using('known', 'shared'),
      'artifacts/apis/b/policy.xml': using('given', 'shared'),
      'names.json': '["given"]',
    });
    expect((await checkIn(folder, ['--named-values', 'names.json'])).code).toBe(0);
  });

  it.each([
    ['broken', 'a: [', 'is neither JSON nor YAML'],
    ['an APIOps configuration without named values', 'apimServiceName: a', 'holds no list of named values.'],
    ['a list of something else', 'apis: [a]', 'holds no list of named values.'],
    ['a number', '3', 'holds no list of named values.'],
    ['without a name', '[{"value":"x"}]', 'holds no name in its entry number 1.'],
  ])('refuses a file that is %s, without quoting it', async (_, text, message) => {
    const folder = folderWith({ 'names.yaml': `${text}\n` });
    const result = await checkIn(folder, ['--named-values', 'names.yaml']);
    expect([result.code, result.printed]).toEqual([2, '']);
    expect(result.complained).toContain(`names.yaml ${message}`);
    writeFileSync(join(folder, 'names.yaml'), 'password: hunter2-secret\npassword: [');
    const quoted = await checkIn(folder, ['--named-values', 'names.yaml']);
    expect(quoted.code).toBe(2);
    expect(quoted.complained).not.toContain('hunter2');
    expect(readFileSync(join(folder, 'names.yaml'), 'utf8')).toContain('hunter2');
  });
});

describe('the operations of an extract', () => {
  const policy = '<policies><inbound><base /><rewrite-uri template="/a/{id}/{nope}" /></inbound></policies>';
  const path = 'apimartifacts/apis/orders/operations/get/policy.xml';

  it.each([
    ['apimartifacts/apis/orders/specification.yaml', 'paths:\n  /a/{id}:\n    get: { operationId: get }\n'],
    [
      'apimartifacts/apis/orders/operations/get/operationInformation.json',
      '{"properties":{"urlTemplate":"/a/{id}"}}',
    ],
  ])('tell which parameters a rewritten URL may name: %s', async (file, text) => {
    const result = await check({ [path]: policy, [file]: text }, '.', '--format', 'json');
    expect(codesOf(result)).toEqual([`${path}:unknown-template-parameter`]);
  });
});
