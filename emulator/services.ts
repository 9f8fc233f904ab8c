/** The services of one listener: made of a seed or of what the data folder keeps, and told apart by their ids. */
import type { Catalogue } from '../server/src/core/catalogue';
import { type InstanceIds, sampleIds, serviceResourceId } from './ids';
import { type Directory, type Instance, type ServiceSettings, usualSettings } from './instance';
import { isObject, type Json, stringOf } from './json';
import { Operations } from './lro/operations';
import { type SeedName, seedNames, seedOf } from './seed/seeds';
import type { SeedResource } from './seed/shop';
import { SnapshotFile, storeFileName, storeFileOf, storeFilesIn } from './store/file';
import { Store } from './store/store';

export interface ServiceOptions {
  /** Letters, digits and dashes. */
  readonly service: string;
  /** The sample service's where absent. */
  readonly resourceGroup?: string;
  /** A UUID; the sample service's where absent. */
  readonly subscriptionId?: string;
  readonly seed?: SeedName;
}

export interface ServicesOptions {
  readonly dataDir: string | undefined;
  readonly catalogue: Catalogue;
  readonly settings: Partial<ServiceSettings>;
  /** Polls that a long-running operation takes. */
  readonly operationPolls: number;
}

/** Where a second service stands by default: its own subscription, as production often does. */
export const stages: readonly ServiceOptions[] = [
  { service: 'sample-shop-test', resourceGroup: 'sample-shop-test-rg', seed: 'shop-test' },
  {
    service: 'sample-shop-prod',
    resourceGroup: 'sample-shop-prod-rg',
    subscriptionId: '5a11e5a0-0000-4000-8000-000000000002',
    seed: 'shop-prod',
  },
];

export class Services implements Directory {
  private readonly all: Instance[] = [];
  private readonly files: { readonly file: SnapshotFile; readonly instance: Instance }[] = [];

  constructor(private readonly options: ServicesOptions) {}

  get instances(): readonly Instance[] {
    return this.all;
  }

  /** Opens what the data folder keeps beside the sample service. */
  openKept(): void {
    const { dataDir } = this.options;
    if (dataDir === undefined) return;
    for (const name of storeFilesIn(dataDir)) if (name !== storeFileName) this.open(name, sampleIds, []);
  }

  /** The service of these ids; made of its seed where it is new. Names are unique, as they are in Azure. */
  ensure(ids: InstanceIds, seed: SeedName, more: readonly SeedResource[] = []): Instance {
    const known = this.all.find((instance) => sameName(instance.ids.service, ids.service));
    if (known !== undefined) return known;
    const isSample = serviceResourceId(ids) === serviceResourceId(sampleIds);
    return this.open(isSample ? storeFileName : storeFileOf(ids.service), ids, [
      ...seedOf(seed, ids),
      ...more,
    ]);
  }

  close(): void {
    for (const { file, instance } of this.files) file.close(() => snapshotOf(instance));
  }

  private open(fileName: string, ids: InstanceIds, seed: readonly SeedResource[]): Instance {
    const { dataDir, settings, operationPolls, catalogue } = this.options;
    const file = dataDir === undefined ? undefined : new SnapshotFile(dataDir, fileName);
    const kept = file?.read();
    const instance: Instance = {
      ids: kept?.service ?? ids,
      store: new Store(kept, (changes) => file?.keep(changes, () => snapshotOf(instance))),
      operations: new Operations({ polls: operationPolls, hidesFailure: false }),
      catalogue,
      settings: { ...usualSettings, ...settings },
    };
    if (kept === undefined) instance.store.putAll(seed);
    this.all.push(instance);
    if (file !== undefined) this.files.push({ file, instance });
    return instance;
  }
}

export function idsOf({ service, resourceGroup, subscriptionId }: ServiceOptions): InstanceIds {
  return {
    service,
    resourceGroup: resourceGroup ?? sampleIds.resourceGroup,
    subscriptionId: subscriptionId ?? sampleIds.subscriptionId,
  };
}

/** A service sent over HTTP, or a sentence on what is wrong with it. */
export function parseService(value: Json | undefined): ServiceOptions | string {
  if (!isObject(value)) return 'A service needs a name.';
  const service = stringOf(value, 'service') ?? '';
  const resourceGroup = stringOf(value, 'resourceGroup');
  const subscriptionId = stringOf(value, 'subscriptionId');
  const seed = seedNames.find((name) => name === value.seed);
  if (!/^[A-Za-z](?:[A-Za-z0-9-]{0,48}[A-Za-z0-9])?$/.test(service))
    return 'service must be 1 to 50 letters, digits and dashes, beginning with a letter.';
  if (resourceGroup !== undefined && !/^[\w.()-]{1,90}$/.test(resourceGroup))
    return 'resourceGroup must be 1 to 90 letters, digits and ._-().';
  if (subscriptionId !== undefined && !/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(subscriptionId))
    return 'subscriptionId must be a UUID.';
  if (value.seed !== undefined && seed === undefined) return `seed must be one of ${seedNames.join(', ')}.`;
  return {
    service,
    ...(resourceGroup === undefined ? {} : { resourceGroup }),
    ...(subscriptionId === undefined ? {} : { subscriptionId }),
    ...(seed === undefined ? {} : { seed }),
  };
}

function snapshotOf(instance: Instance) {
  return { ...instance.store.snapshot(), service: instance.ids };
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
