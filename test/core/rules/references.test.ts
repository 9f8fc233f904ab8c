/** Names that a document refers to: backends, fragments and context variables. */
import { describe, expect, it } from 'vitest';
import { type AnalysisOptions, analyse, type RelatedDocument } from '../../../server/src/core/model';
import { noFacts, type WorkspaceFacts } from '../../../server/src/core/workspace';
import { testCatalogue } from '../../support/catalogue';
import { diagnosticsOf, expectFindings, type FindingOptions, fixed, inbound } from '../../support/findings';
import { parseMarks } from '../../support/markedText';

/** What runs together with a document: these fragments, by id. */
function withFragments(fragments: Readonly<Record<string, string>>): Pick<AnalysisOptions, 'surroundings'> {
  const related = (id: string): RelatedDocument | undefined =>
    Object.hasOwn(fragments, id)
      ? {
          address: { kind: 'fragment', fragment: id },
          uri: `file:///shop/${id}.xml`,
          path: `${id}.xml`,
          isFile: true,
          analysis: analyse(fragments[id] ?? '', { catalogue: testCatalogue(), facts: noFacts }),
        }
      : undefined;
  return { surroundings: { parents: [], fragment: related } };
}

describe('backends', () => {
  const facts: WorkspaceFacts = {
    ...noFacts,
    backends: [{ id: 'garden', source: { kind: 'instance', label: 'a', id: '/a' } }],
    complete: new Set(['backends']),
  };
  const named = (id: string): string => inbound(`<set-backend-service backend-id="${id}" />`);

  it('that nobody knows are warnings', () => {
    expectFindings(named('<|gardn|>'), ['unknown-backend:warning'], { facts });
    expect(fixed(named('gardn'), undefined, { facts })).toBe(named('garden'));
    expect(diagnosticsOf(named('elsewhere'), { facts })[0]?.fixes).toBeUndefined();
  });
  it.each(['garden', 'GARDEN', '{{backend}}', '@("a")', '{backend-id}', '${backend}'])(
    'are not judged: %s',
    (id) => {
      expectFindings(named(id), [], { facts });
    },
  );
  it('are not judged where not all are known', () => {
    expectFindings(named('gardn'), [], { facts: { ...facts, complete: new Set() } });
  });
});

describe('certificates, loggers, caches, schemas and connections', () => {
  const source = { kind: 'instance', label: 'a', id: '/a' } as const;
  const facts: WorkspaceFacts = {
    ...noFacts,
    named: {
      certificate: [{ id: 'garden-client', source }],
      logger: [{ id: 'shop-events', source }],
      cache: [],
      schema: [{ id: 'order', source }],
      'authorization-provider': [
        { id: 'garden-sso', source },
        { id: 'bank', source },
      ],
      authorization: [{ id: 'reader', within: 'garden-sso', source }],
    },
    complete: new Set([
      'certificate',
      'logger',
      'cache',
      'schema',
      'authorization-provider',
      'authorization',
    ]),
  };
  const log = (id: string): string => inbound(`<log-to-eventhub logger-id="${id}">text</log-to-eventhub>`);
  const connection = (provider: string, id: string): string =>
    inbound(
      `<get-authorization-context provider-id="${provider}" authorization-id="${id}" context-variable-name="token" />`,
    );

  it.each([
    log('<|shop-evnts|>'),
    inbound('<authentication-certificate certificate-id="<|garden|>" />'),
    inbound(
      '<validate-content unspecified-content-type-action="detect" max-size="1024" size-exceeded-action="detect"><content type="application/json" validate-as="json" action="detect" schema-id="<|oder|>" /></validate-content>',
    ),
    connection('<|github|>', 'reader'),
    connection('garden-sso', '<|readers|>'),
    connection('BANK', '<|reader|>'),
  ])('that nobody knows are warnings: %s', (marked) => {
    expectFindings(marked, ['unknown-reference:warning'], { facts });
  });
  it('come with what was probably meant', () => {
    expect(fixed(log('shop-evnts'), undefined, { facts })).toBe(log('shop-events'));
    expect(diagnosticsOf(connection('garden-sso', 'readr'), { facts })[0]?.message).toBe(
      'There is no connection "readr". Did you mean "reader"?',
    );
  });
  it.each([
    log('SHOP-EVENTS'),
    log('{{logger}}'),
    log('@("a")'),
    log('${logger}'),
    log('__logger__'),
    connection('garden-sso', 'reader'),
    connection('{{provider}}', 'reader'),
    connection('@("bank")', 'reader'),
    inbound('<authentication-certificate thumbprint="0123456789ABCDEF0123456789ABCDEF01234567" />'),
    inbound(
      '<llm-semantic-cache-lookup score-threshold="0.05" embeddings-backend-id="e" embeddings-backend-auth="system-assigned" cache-id="default" />',
    ),
  ])('are not judged: %s', (text) => {
    expectFindings(text, [], { facts });
  });
  it('are not judged where not all of that kind are known, nor in API Management workspaces', () => {
    expectFindings(log('x'), [], { facts: { ...facts, complete: new Set(['certificate']) } });
    expectFindings(log('x'), [], {
      facts,
      address: { kind: 'api', api: 'orders', workspace: 'team' },
    });
  });
});

