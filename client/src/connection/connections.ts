/** The instances that this window works with side by side. One of them is active: the one commands are for. */
import * as vscode from 'vscode';
import type { InstanceTarget } from '../../../instance';
import type { WorkspaceEnvironment } from '../environments/environmentFiles';
import { UserError } from '../errors';
import { contextKeys } from '../names';
import type { ConnectionSettings } from '../settings';
import {
  type Connected,
  Connection,
  type ConnectionParts,
  type ConnectionState,
  requireTrust,
} from './connection';
import type { SignInMode } from './credentials';
import { instanceKey } from './instanceKey';

/** The state of the active connection; `disconnected` where there is none. */
export type ActiveState = ConnectionState | { readonly kind: 'disconnected' };

/** How long `settled` waits, in milliseconds. */
const settleLimit = 20_000;

interface Member {
  readonly connection: Connection;
  readonly listening: vscode.Disposable;
}

export class Connections implements vscode.Disposable {
  private readonly members = new Map<string, Member>();
  private activeKey: string | undefined;
  private opened = false;
  private readonly changes = new vscode.EventEmitter<ActiveState>();
  private readonly anyChanges = new vscode.EventEmitter<void>();
  /** The active connection is another one, in another state, or holds something else. */
  readonly onDidChange = this.changes.event;
  /** Any of them has changed, was added or removed. */
  readonly onDidChangeAny = this.anyChanges.event;

  constructor(private readonly parts: ConnectionParts) {
    this.announce();
  }

  /** In the order in which they were added. */
  get all(): readonly Connection[] {
    return [...this.members.values()].map(({ connection }) => connection);
  }

  get active(): Connection | undefined {
    return this.find(this.activeKey);
  }

  get state(): ActiveState {
    return this.active?.state ?? { kind: 'disconnected' };
  }

  find(key: string | undefined): Connection | undefined {
    return key === undefined ? undefined : this.members.get(key)?.connection;
  }

  /**
   * The connection to the target; a new one, not yet connected, where there is none. With another environment than
   * before it is a new one too.
   */
  add(target: InstanceTarget, settings: ConnectionSettings, environment?: WorkspaceEnvironment): Connection {
    const known = this.find(instanceKey(target));
    if (known !== undefined && sameEnvironment(known.environment, environment ?? known.environment))
      return known;
    const wasActive = known !== undefined && known.key === this.activeKey;
    if (known !== undefined) this.remove(known.key);
    const connection = new Connection(target, settings, this.parts, environment);
    const listening = connection.onDidChange(() => this.changed(connection.key));
    this.members.set(connection.key, { connection, listening });
    if (wasActive) this.activeKey = connection.key;
    this.activeKey ??= connection.key;
    this.changed(connection.key);
    return connection;
  }

  /** Connects to the target and makes it the active one. */
  async connect(target: InstanceTarget, settings: ConnectionSettings, mode: SignInMode): Promise<Connection> {
    const connection = this.add(target, settings);
    this.activate(connection.key);
    await connection.connect(mode);
    return connection;
  }

  activate(key: string): void {
    if (this.activeKey === key || !this.members.has(key)) return;
    this.activeKey = key;
    this.changed(key);
  }

  remove(key: string): void {
    const member = this.members.get(key);
    if (member === undefined) return;
    this.members.delete(key);
    member.listening.dispose();
    member.connection.dispose();
    const wasActive = this.activeKey === key;
    if (wasActive) this.activeKey = this.members.keys().next().value;
    if (wasActive) this.announce();
    this.anyChanges.fire();
    if (wasActive) this.changes.fire(this.state);
  }

  /** What a command works with: the instance with the key, else the active one; an error says how to get one. */
  required(key?: string): Connected {
    const connection = key === undefined ? this.active : this.find(key);
    if (connection !== undefined) return connection.required();
    requireTrust();
    throw new UserError(
      key === undefined
        ? 'Connect to an API Management instance first.'
        : 'This window is no longer connected to that instance; connect again.',
      [
        { title: 'Connect…', command: 'apimPolicy.connect' },
        { title: 'Start Sample Instance', command: 'apimPolicy.startSampleInstance' },
      ],
    );
  }

  /** All that was known when the window opened has been added. */
  markOpened(): void {
    this.opened = true;
    this.anyChanges.fire();
  }

  /** Resolves when no attempt to connect to the instance is under way, at the latest after a while. */
  settled(key: string): Promise<void> {
    return new Promise((done) => {
      const isSettled = (): boolean => {
        const kind = this.find(key)?.state.kind;
        return kind === undefined ? this.opened : kind !== 'connecting' && kind !== 'idle';
      };
      if (isSettled()) return done();
      const finish = (): void => {
        clearTimeout(timer);
        listening.dispose();
        done();
      };
      const timer = setTimeout(finish, settleLimit);
      const listening = this.onDidChangeAny(() => {
        if (isSettled()) finish();
      });
    });
  }

  refresh(): void {
    for (const connection of this.all) connection.refresh();
  }

  dispose(): void {
    for (const { connection, listening } of this.members.values()) {
      listening.dispose();
      connection.dispose();
    }
    this.changes.dispose();
    this.anyChanges.dispose();
  }

  private changed(key: string): void {
    this.announce();
    this.anyChanges.fire();
    if (key === this.activeKey) this.changes.fire(this.state);
  }

  private announce(): void {
    void vscode.commands.executeCommand('setContext', contextKeys.state, this.state.kind);
    void vscode.commands.executeCommand('setContext', contextKeys.problem, problemOf(this.state));
    void vscode.commands.executeCommand('setContext', contextKeys.several, this.members.size > 1);
  }
}

/** Why there is nothing to see of the active instance, as the view's welcome tells it; empty where there is. */
function problemOf(state: ActiveState): string {
  if (state.kind === 'failed') return state.failure.kind;
  return state.kind === 'signedOut' && state.expired === true ? 'expired' : '';
}

function sameEnvironment(a: WorkspaceEnvironment | undefined, b: WorkspaceEnvironment | undefined): boolean {
  // Where its name stands in the file makes it no other environment.
  const said = (environment: WorkspaceEnvironment | undefined) =>
    JSON.stringify(environment && { ...environment, at: 0 });
  return said(a) === said(b);
}
