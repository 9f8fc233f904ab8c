import { describe, expect, it } from 'vitest';
import { allowedChildren, analyse, elementsOf } from '../../../server/src/core/model';
import { noFacts } from '../../../server/src/core/workspace';
import { testCatalogue } from '../../support/catalogue';

const options = { catalogue: testCatalogue(), facts: noFacts };

/** `name: kind …` of every element in document order. */
function meanings(text: string, scope?: 'global' | 'api'): string[] {
  const analysis = analyse(text, { ...options, scope });
  return [...elementsOf(analysis.tree.document)].map((element) => {
    const meaning = analysis.meaningOf(element);
    const section = 'section' in meaning && meaning.section ? ` in ${meaning.section}` : '';
    const of =
      'policy' in meaning && meaning.policy.name !== element.name ? ` of ${meaning.policy.name}` : '';
    const why = meaning.kind === 'misplaced' ? ` by ${meaning.why}` : '';
    return `${element.name}: ${meaning.kind}${of}${why}${section}`;
  });
}

describe('the meaning of elements', () => {
  it('is told by what encloses them', () => {
    expect(
      meanings(
        '<policies><inbound><base /><send-request><set-url>a</set-url><set-header><value>b</value></set-header></send-request></inbound></policies>',
      ),
    ).toEqual([
      'policies: root',
      'inbound: section in inbound',
      'base: base in inbound',
      'send-request: policy in inbound',
      'set-url: child of send-request in inbound',
      'set-header: policy in inbound',
      'value: child of set-header in inbound',
    ]);
  });
  it('is the section’s in containers, and none in fragments', () => {
    const nested = '<choose><when><retry><rewrite-uri /></retry></when></choose>';
    expect(meanings(`<policies><outbound>${nested}</outbound></policies>`).slice(2)).toEqual([
      'choose: policy in outbound',
      'when: child of choose in outbound',
      'retry: policy in outbound',
      'rewrite-uri: misplaced by section in outbound',
    ]);
    expect(meanings(`<fragment>${nested}</fragment>`)).toEqual([
      'fragment: root',
      'choose: policy',
      'when: child of choose',
      'retry: policy',
      'rewrite-uri: policy',
    ]);
  });
  it('says why a policy may not stand somewhere', () => {
    expect(meanings('<policies><set-method /></policies>')[1]).toBe('set-method: misplaced by root');
    expect(meanings('<set-method />')).toEqual(['set-method: misplaced by root']);
    expect(meanings('<policies><inbound><quota /></inbound></policies>', 'api')[2]).toBe(
      'quota: misplaced by scope in inbound',
    );
    expect(meanings('<policies><inbound><cors><set-method /></cors></inbound></policies>')[3]).toBe(
      'set-method: misplaced by parent in inbound',
    );
    expect(meanings('<policies><inbound><http-data-source /></inbound></policies>')[2]).toBe(
      'http-data-source: misplaced by root in inbound',
    );
  });
  it('is nothing inside of what is unknown or opaque', () => {
    expect(
      meanings(
        '<policies><inbound><nothing><base /></nothing><set-body><a /></set-body></inbound></policies>',
      ),
    ).toEqual([
      'policies: root',
      'inbound: section in inbound',
      'nothing: unknown in inbound',
      'base: ignored',
      'set-body: policy in inbound',
      'a: ignored',
    ]);
    expect(meanings('<policies /><policies><inbound /></policies>').slice(1)).toEqual([
      'policies: ignored',
      'inbound: ignored',
    ]);
  });
  it('is a policy at the root of a resolver', () => {
    const text = '<http-data-source><http-request><set-method /></http-request></http-data-source>';
    expect(meanings(text)).toEqual([
      'http-data-source: policy',
      'http-request: child of http-data-source',
      'set-method: policy',
    ]);
    expect(analyse(text, options).kind).toBe('resolver');
  });
  it('is the same object each time, and found without recursion', () => {
    const analysis = analyse('<a>'.repeat(50_000), options);
    const deepest = [...elementsOf(analysis.tree.document)].at(-1);
    if (!deepest) throw new Error('No element.');
    expect(analysis.meaningOf(deepest)).toBe(analysis.meaningOf(deepest));
  });
});

describe('allowed children', () => {
  const at = (text: string, name: string, scope?: 'api'): ReturnType<typeof allowedChildren> => {
    const analysis = analyse(text, { ...options, scope });
    const element = [...elementsOf(analysis.tree.document)].find((candidate) => candidate.name === name);
    return allowedChildren(analysis, element ?? analysis.tree.document);
  };
  const names = ({ policies, children }: ReturnType<typeof allowedChildren>): string[] => [
    ...children.map((child) => ('element' in child ? child.element.name : child.policy)),
    ...policies.map((policy) => policy.name),
  ];
  it('are what the documentation lets stand there', () => {
    expect(at('<policies />', 'policies')).toMatchObject({
      sections: ['inbound', 'backend', 'outbound', 'on-error'],
      base: false,
    });
    const inbound = at('<policies><inbound /></policies>', 'inbound');
    expect(inbound.base).toBe(true);
    expect(names(inbound)).toContain('rewrite-uri');
    expect(names(inbound)).not.toContain('cache-store');
    expect(names(inbound)).not.toContain('http-data-source');
    expect(names(at('<fragment />', 'fragment'))).toContain('cache-store');
    expect(names(at('<policies><inbound /></policies>', 'inbound', 'api'))).not.toContain('quota');
    expect(names(at('', ''))).toContain('http-data-source');
  });
  it('of policies are their children, and policies where any may stand', () => {
    expect(names(at('<fragment><set-header /></fragment>', 'set-header'))).toEqual(['value']);
    const when = at('<policies><outbound><choose><when /></choose></outbound></policies>', 'when');
    expect(names(when)).toContain('cache-store');
    expect(names(when)).not.toContain('rewrite-uri');
    expect(names(at('<fragment><set-body><a /></set-body></fragment>', 'a'))).toEqual([]);
  });
});
