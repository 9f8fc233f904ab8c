/** The quick fixes that put elements in, take them out or put them elsewhere. */
import { describe, expect, it } from 'vitest';
import { diagnosticsOf, expectFindings, fixed, inbound } from '../../support/findings';

const titles = (text: string): readonly string[] =>
  diagnosticsOf(text).flatMap(({ fixes }) => (fixes?.() ?? []).map(({ title }) => title));

describe('a section that is given twice', () => {
  const twice = (content: string): string =>
    `<policies>\n  <inbound>\n    <base />\n    <trace source="a">b</trace>\n  </inbound>\n  <outbound />\n  ${content}\n</policies>`;
  it('is merged into the first one, its base left out', () => {
    const text = twice(
      '<<|inbound|>>\n    <base />\n    <!-- c -->\n    <rewrite-uri template="/" />\n  </inbound>',
    );
    expectFindings(text, ['duplicate-section']);
    expect(fixed(text.replace('<|', '').replace('|>', ''))).toBe(
      '<policies>\n  <inbound>\n    <base />\n    <trace source="a">b</trace>\n    <!-- c -->\n    <rewrite-uri template="/" />\n  </inbound>\n  <outbound />\n</policies>',
    );
  });
  it('keeps its base where the first one has none', () => {
    expect(fixed('<policies><inbound /><inbound><base /></inbound></policies>')).toBe(
      '<policies><inbound><base /></inbound></policies>',
    );
  });
  it('goes where it says nothing new', () => {
    const bare = '<policies>\n  <inbound>\n    <base />\n  </inbound>\n</policies>';
    for (const content of ['<inbound />', '<inbound>\n    <base />\n  </inbound>'])
      expect(fixed(bare.replace('</policies>', `  ${content}\n</policies>`), 'Remove this <inbound>')).toBe(
        bare,
      );
  });
  it('is left to the author where a section takes one policy, or has no end', () => {
    const backend = '<backend><forward-request /></backend>';
    expect(titles(`<policies>${backend}${backend}</policies>`)).toEqual([]);
    expect(titles('<policies><inbound /><inbound></policies>')).not.toContain('Remove this <inbound>');
  });
});

describe('a policy in the wrong section', () => {
  const policies = (text: string, target: string): string =>
    `<policies>\n  <inbound>\n    <base />${text}\n  </inbound>\n${target}\n</policies>`;
  it('moves to where it may stand', () => {
    const text = policies(
      '\n    <<|cache-store|> duration="9" />',
      '  <outbound>\n    <base />\n  </outbound>',
    );
    expectFindings(text, ['wrong-section']);
    expect(fixed(text.replace('<|', '').replace('|>', ''))).toBe(
      policies('', '  <outbound>\n    <base />\n    <cache-store duration="9" />\n  </outbound>'),
    );
  });
  it('opens a section that is closed in its own tag', () => {
    expect(fixed(policies('\n    <cache-store duration="9" />', '  <outbound />'))).toBe(
      policies('', '  <outbound>\n    <cache-store duration="9" />\n  </outbound>'),
    );
  });
  it('takes the place of base where a section holds one policy', () => {
    const moved = policies('', '  <backend><forward-request /></backend>');
    expect(fixed(policies('\n    <forward-request />', '  <backend><base /></backend>'))).toBe(moved);
    expect(titles(policies('\n    <forward-request />', '  <backend><forward-request /></backend>'))).toEqual(
      [],
    );
  });
  it('stays where it would lose its condition', () => {
    const text = policies(
      '<choose><when condition="@(true)"><<|cache-store|> duration="9" /></when></choose>',
      '<outbound />',
    );
    const [found] = expectFindings(text, ['wrong-section']);
    expect(found?.fixes).toBeUndefined();
  });
});

