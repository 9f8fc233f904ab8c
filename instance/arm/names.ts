/** The lists of the SDK of which only the names are wanted. */
import type { NamedKind } from '../../server/src/core/workspace/types';
import type { PagedList } from './call';
import type { Connection } from './client';
import type { SdkOptions } from './policies';

/** Lists what a service has; `rg` is the resource group, `svc` the service. */
export type ListCall = (connection: Connection, rg: string, svc: string, options: SdkOptions) => PagedList;

/** Every kind that has one list for the whole service; `subject` is what failures call it. */
export const listsOfNames: Readonly<
  Record<Exclude<NamedKind, 'authorization'>, { readonly subject: string; readonly list: ListCall }>
> = {
  certificate: {
    subject: 'the certificates',
    list: ({ client }, rg, svc, o) => client.certificate.listByService(rg, svc, o),
  },
  logger: {
    subject: 'the loggers',
    list: ({ client }, rg, svc, o) => client.logger.listByService(rg, svc, o),
  },
  cache: {
    subject: 'the external caches',
    list: ({ client }, rg, svc, o) => client.cache.listByService(rg, svc, o),
  },
  schema: {
    subject: 'the schemas',
    list: ({ client }, rg, svc, o) => client.globalSchema.listByService(rg, svc, o),
  },
  'authorization-provider': {
    subject: 'the credential providers',
    list: ({ client }, rg, svc, o) => client.authorizationProvider.listByService(rg, svc, o),
  },
};
