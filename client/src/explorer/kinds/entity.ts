/** What policies name without it having a policy: backends, certificates, loggers, caches, schemas. */
import type { Listing } from '../../connection/listing';
import { listed } from '../rows';
import { type Children, type ExplorerNode, idIn, type Place, resourcePath } from '../types';

interface Described {
  readonly description: string | undefined;
  readonly tooltip?: string;
  readonly icon?: string;
}

export function backends(place: Place): Promise<Children> {
  return entities(
    place,
    'backends',
    'No backends',
    'server',
    place.lists.backends(place.workspace),
    ({ url }) => ({
      description: url,
    }),
  );
}

/** `now` in ms since 1970. */
export function certificates(place: Place, now = Date.now()): Promise<Children> {
  return entities(
    place,
    'certificates',
    'No certificates',
    'verified',
    place.lists.certificates(place.workspace),
    ({ subject, thumbprint, expires, secretIdentifier }) => {
      const expired = expires !== undefined && Date.parse(expires) < now;
      const until = expires === undefined ? '' : `${expired ? 'expired' : 'until'} ${expires.slice(0, 10)}`;
      return {
        description: [subject, until].filter(Boolean).join(' · '),
        tooltip: [subject, until, thumbprint, secretIdentifier].filter(Boolean).join('\n'),
        ...(expired && { icon: 'warning' }),
      };
    },
  );
}

export function loggers(place: Place): Promise<Children> {
  return entities(
    place,
    'loggers',
    'No loggers',
    'output',
    place.lists.loggers(place.workspace),
    ({ type, description }) => ({ description: [type, description].filter(Boolean).join(' · ') }),
  );
}

export function caches(place: Place): Promise<Children> {
  return entities(
    place,
    'caches',
    'No external caches',
    'database',
    place.lists.caches(place.workspace),
    ({ useFromLocation, description }) => ({
      description: [useFromLocation, description].filter(Boolean).join(' · '),
    }),
  );
}

export function schemas(place: Place): Promise<Children> {
  return entities(
    place,
    'schemas',
    'No schemas',
    'symbol-structure',
    place.lists.schemas(place.workspace),
    ({ type, description }) => ({ description: [type, description].filter(Boolean).join(' · ') }),
  );
}

function entities<T extends { readonly name: string }>(
  place: Place,
  type: string,
  empty: string,
  icon: string,
  listing: Listing<T>,
  describe: (item: T) => Described,
): Promise<Children> {
  return listed(listing, place, `/${type}`, empty, (item): ExplorerNode => {
    const { name } = item;
    const described = describe(item);
    return {
      instance: place.instance,
      id: idIn(place, `/${type}/${name}`),
      row: {
        label: name,
        ...(described.description !== undefined && { description: described.description }),
        tooltip: described.tooltip ?? described.description ?? name,
        icon: described.icon ?? icon,
        context: ['entity', 'resource'],
      },
      resourcePath: resourcePath(place, type, name),
    };
  });
}