describe('policies without a section', () => {
  it('are told once, and moved together', () => {
    const two = '<trace source="a">b</trace>\n  <set-method>GET</set-method>';
    const text = `<policies>\n  <inbound>\n    <base />\n  </inbound>\n  ${two}\n</policies>`;
    expectFindings(text.replace('<trace ', '<<|trace|> '), ['misplaced-element']);
    expect(fixed(text, 'Move to <inbound>')).toBe(
      `<policies>\n  <inbound>\n    <base />\n    ${two}\n  </inbound>\n</policies>`,
    );
    expect(fixed(`<policies>\n  ${two}\n</policies>`)).toBe(
      `<policies>\n  <inbound>\n  ${two}\n  </inbound>\n</policies>`,
    );
  });
  it('may get the whole root around them', () => {
    expect(fixed('<cors />', 'Put into <policies><inbound>')).toBe(
      '<policies>\n<inbound>\n<cors />\n</inbound>\n</policies>',
    );
  });
});

describe('sections and base in a fragment', () => {
  it('are one mistake, and go', () => {
    const text =
      '<fragment>\n  <<|inbound|>>\n    <base />\n    <trace source="a">b</trace>\n  </inbound>\n</fragment>';
    expectFindings(text, ['misplaced-element']);
    expect(fixed(text.replace('<|', '').replace('|>', ''))).toBe(
      '<fragment>\n    <trace source="a">b</trace>\n</fragment>',
    );
    expect(fixed('<fragment><inbound><base /></inbound></fragment>')).toBe('<fragment></fragment>');
    expect(fixed('<fragment>\n  <base />\n</fragment>')).toBe('<fragment>\n</fragment>');
    expect(fixed('<policies><base /><inbound /></policies>')).toBe('<policies><inbound /></policies>');
  });
});

describe('what never runs', () => {
  const text =
    '<return-response />\n  <!-- c -->\n  <|<set-method>GET</set-method>\n  <trace source="a">b</trace>|>\n';
  it('moves before what ends the processing, or goes', () => {
    expectFindings(inbound(text), ['unreachable-policy:hint']);
    const bare = inbound(text.replace('<|', '').replace('|>', ''));
    expect(fixed(bare, 'Move before <return-response>')).toBe(
      inbound(
        '<set-method>GET</set-method>\n  <trace source="a">b</trace>\n  <return-response />\n  <!-- c -->\n',
      ),
    );
    expect(fixed(bare, 'Remove what never runs')).toBe(inbound('<return-response />\n  <!-- c -->\n'));
  });
});

describe('child elements', () => {
  it('that are missing are added in their order, with what they need', () => {
    expect(fixed(inbound('<choose><otherwise /></choose>'))).toBe(
      inbound('<choose><when condition=""></when><otherwise /></choose>'),
    );
    expect(fixed('<fragment>\n  <choose>\n    <otherwise />\n  </choose>\n</fragment>')).toBe(
      '<fragment>\n  <choose>\n    <when condition="">\n    </when>\n    <otherwise />\n  </choose>\n</fragment>',
    );
    expect(fixed('<fragment>\n  <cors />\n</fragment>')).toBe(
      '<fragment>\n  <cors>\n    <allowed-origins>\n      <origin></origin>\n    </allowed-origins>\n  </cors>\n</fragment>',
    );
  });
  it('that are too many go', () => {
    const trace = (content: string): string =>
      inbound(`<trace source="a">\n  <message>b</message>${content}\n</trace>`);
    expectFindings(trace('\n  <<|message|>>c</message>'), ['too-many-elements']);
    expect(fixed(trace('\n  <message>c</message>'))).toBe(trace(''));
  });
  it('that are empty go where the parent can do without them', () => {
    const [found] = expectFindings(inbound('<<|set-method|> />'), ['missing-text:warning']);
    expect(found?.message).toContain('such as "GET"');
    expect(fixed(inbound('<set-method />'))).toBe(inbound(''));
    const cors = (headers: string): string =>
      inbound(
        `<cors><allowed-origins><origin>*</origin></allowed-origins><allowed-headers>${headers}</allowed-headers></cors>`,
      );
    expect(fixed(cors('<header>a</header><header />'))).toBe(cors('<header>a</header>'));
    expect(titles(cors('<header />'))).toEqual([]);
  });
});
