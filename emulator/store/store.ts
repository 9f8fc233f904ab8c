/** The instance's resources in memory, handed to a keeper after each change. */
import type { JsonObject } from '../json';
import type { Resource } from './resource';

/** Everything that is kept across restarts. */
export interface Snapshot {
  readonly version: 1;
  /** The number the last ETag was made of. */
  readonly revision: number;
  readonly resources: readonly Resource[];
}

export class Store {
  private byKey = new Map<string, Resource>();
  private revision = 0;

  /** `keep` is called after each change, before the change is answered. */
  constructor(
    snapshot: Snapshot | undefined,
    private readonly keep: (snapshot: Snapshot) => void,
    private readonly now: () => Date = () => new Date(),
  ) {
    if (snapshot === undefined) return;
    this.revision = snapshot.revision;
    for (const resource of snapshot.resources) this.byKey.set(resource.path.toLowerCase(), resource);
  }

  get(path: string): Resource | undefined {
    return this.byKey.get(path.toLowerCase());
  }

  all(): readonly Resource[] {
    return [...this.byKey.values()];
  }

  /** The resources of one collection, e.g. `apis/orders/operations`, in the order of their creation. */
  list(collection: string): readonly Resource[] {
    const prefix = `${collection.toLowerCase()}/`;
    return [...this.byKey]
      .filter(([key]) => key.startsWith(prefix) && !key.includes('/', prefix.length))
      .map(([, resource]) => resource);
  }

  /** Creates or replaces; the stored casing of an existing path stays. */
  put(path: string, properties: JsonObject): Resource {
    return this.change(() => this.set(path, properties));
  }

  putAll(resources: readonly { readonly path: string; readonly properties: JsonObject }[]): void {
    this.change(() => {
      for (const { path, properties } of resources) this.set(path, properties);
    });
  }

  /** Deletes a resource and everything below it. */
  delete(path: string): void {
    const key = path.toLowerCase();
    this.change(() => {
      for (const other of [...this.byKey.keys()]) {
        if (other === key || other.startsWith(`${key}/`)) this.byKey.delete(other);
      }
    });
  }

  snapshot(): Snapshot {
    return { version: 1, revision: this.revision, resources: this.all() };
  }

  /** A change that could not be kept did not happen. */
  private change<T>(make: () => T): T {
    const before = new Map(this.byKey);
    try {
      const made = make();
      this.keep(this.snapshot());
      return made;
    } catch (error) {
      this.byKey = before;
      throw error;
    }
  }

  private set(path: string, properties: JsonObject): Resource {
    const key = path.toLowerCase();
    const before = this.byKey.get(key);
    const at = this.now().toISOString();
    const resource: Resource = {
      path: before?.path ?? path,
      etag: this.nextEtag(),
      properties,
      createdAt: before?.createdAt ?? at,
      updatedAt: at,
    };
    this.byKey.set(key, resource);
    return resource;
  }

  /** Eight bytes in base64 and quotes, as the service's row versions look. */
  private nextEtag(): string {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64BE(BigInt(++this.revision));
    return `"${bytes.toString('base64')}"`;
  }
}
