import { describe, expect, it } from 'vitest';
import { type CompletionOptions, completions } from '../../../server/src/core/features/completion';
import { diagnostics } from '../../../server/src/core/features/diagnostics';
import type { Completion } from '../../../server/src/core/features/types';
import type { AnalysisOptions } from '../../../server/src/core/model';
import { applyEdits } from '../../../server/src/core/text';
import { analysed } from '../../support/features';
import { parseCursor } from '../../support/markedText';
import { snippets } from '../../support/snippets';

type Options = Partial<CompletionOptions> & Partial<AnalysisOptions>;

/** What is offered, in the order in which editors show it. */
function offered(marked: string, options: Options = {}): readonly Completion[] {
  const { text, offset } = parseCursor(marked);
  const list = completions(analysed(text, options), offset, {
    snippets: true,
    patterns: snippets,
    ...options,
  });
  for (const { edit, label } of list)
    if (edit.span.start > offset || edit.span.end < offset) throw new Error(`${label} is written elsewhere.`);
  const key = ({ sortText, label }: Completion) => sortText ?? label;
  return [...list].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

function labels(marked: string, options: Options = {}): readonly string[] {
  return offered(marked, options).map(({ label }) => label);
}

/** The text after the item of that label has been inserted; its snippet syntax shows. */
function inserted(marked: string, label: string, options: Options = {}): string {
  const found = offered(marked, options).filter((item) => item.label === label);
  const [item] = found;
  if (item === undefined || found.length > 1)
    throw new Error(`"${label}" is offered ${found.length} times: ${labels(marked, options).join(', ')}`);
  return applyEdits(parseCursor(marked).text, [item.edit]);
}

function documentation(marked: string, label: string): string | undefined {
  return offered(marked)
    .find((item) => item.label === label)
    ?.documentation?.();
}

const inbound = (content: string) => `<policies><inbound>${content}</inbound></policies>`;

describe('completion of elements', () => {
  it('offers the policies of the section, the most used first, without undocumented ones', () => {
    const list = labels(inbound('<<|>'));
    expect(list.slice(0, 4)).toEqual(['base', 'set-header', 'set-variable', 'choose']);
    expect(list).toContain('validate-jwt');
    expect(list).not.toContain('cache-store');
    expect(list).not.toContain('forward-request');
    expect(list).not.toContain('block');
    expect(list).not.toContain('value');
    expect(list).not.toContain('http-data-source');
  });

  it('offers what the scope allows, and nothing where policies are not', () => {
    expect(labels(inbound('<<|>'), { scope: 'workspace' })).not.toContain('get-authorization-context');
    expect(labels(inbound('<<|>'), { scope: 'api' })).toContain('get-authorization-context');
    expect(labels('<policies><outbound><<|></outbound></policies>')).not.toContain('validate-jwt');
    expect(labels('<fragment><<|></fragment>')).toContain('validate-jwt');
    expect(labels('<fragment><<|></fragment>')).not.toContain('base');
    expect(labels(inbound('<set-header name="x"><<|></set-header>'))).toEqual(['value']);
    expect(labels(inbound('<unknown-thing><<|></unknown-thing>'))).toEqual([]);
  });

  it('offers the sections that are missing, in their order', () => {
    expect(labels('<policies><<|></policies>')).toEqual(['inbound', 'backend', 'outbound', 'on-error']);
    expect(labels('<policies><inbound /><<|><on-error /></policies>')).toEqual(['backend', 'outbound']);
    expect(inserted('<policies>\n\t<<|>\n</policies>', 'on-error')).toBe(
      '<policies>\n\t<on-error>\n\t<base />\n\t$0\n</on-error>\n</policies>',
    );
  });

  it('offers the roots in an empty document', () => {
    expect(labels('<|>').slice(0, 2)).toEqual(['policies', 'fragment']);
    expect(inserted('<<|>', 'fragment')).toBe('<fragment>\n\t$1\n</fragment>');
  });

  it('offers the root where only its content is there, and no second one', () => {
    expect(inserted('<<|>\n  <inbound />\n</policies>', 'policies')).toBe(
      '<policies\n  <inbound />\n</policies>',
    );
    expect(labels('<<|>\n<policies />')).not.toContain('fragment');
  });

  it.each([
    [
      'set-header',
      `<set-header name="$1" exists-action="\${2|override,skip,append,delete|}">\n\t<value>$3</value>\n</set-header>`,
    ],
    ['choose', '<choose>\n\t<when condition="@($1)">\n\t\t$2\n\t</when>\n</choose>'],
    ['set-body', '<set-body>$1</set-body>'],
    ['include-fragment', '<include-fragment fragment-id="$1" />'],
    ['base', '<base />'],
    [
      'send-request',
      `<send-request response-variable-name="$1" mode="\${2|new,copy|}" timeout="\${3:60}" ignore-error="\${4|false,true|}">\n` +
        '\t<set-url>$5</set-url>\n\t<set-method>$6</set-method>\n' +
        `\t<set-header name="$7" exists-action="\${8|override,skip,append,delete|}">\n\t\t<value>$9</value>\n\t</set-header>\n` +
        '</send-request>',
    ],
  ])('writes out %s from the facts', (label, expected) => {
    expect(inserted(inbound('<<|>'), label)).toBe(inbound(expected));
  });

  it('writes plain text for editors without snippets', () => {
    expect(inserted(inbound('<<|>'), 'set-header', { snippets: false })).toBe(
      inbound('<set-header name="" exists-action="override">\n\t<value></value>\n</set-header>'),
    );
  });

  it.each(['inbound', 'backend', 'outbound', 'on-error'])(
    'writes every policy of %s without a fault',
    (section) => {
      const marked = `<policies><${section}><<|></${section}></policies>`;
      const faults = offered(marked, { snippets: false })
        .filter(({ kind }) => kind === 'policy')
        .flatMap(({ label, edit }) => {
          const text = applyEdits(parseCursor(marked).text, [edit]);
          return (
            diagnostics(analysed(text))
              // What is still to be filled in is no fault of what was written.
              .filter(
                ({ code, span }) =>
                  code !== 'missing-text' &&
                  (code !== 'invalid-value' || span.start !== span.end) &&
                  (code !== 'expression-syntax' || text.slice(span.start, span.end) !== '@()'),
              )
              .map(({ message }) => `${label}: ${message}`)
          );
        });
      expect(faults).toEqual([]);
    },
  );

  it('leads nobody to a policy that is deprecated', () => {
    const marked = '<policies><backend><<|></backend></policies>';
    expect(offered(marked, { snippets: false }).map(({ label }) => label)).not.toContain(
      'set-graphql-resolver',
    );
  });

  it('takes the place of what is typed, with or without a < before and a > behind', () => {
    const whole = inbound('<set-body>$1</set-body>');
    expect(inserted(inbound('<set-b<|>'), 'set-body')).toBe(whole);
    expect(inserted(inbound('<set-b<|>>'), 'set-body')).toBe(whole);
    expect(inserted(inbound('set-b<|>'), 'set-body')).toBe(whole);
    expect(inserted(inbound('<|>'), 'set-body')).toBe(whole);
  });

  it('changes no more than the name of an element that is there', () => {
    expect(inserted(inbound('<set-h<|> name="x"></set-h>'), 'set-header')).toBe(
      inbound('<set-header name="x"></set-h>'),
    );
  });

  it('leaves out what may stand there once and does', () => {
    expect(labels(inbound('<base /><<|>'))).not.toContain('base');
    expect(labels(inbound('<cors></cors><<|>'))).not.toContain('cors');
    expect(labels(inbound('<cors<|>'))).toContain('cors');
    const request = (content: string) => inbound(`<send-request>${content}</send-request>`);
    expect(labels(request('<set-url>x</set-url><<|>'))).not.toContain('set-url');
    expect(labels(request('<set-header name="x" /><<|>'))).toContain('set-header');
  });

  it('shows first what the order allows', () => {
    const list = labels(inbound('<send-request><set-method>GET</set-method><<|></send-request>'));
    expect(list[0]).toBe('set-header');
    expect(list.at(-1)).toBe('set-url');
  });

  it('offers whole patterns in their section only', () => {
    expect(labels(inbound('<<|>'))).toContain('jwt-validation');
    expect(labels('<policies><outbound><<|></outbound></policies>')).not.toContain('jwt-validation');
    expect(inserted(inbound('<jwt<|>'), 'jwt-validation')).toMatch(
      /^<policies><inbound><validate-jwt [\s\S]*<audience>\$\{2:api:\/\/orders\}<\/audience>/,
    );
    expect(labels(inbound('<choose><when condition="@(true)"><<|></when></choose>'))).not.toContain(
      'jwt-validation',
    );
  });

  it('says what a policy is', () => {
    expect(documentation(inbound('<<|>'), 'set-header')).toContain(
      'https://learn.microsoft.com/azure/api-management/set-header-policy',
    );
  });
});

describe('completion of attributes and values', () => {
  it('offers the attributes that are not there yet, required ones first', () => {
    expect(labels(inbound('<set-header <|> />'))).toEqual(['name', 'exists-action', 'id']);
    expect(labels(inbound('<set-header name="x" <|> />'))).toEqual(['exists-action', 'id']);
    expect(labels(inbound('<send-request <|>'))).not.toContain('timeout-ms');
    expect(labels(inbound('<unknown <|>'))).toEqual([]);
  });

  it('writes the quotes, and nothing but the name where a value is there', () => {
    expect(inserted(inbound('<set-header <|> />'), 'name')).toBe(inbound('<set-header name="$1" />'));
    expect(inserted(inbound('<set-header na<|>'), 'name')).toBe(inbound('<set-header name="$1"'));
    expect(inserted(inbound('<set-header na<|>="x" />'), 'name')).toBe(inbound('<set-header name="x" />'));
    expect(inserted(inbound('<set-header <|> />'), 'name', { snippets: false })).toBe(
      inbound('<set-header name="" />'),
    );
  });

  it('offers enumerated values, the default first', () => {
    const values = ['override', 'skip', 'append', 'delete'];
    expect(labels(inbound('<set-header exists-action="<|>" />')).slice(0, 4)).toEqual(values);
    expect(inserted(inbound('<set-header exists-action="s<|>" />'), 'skip')).toBe(
      inbound('<set-header exists-action="skip" />'),
    );
    expect(inserted(inbound('<set-header exists-action=<|> />'), 'skip')).toBe(
      inbound('<set-header exists-action="skip" />'),
    );
    expect(labels(inbound('<send-request ignore-error="t<|>" />'))).toEqual(['false', 'true']);
    expect(labels(inbound('<set-header exists-action="@(<|>)" />'))).not.toContain('skip');
  });

  it('offers the ids of fragments and backends', () => {
    expect(inserted(inbound('<include-fragment fragment-id="<|>" />'), 'add-tracing')).toBe(
      inbound('<include-fragment fragment-id="add-tracing" />'),
    );
    expect(labels(inbound('<set-backend-service backend-id="o<|>" />'))).toContain('orders-pool');
    expect(labels(inbound('<set-header name="o<|>" />'))).toEqual([]);
  });
});

describe('completion of named values', () => {
  const names = ['apiHost', 'clientSecret', 'region', 'signingKey'];

  it.each([
    inbound('<set-header name="{{<|>" />'),
    inbound('<set-header name="x"><value>{{<|></value></set-header>'),
    inbound('<set-body>@("{{<|>")</set-body>'),
    inbound('<set-body>@{ return "a{{<|>"; }</set-body>'),
  ])('offers exactly the known ones in %s', (marked) => {
    expect(labels(marked)).toEqual(names);
  });

  it.each([
    ['{{<|>', '{{region}}'],
    ['{{re<|>', '{{region}}'],
    ['{{<|>}}', '{{region}}'],
    ['{{re<|>}', '{{region}}'],
    ['{{old<|>Name}}', '{{region}}'],
    ['x-{{<|>}}-y', 'x-{{region}}-y'],
  ])('closes the braces once: %s', (typed, expected) => {
    expect(inserted(inbound(`<set-header name="${typed}" />`), 'region')).toBe(
      inbound(`<set-header name="${expected}" />`),
    );
  });

  it('offers them whole where a value is still empty', () => {
    expect(inserted(inbound('<set-header name="<|>" />'), 'apiHost')).toBe(
      inbound('<set-header name="{{apiHost}}" />'),
    );
  });

  it('offers them whole where an element has no text yet', () => {
    const header = (text: string) => inbound(`<set-header name="x"><value>${text}</value></set-header>`);
    expect(inserted(header('<|>'), 'apiHost')).toBe(header('{{apiHost}}'));
    expect(labels(header('some <|>'))).toEqual([]);
    expect(labels(inbound('<|>'))).not.toContain('apiHost');
  });

  it('shows where they come from, and of secrets only that they are', () => {
    const marked = inbound('<set-header name="{{<|>" />');
    expect(documentation(marked, 'apiHost')).toContain('`https://orders.example.com`');
    expect(documentation(marked, 'clientSecret')).toContain('A secret: its value is not shown.');
    expect(documentation(marked, 'signingKey')).toContain('https://kv.example/secrets/signing');
    expect(documentation(marked, 'region')).toMatch(/disagree[\s\S]*`north`[\s\S]*`shop-prod`[\s\S]*`south`/);
  });

  it("leaves Liquid's own braces alone", () => {
    expect(labels(inbound('<set-body template="liquid">{{<|>}}</set-body>'))).toEqual([]);
    expect(labels(inbound('<set-body template="liquid"><|></set-body>'))).toEqual([]);
  });
});

describe('completion of closing tags', () => {
  it('closes what is open', () => {
    expect(inserted('<policies><inbound></<|></policies>', 'inbound')).toBe(
      '<policies><inbound></inbound></policies>',
    );
    expect(inserted('<policies><inbound><choose></<|>', 'choose')).toBe(
      '<policies><inbound><choose></choose>',
    );
    expect(inserted('<policies></pol<|>>', 'policies')).toBe('<policies></policies>');
  });

  it('offers nothing but the closing tag behind a >, and that only where it is missing', () => {
    expect(labels('<policies><inbound><|>', { trigger: '>' })).toEqual(['</inbound>']);
    expect(inserted('<policies><inbound><|>', '</inbound>', { trigger: '>' })).toBe(
      '<policies><inbound>$0</inbound>',
    );
    expect(labels(inbound('<|>'), { trigger: '>' })).toEqual([]);
  });

  it('answers to other typed characters only where they mean something', () => {
    expect(labels(inbound(' <|>'), { trigger: ' ' })).toEqual([]);
    expect(labels(inbound('<set-header <|>'), { trigger: ' ' })).toContain('name');
    expect(labels(inbound('<set-header name="x"<|>'), { trigger: '"' })).toEqual([]);
    expect(labels(inbound('<!-- <<|> -->'), { trigger: '<' })).toEqual([]);
  });
});

describe('completion where nothing is read', () => {
  it.each([inbound('<!-- <|> -->'), inbound('<![CDATA[<|>]]>')])('offers nothing in %s', (marked) =>
    expect(labels(marked)).toEqual([]),
  );
});
