/** One service's resources in memory, indexed by collection; each change is handed to a keeper. */
import type { InstanceIds } from '../ids';
import type { JsonObject } from '../json';
import type { Resource } from './resource';

/** Everything that is kept across restarts. */
export interface Snapshot {
  readonly version: 1;
  /** Whose resources these are; the sample service's where absent. */
  readonly service?: InstanceIds;
  /** The number the last ETag was made of. */
  readonly revision: number;
  readonly resources: readonly Resource[];
}

/** A resource was created or replaced, or deleted with everything below it. */
export type Change =
  | { readonly kind: 'put'; readonly resource: Resource }
  | { readonly kind: 'delete'; readonly path: string };

/** Changes that are kept together or not at all; `revision` counts up. */
export interface ChangeSet {
  readonly revision: number;
  readonly changes: readonly Change[];
}

/** Called after each change, before it is answered; where it throws, the change is taken back. */
export type Keeper = (changeSet: ChangeSet, snapshot: () => Snapshot) => void;

type Collection = Map<string, Resource>;

export class Store {
  /** By the collection's path in lower case, then by the resource's. */
  private readonly collections = new Map<string, Collection>();
  private revision = 0;
  private count = 0;

  constructor(
    snapshot: Snapshot | undefined,
    private readonly keep: Keeper,
    private readonly now: () => Date = () => new Date(),
  ) {
    if (snapshot === undefined) return;
    this.revision = snapshot.revision;
    for (const resource of snapshot.resources) this.insert(resource);
  }

  get size(): number {
    return this.count;
  }

  get(path: string): Resource | undefined {
    const key = path.toLowerCase();
    return this.collections.get(collectionOf(key))?.get(key);
  }

  all(): readonly Resource[] {
    return [...this.collections.values()].flatMap((collection) => [...collection.values()]);
  }

  /** The resources of one collection, e.g. `apis/orders/operations`, in the order of their creation. */
  list(collection: string): readonly Resource[] {
    return [...(this.collections.get(collection.toLowerCase())?.values() ?? [])];
  }

  /** The resources of every collection of that last name (`policies`), wherever it is. */
  listEverywhere(...names: readonly string[]): readonly Resource[] {
    const wanted = new Set(names.map((name) => name.toLowerCase()));
    return [...this.collections].flatMap(([path, collection]) =>
      wanted.has(path.slice(path.lastIndexOf('/') + 1)) ? [...collection.values()] : [],
    );
  }

  /** Everything below a resource. */
  below(path: string): readonly Resource[] {
    const prefix = `${path.toLowerCase()}/`;
    return [...this.collections].flatMap(([key, collection]) =>
      key.startsWith(prefix) ? [...collection.values()] : [],
    );
  }

  /** Creates or replaces; the stored casing of an existing path stays. */
  put(path: string, properties: JsonObject): Resource {
    const made = this.made(path, properties, this.timeNow());
    this.change([{ kind: 'put', resource: made }]);
    return made;
  }

  putAll(resources: readonly { readonly path: string; readonly properties: JsonObject }[]): void {
    const at = this.timeNow();
    this.change(
      resources.map(({ path, properties }) => ({ kind: 'put', resource: this.made(path, properties, at) })),
    );
  }

  /** Deletes a resource and everything below it. */
  delete(path: string): void {
    this.revision++;
    this.change([{ kind: 'delete', path }]);
  }

  snapshot(): Snapshot {
    return { version: 1, revision: this.revision, resources: this.all() };
  }

  /** A change that could not be kept did not happen. */
  private change(changes: readonly Change[]): void {
    const before: { readonly path: string; readonly resource: Resource | undefined }[] = [];
    for (const change of changes) {
      if (change.kind === 'put') {
        const { path } = change.resource;
        before.push({ path, resource: this.get(path) });
        this.insert(change.resource);
      } else {
        const gone = [this.get(change.path), ...this.below(change.path)];
        for (const resource of gone) {
          if (resource === undefined) continue;
          before.push({ path: resource.path, resource });
          this.remove(resource.path);
        }
      }
    }
    try {
      this.keep({ revision: this.revision, changes }, () => this.snapshot());
    } catch (error) {
      for (const { path, resource } of before.reverse()) {
        if (resource === undefined) this.remove(path);
        else this.insert(resource);
      }
      throw error;
    }
  }

  private made(path: string, properties: JsonObject, at: string): Resource {
    const before = this.get(path);
    return {
      path: before?.path ?? path,
      etag: this.nextEtag(),
      properties,
      createdAt: before?.createdAt ?? at,
      updatedAt: at,
    };
  }

  private insert(resource: Resource): void {
    const key = resource.path.toLowerCase();
    const name = collectionOf(key);
    let collection = this.collections.get(name);
    if (collection === undefined) {
      collection = new Map();
      this.collections.set(name, collection);
    }
    if (!collection.has(key)) this.count++;
    collection.set(key, resource);
  }

  private remove(path: string): void {
    const key = path.toLowerCase();
    const name = collectionOf(key);
    const collection = this.collections.get(name);
    if (collection?.delete(key)) this.count--;
    if (collection?.size === 0) this.collections.delete(name);
  }

  private timeNow(): string {
    return this.now().toISOString();
  }

  /** Eight bytes in base64 and quotes, as the service's row versions look. */
  private nextEtag(): string {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64BE(BigInt(++this.revision));
    return `"${bytes.toString('base64')}"`;
  }
}

function collectionOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
