/** Named values. The value of a secret is in no row. */
import type { NamedValueSummary } from '../../../../instance';
import { listed } from '../rows';
import { type Children, type ExplorerNode, idIn, type Place, type Row, resourcePath } from '../types';

export function namedValues(place: Place): Promise<Children> {
  return listed(
    place.lists.namedValues(place.workspace),
    place,
    '/namedValues',
    'No named values',
    (namedValue) => namedValueNode(place, namedValue),
  );
}

export function namedValueNode(place: Place, summary: NamedValueSummary): ExplorerNode {
  return {
    instance: place.instance,
    id: idIn(place, `/namedValues/${summary.name}`),
    row: namedValueRow(summary),
    resourcePath: resourcePath(place, 'namedValues', summary.name),
    namedValue: { summary, workspace: place.workspace },
  };
}

function namedValueRow(namedValue: NamedValueSummary): Row {
  const { name, displayName, tags } = namedValue;
  const context = ['namedValue', 'resource', 'deletable'];
  const tooltip = (kind: string): string =>
    [
      `{{${displayName}}}${kind}`,
      name === displayName ? '' : `Resource name ${name}`,
      tags.length === 0 ? '' : `Tags: ${tags.join(', ')}`,
    ]
      .filter(Boolean)
      .join('\n');
  switch (namedValue.kind) {
    case 'plain':
      return {
        label: displayName,
        description: namedValue.value ?? '',
        tooltip: tooltip(''),
        icon: 'symbol-string',
        context: [...context, 'plainValue'],
      };
    case 'secret':
      return {
        label: displayName,
        description: '•••••• secret',
        tooltip: tooltip(', a secret'),
        icon: 'lock',
        context: [...context, 'secret', 'typedSecret'],
      };
    case 'key-vault': {
      const { lastStatus, lastMessage, secretIdentifier } = namedValue;
      const failed = lastStatus !== undefined && lastStatus !== 'Success';
      return {
        label: displayName,
        description: ['•••••• Key Vault', lastStatus].filter(Boolean).join(' · '),
        tooltip: [tooltip(' from Key Vault'), secretIdentifier, failed ? (lastMessage ?? lastStatus) : '']
          .filter(Boolean)
          .join('\n'),
        icon: failed ? 'warning' : 'key',
        context: [...context, 'secret', 'keyVault'],
      };
    }
  }
}
