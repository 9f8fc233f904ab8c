/** The sample instance: a local API Management that speaks ARM's REST API over HTTP. */
import { Catalogue } from '../server/src/core/catalogue';
import type { CatalogueData } from '../server/src/core/catalogue/types';
import { route } from './arm/routes';
import { type Fault, type FaultPlan, Faults } from './faults/faults';
import { control } from './http/control';
import { listen } from './http/listen';
import { type Instance, type InstanceIds, sampleIds, serviceResourceId } from './instance';
import { Operations } from './lro/operations';
import { shop } from './seed/shop';
import { SnapshotFile } from './store/file';
import { Store } from './store/store';

export type { Fault, FaultEffect, FaultPlan } from './faults/faults';
export { PortInUseError } from './http/listen';
export type { InstanceIds } from './instance';
export { DataFolderError, storeFileName } from './store/file';
export type { Store } from './store/store';

export interface EmulatorOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host?: '127.0.0.1';
  /** Where the instance is kept; in memory only where absent. */
  readonly dataDir?: string;
  readonly catalogue: CatalogueData;
  /** What a new instance holds; `shop` where absent. Kept data goes before it. */
  readonly seed?: 'shop' | 'empty';
  readonly faults?: FaultPlan;
  /** Entries of a page in lists; 100 where absent. */
  readonly pageSize?: number;
  /** Polls that a long-running operation takes; 0 where absent, so that the first poll finds it done. */
  readonly operationPolls?: number;
  readonly log?: (line: string) => void;
}

export interface Emulator extends InstanceIds {
  /** `http://127.0.0.1:port`, the ARM endpoint to give to clients. */
  readonly url: string;
  readonly port: number;
  /** The service's ARM resource id. */
  readonly resourceId: string;
  readonly faults: { add(...faults: readonly Fault[]): void; clear(): void };
  /** What the instance holds, for tests. */
  readonly store: Store;
  close(): Promise<void>;
}

/** Starts the sample instance. Throws `PortInUseError` and `DataFolderError`, whose messages are for people. */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const { dataDir, seed = 'shop', log = () => {} } = options;
  const file = dataDir === undefined ? undefined : new SnapshotFile(dataDir);
  const kept = file?.read();
  const store = new Store(kept, (snapshot) => file?.write(snapshot));
  const operations = new Operations({ polls: options.operationPolls ?? 0, hidesFailure: false });
  const instance: Instance = {
    ids: sampleIds,
    store,
    operations,
    catalogue: new Catalogue(options.catalogue),
    pageSize: options.pageSize ?? 100,
  };
  if (kept === undefined) store.putAll(seed === 'shop' ? shop(sampleIds) : []);
  const faults = new Faults(options.faults);
  const listener = await listen(options.host ?? '127.0.0.1', options.port, {
    route: (call) => route(call, instance),
    control: (call, requests) => control(call, requests, faults),
    prepare: (effect) => {
      if (effect.kind === 'slow-operation') operations.behaveOnce({ polls: effect.polls });
      if (effect.kind === 'hidden-failure') operations.behaveOnce({ hidesFailure: true });
    },
    faults,
    log,
  });
  return {
    ...sampleIds,
    url: `http://${listener.host}:${listener.port}`,
    port: listener.port,
    resourceId: serviceResourceId(sampleIds),
    faults,
    store,
    close: () => listener.close(),
  };
}