describe('fragments in fragments', () => {
  const including = (id: string): string => `<fragment><include-fragment fragment-id="${id}" /></fragment>`;
  const own: FindingOptions = { address: { kind: 'fragment', fragment: 'a' } };

  it('are ruled out by the documentation', () => {
    expectFindings(including('<|b|>'), ['nested-fragment:information']);
    expectFindings(including('<|b|>'), ['nested-fragment:information'], {
      ...own,
      ...withFragments({ b: including('c'), c: including('b') }),
    });
    expectFindings(inbound('<include-fragment fragment-id="b" />'));
  });
  it('can include themselves, directly or by way of others', () => {
    const [direct] = expectFindings(including('<|A|>'), ['recursive-fragment:warning'], own);
    expect(direct?.message).toContain('includes itself');
    const [around] = expectFindings(including('<|b|>'), ['recursive-fragment:warning'], {
      ...own,
      ...withFragments({ a: including('b'), b: including('c'), c: including('a') }),
    });
    expect(around?.message).toContain('"b", "c", "a"');
  });
});

describe('context variables', () => {
  const warning = ['unset-variable:warning'];
  const operation: FindingOptions = { scope: 'operation' };
  /** Expects the marked places and no others, whatever else there is to say about a policy without `<base />`. */
  const expectUnset = (marked: string, options: FindingOptions = {}): void => {
    const { text, ranges } = parseMarks(marked);
    const found = diagnosticsOf(text, options).filter(({ code }) => code === 'unset-variable');
    expect(found.map(({ span }) => span)).toEqual(ranges);
  };
  const read = (name: string): string => `<set-body>@((string)context.Variables["${name}"])</set-body>`;
  const set = (name: string): string => `<set-variable name="${name}" value="x" />`;

  it('that are set under nearly the same name, which nobody reads, are mistyped', () => {
    expectFindings(inbound(`<base />${set('customer')}${read('<|custmer|>')}`), warning);
    expect(fixed(inbound(set('customer') + read('custmer')))).toBe(
      inbound(set('customer') + read('customer')),
    );
    expectFindings(`<fragment>${set('customer')}${read('<|custmer|>')}</fragment>`, warning);
    expectFindings(
      inbound(
        '<send-request mode="new" response-variable-name="answer"><set-url>https://example.org</set-url><set-method>GET</set-method></send-request><return-response response-variable-name="<|anwser|>" />',
      ),
      warning,
    );
  });
  it('in the escaped form are marked where they stand', () => {
    expectFindings(
      inbound(
        `${set('customer')}<set-variable name="b" value="@(context.Variables[&quot;<|custmer|>&quot;])" />`,
      ),
      warning,
    );
  });
  it('may be set beyond the document', () => {
    expectUnset(inbound(read('user')));
    expectUnset(inbound(`<base />${read('user')}`), operation);
    expectUnset(inbound(set('users') + read('users') + read('user')), { ...operation, scope: 'api' });
    expectUnset(inbound(read('user')), { ...operation, scope: 'api' });
    expectUnset(`<fragment>${read('user')}</fragment>`);
  });
  it('can only be set by the document and its fragments in an operation without a base', () => {
    const include = '<include-fragment fragment-id="a" />';
    const holding = (content: string): FindingOptions => ({
      ...operation,
      ...withFragments({ a: `<fragment>${content}</fragment>` }),
    });
    expectUnset(inbound(read('<|user|>')), operation);
    expectUnset(inbound(include + read('user')), operation);
    expectUnset(inbound(include + read('user')), holding(set('user')));
    expectUnset(inbound(include + read('<|user|>')), holding(set('other')));
    expectUnset(inbound(include + read('user')), holding('<include-fragment fragment-id="b" />'));
    expectUnset(inbound(`<include-fragment fragment-id="{{a}}" />${read('user')}`), holding(''));
  });
  it('need not be there where they are asked for', () => {
    expectUnset(
      inbound('<set-body>@(context.Variables.GetValueOrDefault<string>("user", "none"))</set-body>'),
      operation,
    );
    expectUnset(
      inbound(
        '<set-body>@(context.Variables.ContainsKey("user") ? (string)context.Variables["user"] : "")</set-body>',
      ),
      operation,
    );
  });
  it('are not read in comments and strings, and not judged under names of later', () => {
    expectUnset(
      inbound(
        '<set-body>@{ /* Variables["a"] */ // Variables["b"]\n return @"Variables[""c""]" + "Variables[\\"d\\"]"; }</set-body>',
      ),
      operation,
    );
    expectUnset(inbound(`<set-variable name="{{name}}" value="x" />${read('user')}`), operation);
    expectUnset(inbound(read('{{name}}')), operation);
  });
});

