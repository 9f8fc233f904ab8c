/** The sample instance: a local API Management that speaks ARM's REST API over HTTP. */
import { Catalogue } from '../server/src/core/catalogue';
import type { CatalogueData } from '../server/src/core/catalogue/types';
import { writeAsAnother } from './arm/otherWriter';
import { route } from './arm/routes';
import { serviceIn } from './arm/segments';
import { control } from './control';
import { type Fault, type FaultPlan, Faults } from './faults/faults';
import { Throttle, type ThrottleLimits } from './faults/throttle';
import { type Habit, withHabits } from './http/habits';
import { listen } from './http/listen';
import { RequestLog } from './http/requestLog';
import { type InstanceIds, sampleIds, serviceResourceId } from './ids';
import type { Instance } from './instance';
import { type GeneratedContent, generated } from './seed/generated';
import type { SeedName } from './seed/seeds';
import { idsOf, type ServiceOptions, Services } from './services';
import type { Store } from './store/store';

export type { Fault, FaultEffect, FaultPlan } from './faults/faults';
export { armLimits, type ThrottleLimits } from './faults/throttle';
export type { Habit } from './http/habits';
export { PortInUseError } from './http/listen';
export type { LoggedRequest } from './http/requestLog';
export type { InstanceIds } from './ids';
export type { GeneratedContent } from './seed/generated';
export { type SeedName, seedNames } from './seed/seeds';
export { type ServiceOptions, stages } from './services';
export { DataFolderError, storeFileName } from './store/file';
export type { Store } from './store/store';

export interface EmulatorOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host?: '127.0.0.1';
  /** Where the instance is kept; in memory only where absent. */
  readonly dataDir?: string;
  readonly catalogue: CatalogueData;
  /** What a new sample service holds; `shop` where absent. Kept data goes before it. */
  readonly seed?: SeedName;
  /** Further services beside it. */
  readonly services?: readonly ServiceOptions[];
  /** APIs that a new sample service holds beside its seed. */
  readonly generate?: GeneratedContent;
  readonly faults?: FaultPlan;
  /** Decides on faults that meet a share of the requests: 0 to 1, exclusive of 1. */
  readonly random?: () => number;
  readonly throttle?: ThrottleLimits;
  /** Entries of a page in lists; 100 where absent. */
  readonly pageSize?: number;
  /** The lowest api-version that is taken. */
  readonly minApiVersion?: string;
  /** What it does otherwise than by itself, within ARM's contract. */
  readonly habits?: readonly Habit[];
  /** Polls that a long-running operation takes; 0 where absent, so that the first poll finds it done. */
  readonly operationPolls?: number;
  readonly log?: (line: string) => void;
}

/** One service of the emulator. */
export interface EmulatedService extends InstanceIds {
  /** The service's ARM resource id. */
  readonly resourceId: string;
  /** What the service holds, for tests. */
  readonly store: Store;
}

/** The sample service, and the listener that it and the others share. */
export interface Emulator extends EmulatedService {
  /** `http://127.0.0.1:port`, the ARM endpoint to give to clients. */
  readonly url: string;
  readonly port: number;
  readonly faults: { add(...faults: readonly Fault[]): void; clear(): void; readonly met: number };
  readonly throttle: { limit(limits: ThrottleLimits | undefined): void };
  readonly requests: Pick<RequestLog, 'all' | 'counts' | 'clear'>;
  /** All services, the sample service first. */
  readonly services: readonly EmulatedService[];
  /** A further service; the one of that name where it is there. */
  addService(options: ServiceOptions): EmulatedService;
  close(): Promise<void>;
}

/** Starts the sample instance. Throws `PortInUseError` and `DataFolderError`, whose messages are for people. */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const { pageSize, minApiVersion, habits, log = () => {} } = options;
  const services = new Services({
    dataDir: options.dataDir,
    catalogue: new Catalogue(options.catalogue),
    settings: {
      ...(pageSize === undefined ? {} : { pageSize }),
      ...(minApiVersion === undefined ? {} : { minApiVersion }),
      ...(habits === undefined ? {} : { habits }),
    },
    operationPolls: options.operationPolls ?? 0,
  });
  const addService = (more: ServiceOptions) => emulated(services.ensure(idsOf(more), more.seed ?? 'shop'));
  const more = options.generate === undefined ? [] : generated(options.generate);
  const sample = services.ensure(sampleIds, options.seed ?? 'shop', more);
  services.openKept();
  options.services?.forEach(addService);
  const faults = new Faults(options.faults, options.random);
  const throttle = new Throttle(options.throttle);
  const requests = new RequestLog();
  const listener = await listen(options.host ?? '127.0.0.1', options.port, {
    route: (call) =>
      withHabits(call, route(call, services), serviceIn(call, services)?.instance.settings.habits ?? []),
    control: (call) => control(call, { services, faults, throttle, log: requests }),
    prepare: (effect, call) => {
      const operations = serviceIn(call, services)?.instance.operations;
      if (effect.kind === 'slow-operation') operations?.behaveOnce({ polls: effect.polls });
      if (effect.kind === 'hidden-failure') operations?.behaveOnce({ hidesFailure: true });
      if (effect.kind === 'other-writer') writeAsAnother(call, services, effect.value);
    },
    faults,
    throttle,
    requests,
    log,
  });
  return {
    ...emulated(sample),
    url: `http://${listener.host}:${listener.port}`,
    port: listener.port,
    faults,
    throttle,
    requests,
    get services() {
      return services.instances.map(emulated);
    },
    addService,
    close: async () => {
      await listener.close();
      services.close();
    },
  };
}

function emulated({ ids, store }: Instance): EmulatedService {
  return { ...ids, resourceId: serviceResourceId(ids), store };
}
