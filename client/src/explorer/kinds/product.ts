/** Products. */
import type { ProductSummary } from '../../../../instance';
import { listed } from '../rows';
import { type Children, type ExplorerNode, idIn, type Place, resourcePath, workspaceOf } from '../types';

export function products(place: Place): Promise<Children> {
  return listed(place.lists.products(place.workspace), place, '/products', 'No products', (product) =>
    productNode(place, product),
  );
}

function productNode(place: Place, { name, displayName }: ProductSummary): ExplorerNode {
  return {
    instance: place.instance,
    id: idIn(place, `/products/${name}`),
    row: {
      label: displayName,
      ...(name.toLowerCase() !== displayName.toLowerCase() && { description: name }),
      tooltip: `Product ${name}`,
      icon: 'package',
      context: ['product', 'resource'],
    },
    address: { kind: 'product', product: name, ...workspaceOf(place) },
    resourcePath: resourcePath(place, 'products', name),
  };
}