describe('hostile expressions', () => {
  it.each(['/*', '\\"', '@"', 'Variables["a"] ', 'Variables.ContainsKey<'])(
    'are read in one go: %s',
    (part) => {
      const code = part.repeat(40_000);
      expect(() => diagnosticsOf(inbound(`<set-body>@(${code})</set-body>`))).not.toThrow();
    },
  );
});

describe('parameters of the URL template', () => {
  const known: FindingOptions = {
    scope: 'operation',
    surroundings: {
      parents: [],
      fragment: () => undefined,
      operation: () => ({
        urlTemplate: '/orders/{orderId}/{line}',
        parameters: ['orderId', 'line', 'page'],
        source: { kind: 'file', uri: 'file:///shop' },
      }),
    },
  };
  const rewritten = (template: string): string => inbound(`<base /><rewrite-uri template="${template}" />`);

  it('that the operation doesn’t have are warnings', () => {
    expectFindings(
      rewritten('/sales/{<|orderID2|>}/x{line}?page={<|pages|>}'),
      ['unknown-template-parameter:warning', 'unknown-template-parameter:warning'],
      known,
    );
    expect(fixed(rewritten('/sales/{order-id}'), undefined, known)).toBe(rewritten('/sales/{orderId}'));
  });
  it.each([
    '/sales/{orderid}/{LINE}?page={page}',
    '/sales/{{host}}/{*line}',
    '/sales/${other}/#{other}#/{#OTHER#}/%{other}',
    '{other}',
    '@("/sales/{other}")',
    '@($"/sales/{context.RequestId}")',
    '',
  ])('are not judged otherwise: %s', (template) => {
    expectFindings(rewritten(template), [], known);
  });
  it('are not judged where the operation or its template isn’t known', () => {
    const text = rewritten('/sales/{other}');
    expectFindings(text);
    expectFindings(text, [], { ...known, scope: 'api' });
    expectFindings(text, [], {
      scope: 'operation',
      surroundings: { parents: [], fragment: () => undefined },
    });
  });
});
