/** Knows of each policy whether the instance has it, whether the workspace has it, and whether the two differ. */
import * as vscode from 'vscode';
import { type PushVerdict, planPush, policyIn } from '../../../instance/sync';
import type { PolicyAddress } from '../../../server/src/core/workspace/types';
import type { Connected } from '../connection/connection';
import type { Connections } from '../connection/connections';
import type { InstanceLists } from '../connection/instanceLists';
import { addressKey, type PolicyState } from './policyState';
import type { PolicyFile, WorkspacePolicies } from './workspacePolicies';

/** Policies compared by themselves after a refresh; more are compared when somebody looks at them. */
const comparedByItself = 60;

/** Comparisons at a time. */
const parallel = 3;

interface Known {
  /** What the knowledge belongs to: other lists, other knowledge. */
  readonly lists: InstanceLists;
  readonly generation: number;
  onInstance: ReadonlySet<string> | undefined;
  files: ReadonlyMap<string, PolicyFile>;
  readonly verdicts: Map<string, PushVerdict>;
  readonly waiting: Map<string, () => Promise<void>>;
  budget: number;
}

export class PolicyStates implements vscode.Disposable {
  private readonly known = new Map<string, Known>();
  private readonly changes = new vscode.EventEmitter<void>();
  /** Rows may read otherwise now. */
  readonly onDidChange = this.changes.event;
  private readonly compared = new vscode.EventEmitter<{
    readonly key: string;
    readonly address: PolicyAddress;
  }>();
  /** A policy and its file were compared. */
  readonly onDidCompare = this.compared.event;
  private running = 0;
  private readonly listening: vscode.Disposable;

  constructor(
    private readonly connections: Connections,
    private readonly files: WorkspacePolicies,
  ) {
    this.listening = files.onDidChange((uris) => {
      this.forgetVerdicts(new Set(uris.map(String)));
      for (const [key, known] of this.known) void this.findFiles(key, known);
    });
  }

  /** Doesn't wait for answers: `onDidChange` and `onDidCompare` tell when there is more. */
  of(key: string, address: PolicyAddress): PolicyState {
    const id = addressKey(address);
    const known = this.knownOf(key);
    const file = known?.files.get(id);
    const onInstance = address.kind === 'fragment' ? true : known?.onInstance?.has(id);
    const verdict = known?.verdicts.get(id);
    if (known !== undefined && file !== undefined && onInstance === true && verdict === undefined)
      this.compareByItself(key, known, address, file);
    return { onInstance, inWorkspace: file !== undefined, verdict };
  }

  /** Compares where that has not been done; answers what is known then. */
  async look(key: string, address: PolicyAddress, signal: AbortSignal): Promise<PolicyState> {
    const known = this.knownOf(key);
    const file = known?.files.get(addressKey(address));
    const state = this.of(key, address);
    if (known === undefined || file === undefined || state.onInstance !== true || state.verdict !== undefined)
      return state;
    await this.compare(key, known, address, file, signal);
    return this.of(key, address);
  }

  /** The workspace's file of the policy. */
  fileOf(key: string, address: PolicyAddress): PolicyFile | undefined {
    return this.known.get(key)?.files.get(addressKey(address));
  }

  /** Compares anew when asked next, after something was pushed or pulled. */
  forget(key: string): void {
    this.known.delete(key);
    this.changes.fire();
  }

  dispose(): void {
    this.listening.dispose();
    this.changes.dispose();
    this.compared.dispose();
  }

  private connectedOf(key: string): Connected | undefined {
    const state = this.connections.find(key)?.state;
    return state?.kind === 'connected' ? state : undefined;
  }

  private knownOf(key: string): Known | undefined {
    const connected = this.connectedOf(key);
    if (connected === undefined) return undefined;
    const { lists } = connected;
    const { generation } = lists;
    const before = this.known.get(key);
    if (before?.lists === lists && before.generation === generation) return before;
    const known: Known = {
      lists,
      generation,
      onInstance: undefined,
      files: before?.files ?? new Map(),
      verdicts: new Map(),
      waiting: new Map(),
      budget: comparedByItself,
    };
    this.known.set(key, known);
    void lists.policyAddresses().whole.then((addresses) => {
      if (!addresses.ok || this.known.get(key) !== known) return;
      known.onInstance = new Set(addresses.value.map(addressKey));
      this.changes.fire();
    });
    void this.findFiles(key, known);
    return known;
  }

  private async findFiles(key: string, known: Known): Promise<void> {
    const connected = this.connectedOf(key);
    if (connected === undefined) return;
    known.files = await this.files.of(key, connected);
    if (this.known.get(key) === known) this.changes.fire();
  }

  private forgetVerdicts(uris: ReadonlySet<string>): void {
    for (const { files, verdicts } of this.known.values())
      for (const [id, { uri }] of files) if (uris.size === 0 || uris.has(uri.toString())) verdicts.delete(id);
  }

  private compareByItself(key: string, known: Known, address: PolicyAddress, file: PolicyFile): void {
    const id = addressKey(address);
    if (known.budget <= 0 || known.waiting.has(id)) return;
    known.budget--;
    known.waiting.set(id, () => this.compare(key, known, address, file));
    void this.work(known);
  }

  private async work(known: Known): Promise<void> {
    if (this.running >= parallel) return;
    this.running++;
    for (;;) {
      const [next] = known.waiting;
      if (next === undefined) break;
      const [id, compare] = next;
      known.waiting.delete(id);
      await compare();
    }
    this.running--;
  }

  private async compare(
    key: string,
    known: Known,
    address: PolicyAddress,
    { path, artifacts }: PolicyFile,
    signal?: AbortSignal,
  ): Promise<void> {
    const connected = this.connectedOf(key);
    const text = await artifacts.files.read(path).catch(() => undefined);
    if (connected === undefined || text === undefined) return;
    const source = policyIn(path, text, [artifacts.place.root]);
    if (source === undefined) return;
    const planned = await planPush(
      connected.instance,
      { ...source, path },
      artifacts.state,
      signal === undefined ? {} : { signal },
    );
    if (!planned.ok) return;
    known.verdicts.set(addressKey(address), planned.plan.verdict);
    this.compared.fire({ key, address });
  }
}
