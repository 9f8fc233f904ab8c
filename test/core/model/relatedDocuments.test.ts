import { describe, expect, it } from 'vitest';
import { RelatedDocuments } from '../../../server/src/core/model';
import { noFacts, type PolicyAddress } from '../../../server/src/core/workspace';
import { pathOf } from '../../../server/src/core/workspace/layout';
import { testCatalogue } from '../../support/catalogue';

/** The documents of an extract with these files, and the paths that were read. */
function extract(files: Readonly<Record<string, string>>) {
  const read: string[] = [];
  const documents = new RelatedDocuments(
    (address) => {
      const path = pathOf({ kind: 'policy', address }, 'apiops');
      read.push(path);
      const text = files[path];
      return text === undefined ? undefined : { text, path, uri: `file:///w/${path}`, isFile: true };
    },
    { catalogue: testCatalogue(), facts: noFacts },
  );
  return { documents, read };
}

const operation: PolicyAddress = { kind: 'operation', api: 'shop', operation: 'get' };

describe('the documents around one', () => {
  it('are the policies that there are of the broader scopes, and fragments', () => {
    const { documents } = extract({
      'policy.xml': '<policies />',
      'policy fragments/shared/policy.xml': '<fragment />',
    });
    const around = documents.surroundingsOf(operation);
    expect(around.parents.map(({ path, analysis }) => [path, analysis.kind, analysis.scope])).toEqual([
      ['policy.xml', 'policies', 'global'],
    ]);
    expect(around.fragment('shared')?.analysis.kind).toBe('fragment');
    expect(around.fragment('none')).toBeUndefined();
  });

  it('take a fragment of their own workspace before one of the service', () => {
    const { documents } = extract({
      'workspaces/w/policy fragments/shared/policy.xml': '<fragment />',
      'policy fragments/shared/policy.xml': '<fragment />',
      'policy fragments/common/policy.xml': '<fragment />',
    });
    const around = documents.surroundingsOf({ ...operation, workspace: 'w' });
    expect(around.fragment('shared')?.path).toBe('workspaces/w/policy fragments/shared/policy.xml');
    expect(around.fragment('common')?.path).toBe('policy fragments/common/policy.xml');
  });

  it('are read when they are asked for, and once', () => {
    const { documents, read } = extract({ 'policy.xml': '<policies />' });
    const around = documents.surroundingsOf(operation);
    expect(read).toEqual([]);
    expect(around.parents).toEqual(around.parents);
    documents.surroundingsOf({ kind: 'product', product: 'p' }).parents.at(0);
    expect(read).toEqual(['apis/shop/policy.xml', 'policy.xml']);
  });
});
