/** Policy fragments, and where each is used. */
import type { FragmentSummary, FragmentUse } from '../../../../instance';
import { addressLabel } from '../../addressLabel';
import { listed } from '../rows';
import { type Children, type ExplorerNode, idIn, type Place, resourcePath, workspaceOf } from '../types';

export function fragments(place: Place): Promise<Children> {
  return listed(
    place.lists.fragments(place.workspace),
    place,
    '/policyFragments',
    'No policy fragments',
    (fragment) => fragmentNode(place, fragment),
  );
}

function fragmentNode(place: Place, { name, description }: FragmentSummary): ExplorerNode {
  const id = `/policyFragments/${name}`;
  return {
    instance: place.instance,
    id: idIn(place, id),
    row: {
      label: name,
      ...(description !== undefined && { description }),
      tooltip: [`Policy fragment ${name}`, description].filter(Boolean).join('\n'),
      icon: 'extensions',
      context: ['fragment', 'resource'],
    },
    address: { kind: 'fragment', fragment: name, ...workspaceOf(place) },
    resourcePath: resourcePath(place, 'policyFragments', name),
    children: () =>
      listed(place.lists.fragmentUses(name, place.workspace), place, `${id}/uses`, 'Used nowhere', (use) =>
        useNode(place, id, use),
      ),
    searched: 'none',
  };
}

function useNode(place: Place, fragmentId: string, { id, address }: FragmentUse): ExplorerNode {
  const label =
    address === undefined ? { label: id.split('/').at(-1) ?? id, description: '' } : addressLabel(address);
  return {
    instance: place.instance,
    id: idIn(place, `${fragmentId}/uses/${id}`),
    row: {
      label: label.label,
      description: label.description,
      tooltip: `Includes this fragment\n${id}`,
      icon: 'references',
      context: ['use'],
    },
    ...(address !== undefined && { address }),
  };
}
