import { describe, expect, it } from 'vitest';
import { documentsSharing, type RelatedDocument } from '../../../server/src/core/model';
import {
  createOrder,
  fragmentsOf,
  globalPolicy,
  ordersApi,
  related,
  starterProduct,
  surroundings,
} from '../../support/surroundings';

const around = (section: string): string => `<policies><inbound><base />${section}</inbound></policies>`;
const sets = '<set-variable name="a" value="1" />';
const reads = '<set-body>@((string)context.Variables["a"])</set-body>';
const includes = '<include-fragment fragment-id="shared" />';

function pathsSharing(
  own: RelatedDocument,
  candidates: readonly RelatedDocument[],
  names = ['a'],
): readonly string[] {
  return documentsSharing(own, candidates, names).map(({ path }) => path);
}

describe('the documents that share a variable', () => {
  const global = related(globalPolicy, around(sets));
  const api = related(ordersApi, around(sets), { surroundings: surroundings([]) });
  const operation = related(createOrder, around(reads), { surroundings: surroundings([api]) });
  const sibling = related({ kind: 'operation', api: 'orders', operation: 'list' }, around(reads), {
    surroundings: surroundings([api]),
  });

  it('are the narrower ones that read it, and not the document itself', () =>
    expect(pathsSharing(api, [api, operation, sibling])).toEqual([operation.path, sibling.path]));

  it('are those that run with the same broader one, which is around and known', () =>
    expect(pathsSharing(operation, [api, operation, sibling])).toEqual([sibling.path]));

  it('are none of another API, if nothing that runs with both names it', () => {
    const other = related({ kind: 'api', api: 'other' }, around(sets), {
      surroundings: surroundings([related(globalPolicy, around(''))]),
    });
    expect(pathsSharing(api, [operation, other])).toEqual([operation.path]);
    const withGlobal = (api: string): RelatedDocument =>
      related({ kind: 'api', api }, around(reads), { surroundings: surroundings([global]) });
    expect(pathsSharing(withGlobal('one'), [global, withGlobal('two')])).toEqual(['apis/two/policy.xml']);
  });

  it('are none that name another', () => {
    const other = related(createOrder, around(reads.replace('"a"', '"b"')), {
      surroundings: surroundings([api]),
    });
    expect(pathsSharing(api, [other])).toEqual([]);
    expect(pathsSharing(api, [other], ['a', 'b'])).toEqual([other.path]);
  });

  it('are a fragment and another that one policy includes, whether it names the variable or not', () => {
    const fragments = { shared: `<fragment>${sets}</fragment>`, other: `<fragment>${reads}</fragment>` };
    const includer = related(ordersApi, around(`${includes}${includes.replace('shared', 'other')}`), {
      surroundings: surroundings([], fragments),
    });
    const own = fragmentsOf(fragments).fragment('shared');
    expect(own && pathsSharing(own, [includer])).toEqual(['policy fragments/other/policy.xml']);
    expect(own && pathsSharing(own, [])).toEqual([]);
  });

  it('may be in any product', () => {
    const product = related(starterProduct, around(sets), { surroundings: surroundings([]) });
    expect(pathsSharing(product, [api, operation])).toEqual([api.path, operation.path]);
    expect(pathsSharing(operation, [product])).toEqual([product.path]);
  });
});
