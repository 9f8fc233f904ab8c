import { describe, expect, it } from 'vitest';
import {
  type FileFacts,
  factsAt,
  factsOfFiles,
  mergeFacts,
  noFacts,
} from '../../../server/src/core/workspace';
import { expectFindings, inbound } from '../../support/findings';

const fragment = (id: string, workspace?: string): FileFacts => ({
  fragment: { id, source: { kind: 'file', uri: `file:///w/${workspace ?? 'service'}/${id}` } },
  ...(workspace !== undefined && { workspace }),
});
const namedValue = (displayName: string, workspace?: string): FileFacts => ({
  namedValue: {
    displayName,
    resourceName: displayName,
    source: { kind: 'file', uri: `file:///w/${workspace ?? 'service'}/${displayName}` },
    kind: 'plain',
    value: 'x',
  },
  ...(workspace !== undefined && { workspace }),
});

const facts = factsOfFiles([
  fragment('Shared'),
  fragment('service-only'),
  fragment('shared', 'garden'),
  fragment('elsewhere', 'kitchen'),
  namedValue('host', 'garden'),
]);
const inGarden = { kind: 'api', api: 'orders', workspace: 'garden' } as const;
const ids = (address: Parameters<typeof factsAt>[1], known = facts): readonly string[] =>
  factsAt(known, address).fragments.map(({ id }) => id);

describe('what is known at a place', () => {
  it('is what the service has, outside of workspaces', () => {
    expect(ids({ kind: 'global' })).toEqual(['Shared', 'service-only']);
    expect(factsAt(facts, { kind: 'global' }).namedValues).toEqual([]);
  });
  it('is in a workspace its own first, which hides the service’s of that name', () => {
    expect(ids(inGarden)).toEqual(['shared', 'service-only']);
    expect(factsAt(facts, inGarden).complete).toEqual(new Set(['namedValues', 'fragments']));
  });
  it('is never complete in a workspace of which nothing is known', () => {
    expect(factsAt(facts, { ...inGarden, workspace: 'new' }).complete).toEqual(new Set());
    expect(factsAt({ ...noFacts, complete: new Set(['backends']) }, inGarden).complete).toEqual(new Set());
  });
  it('is everything for a document whose place isn’t known', () => {
    expect(ids(undefined)).toEqual(['Shared', 'service-only', 'shared', 'elsewhere']);
  });
  it('stays with its workspace when facts are put together', () => {
    const more = factsOfFiles([fragment('late', 'garden')]);
    expect(ids(inGarden, mergeFacts(facts, more))).toEqual(['shared', 'late', 'service-only']);
    expect(mergeFacts(noFacts, noFacts)).toEqual(noFacts);
  });
});

describe('names', () => {
  const include = (id: string): string => inbound(`<include-fragment fragment-id="${id}" />`);

  it('of a workspace count in it, and nowhere else', () => {
    expectFindings(include('elsewhere'), [], {
      facts,
      address: { kind: 'global', workspace: 'kitchen' },
    });
    for (const address of [inGarden, { kind: 'global' } as const])
      expectFindings(include('<|elsewhere|>'), ['unknown-fragment:warning'], { facts, address });
  });
  it('of the service are not doubted in a workspace', () => {
    expectFindings(include('service-only'), [], { facts, address: inGarden });
    expectFindings(inbound('<set-backend-service base-url="{{port}}" />'), [], {
      facts,
      address: { kind: 'global', workspace: 'kitchen' },
    });
  });
});
