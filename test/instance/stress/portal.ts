/** A colleague in the portal: changes policies at any moment, also between a client's write and its reading back. */
import type { EmulatedService } from '../../../emulator';
import { marked } from './marks';
import type { Random } from './random';

export class Portal {
  readonly accepted = new Map<string, string>();
  private count = 0;

  constructor(
    private readonly service: EmulatedService,
    private readonly random: Random,
  ) {}

  get writes(): number {
    return this.count;
  }

  /** Reads and writes in one go, so that its own writes replace nothing. */
  write(path: string): void {
    const resource = this.service.store.get(path);
    if (resource === undefined) throw new Error(`${path} is gone`);
    const mark = `mark-portal-${++this.count}`;
    const text = marked(String(resource.properties.value), mark, this.random);
    this.service.store.put(path, { ...resource.properties, value: text });
    this.accepted.set(mark, path);
  }
}
