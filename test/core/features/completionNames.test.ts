/** Completion of names from beyond the document and of context variables. */
import { describe, expect, it } from 'vitest';
import { completions } from '../../../server/src/core/features/completion';
import type { AnalysisOptions } from '../../../server/src/core/model';
import { applyEdits } from '../../../server/src/core/text';
import type { WorkspaceFacts } from '../../../server/src/core/workspace/types';
import { analysed, exampleFacts } from '../../support/features';
import { parseCursor } from '../../support/markedText';
import { globalPolicy, related, surroundings } from '../../support/surroundings';

function offered(marked: string, options: Partial<AnalysisOptions> & { readonly trigger?: string } = {}) {
  const { text, offset } = parseCursor(marked);
  const { trigger, ...analysis } = options;
  const list = completions(analysed(text, analysis), offset, {
    snippets: true,
    ...(trigger !== undefined && { trigger }),
  });
  const key = ({ sortText, label }: (typeof list)[number]) => sortText ?? label;
  return [...list].sort((a, b) => (key(a) < key(b) ? -1 : 1)).map((item) => ({ ...item, text }));
}

function labels(...request: Parameters<typeof offered>): readonly string[] {
  return offered(...request).map(({ label }) => label);
}

const inbound = (content: string) => `<policies><inbound>${content}</inbound></policies>`;

describe('names of what the instance has', () => {
  const source = { kind: 'instance', label: 'shop-prod', id: '/subscriptions/1' } as const;
  const facts: WorkspaceFacts = {
    ...exampleFacts,
    named: {
      certificate: [{ id: 'garden-client', source }],
      logger: [
        { id: 'shop-events', source },
        { id: 'audit', source },
      ],
      schema: [{ id: 'order', source }],
      'authorization-provider': [{ id: 'garden-sso', source }],
      authorization: [
        { id: 'reader', within: 'garden-sso', source },
        { id: 'payer', within: 'bank', source },
      ],
    },
  };
  const named = (marked: string) =>
    offered(inbound(marked), { facts }).flatMap(({ kind, label }) => (kind === 'reference' ? label : []));

  it.each([
    ['<log-to-eventhub logger-id="<|>" />', ['audit', 'shop-events']],
    ['<authentication-certificate certificate-id="gar<|>" />', ['garden-client']],
    ['<validate-content><content schema-id="<|>" /></validate-content>', ['order']],
    ['<get-authorization-context provider-id="<|>" />', ['garden-sso']],
    ['<get-authorization-context provider-id="garden-sso" authorization-id="<|>" />', ['reader']],
    ['<get-authorization-context authorization-id="<|>" />', ['payer', 'reader']],
    ['<get-authorization-context provider-id="{{sso}}" authorization-id="<|>" />', ['payer', 'reader']],
    ['<authentication-certificate thumbprint="<|>" />', []],
  ])('%s', (marked, names) => {
    expect(named(marked)).toEqual(names);
  });

  it('are described with where they come from', () => {
    const [item] = offered(
      inbound('<get-authorization-context provider-id="garden-sso" authorization-id="<|>" />'),
      {
        facts,
      },
    );
    expect(item?.documentation?.()).toBe(
      '**Connection** `reader` of `garden-sso`\n\nFrom the instance `shop-prod`.',
    );
  });
});

describe('context variables', () => {
  const set =
    '<set-variable name="user" value="1" /><send-request mode="new" response-variable-name="answer"><set-url>https://a</set-url></send-request>';

  it.each([
    '<set-variable name="b" value="@(context.Variables["<|>"])" />',
    '<set-variable name="b" value="@((string)context.Variables["us<|>er"])" />',
    '<set-variable name="b" value="@(context.Variables["<|>" /><set-variable name="b" value="c" />',
    '<set-variable name="b" value="@(context.Variables["<|>)" /><set-variable name="b" value="c" />',
    '<set-variable name="b" value="@(context.Variables.GetValueOrDefault<string>("<|>"))" />',
    '<set-variable name="b" value="@(context.Variables.ContainsKey(&quot;<|>&quot;))" />',
    '<set-variable name="b" value="1" /><set-body>@{ return context.Variables[ "<|>',
    '<set-variable name="b" value="1" /><return-response response-variable-name="<|>" />',
  ])('are offered where one is read: %s', (marked) => {
    expect(labels(inbound(set + marked))).toEqual(expect.arrayContaining(['answer', 'b', 'user']));
    expect(offered(inbound(set + marked)).filter(({ kind }) => kind === 'variable')).toHaveLength(3);
  });

  it('replace the name that is there, and tell its type', () => {
    const [item] = offered(inbound(`${set}<set-body>@((string)context.Variables["ans<|>wr"])</set-body>`));
    expect(item?.detail).toBe('context variable, IResponse');
    expect(item && applyEdits(item.text, [item.edit])).toBe(
      inbound(`${set}<set-body>@((string)context.Variables["answer"])</set-body>`),
    );
  });

  it('come up by themselves behind the quote, and not in other strings or comments', () => {
    const quoted = (marked: string) => labels(inbound(set + marked), { trigger: '"' });
    expect(quoted('<set-body>@(context.Variables["<|>"])</set-body>')).toEqual(['answer', 'user']);
    expect(quoted('<set-body>@(context.Request.Headers["<|>"])</set-body>')).toEqual([]);
    expect(quoted('<!-- context.Variables["<|>"] -->')).toEqual([]);
    expect(quoted('<set-body>@(context.Variables["user"] + "<|>")</set-body>')).toEqual([]);
  });

  it('are also those of broader scopes and of fragments, behind the document’s own', () => {
    const options = {
      surroundings: surroundings(
        [
          related(
            globalPolicy,
            inbound('<set-variable name="a-global" value="1" /><include-fragment fragment-id="f" />'),
          ),
        ],
        {
          f: '<fragment><set-variable name="of-fragment" value="1" /><include-fragment fragment-id="f" /></fragment>',
        },
      ),
    };
    expect(labels(inbound(`${set}<set-body>@(context.Variables["<|>"])</set-body>`), options)).toEqual([
      'answer',
      'user',
      'a-global',
      'of-fragment',
    ]);
  });
});
