/** The connection to one instance: signing in, and what came of it. */
import * as vscode from 'vscode';
import {
  type ApimInstance,
  createArmInstance,
  type Failure,
  type InstanceTarget,
  isKnownEndpoint,
  isSecureEndpoint,
  resourceIdOf,
  type ServiceSummary,
} from '../../../instance';
import type { WorkspaceEnvironment } from '../environments/environmentFiles';
import { describeFailure, throwFailure, UserCancelled, UserError } from '../errors';
import type { ConnectionSettings } from '../settings';
import { type Credentials, credentialsFor, type SignInMode } from './credentials';
import { instanceKey } from './instanceKey';
import { InstanceLists } from './instanceLists';

export interface Connected {
  readonly kind: 'connected';
  readonly target: InstanceTarget;
  readonly instance: ApimInstance;
  readonly service: ServiceSummary;
  readonly lists: InstanceLists;
  /** The named environment that the instance is, where it is one. */
  readonly environment: WorkspaceEnvironment | undefined;
}

export type ConnectionState =
  /** Known, but not asked for anything yet. */
  | { readonly kind: 'idle'; readonly target: InstanceTarget }
  | { readonly kind: 'connecting'; readonly target: InstanceTarget }
  /** `expired`: it was connected, and the sign-in has ended since. */
  | { readonly kind: 'signedOut'; readonly target: InstanceTarget; readonly expired?: true }
  | { readonly kind: 'failed'; readonly target: InstanceTarget; readonly failure: Failure }
  | Connected;

/** What all connections of a window share. */
export interface ConnectionParts {
  readonly memory: vscode.Memento;
  readonly log: vscode.LogOutputChannel;
  readonly userAgent: string;
}

/** The addresses a person has agreed to send tokens to. */
const trustedEndpointsKey = 'trustedEndpoints';

export class Connection implements vscode.Disposable {
  /** Which instance it is, the same for every spelling of its resource id. */
  readonly key: string;
  private current: ConnectionState;
  private attempt = 0;
  private readonly changes = new vscode.EventEmitter<ConnectionState>();
  readonly onDidChange = this.changes.event;

  constructor(
    readonly target: InstanceTarget,
    private readonly settings: ConnectionSettings,
    private readonly parts: ConnectionParts,
    /** The named environment that the instance is, where it is one. */
    readonly environment: WorkspaceEnvironment | undefined,
  ) {
    this.key = instanceKey(target);
    this.current = { kind: 'idle', target };
  }

  /** What people call it. */
  get label(): string {
    return this.environment?.name ?? this.target.service;
  }

  get state(): ConnectionState {
    return this.current;
  }

  /**
   * Connects. `silent` asks nothing and ends in the state `signedOut` where signing in would be needed;
   * `interactive` asks, and throws what went wrong for the command to report.
   */
  async connect(mode: SignInMode): Promise<void> {
    const attempt = ++this.attempt;
    const { target, settings } = this;
    if (!(await this.mayGetToken(target, mode))) {
      if (attempt === this.attempt) this.setState({ kind: 'signedOut', target });
      return;
    }
    if (attempt !== this.attempt) return;
    this.setState({ kind: 'connecting', target });
    const credentials = credentialsFor(target.endpoint, settings);
    const { instance, service } = await this.reach(target, credentials, mode);
    // A later attempt has begun in the meantime, or the person has disconnected.
    if (attempt !== this.attempt) return;
    const { log } = this.parts;
    if (service.ok) {
      log.info(`Connected to ${resourceIdOf(target)} at ${target.endpoint}.`);
      const lists = new InstanceLists(instance, (failure) => this.failed(failure, attempt));
      const { environment } = this;
      this.setState({ kind: 'connected', target, instance, service: service.value, lists, environment });
      return;
    }
    const { failure } = service;
    log.warn(
      `Could not connect to ${resourceIdOf(target)} at ${target.endpoint}: ${describeFailure(failure)}`,
    );
    this.setState(
      failure.kind === 'signed-out' ? { kind: 'signedOut', target } : { kind: 'failed', target, failure },
    );
    if (mode === 'interactive') throwFailure(failure);
  }

  /** What it is connected to, or an error that says how to get there. */
  required(): Connected {
    const { current } = this;
    if (current.kind === 'connected') return current;
    requireTrust();
    const connect = { title: 'Connect…', command: 'apimPolicy.connect' };
    const service = this.label;
    switch (current.kind) {
      case 'idle':
        throw new UserError(`Connect to ${service} first.`, [
          { title: 'Connect', command: 'apimPolicy.useInstance', arguments: [this.key] },
        ]);
      case 'connecting':
        throw new UserError(`Still connecting to ${service}; try again in a moment.`);
      case 'signedOut':
        throw new UserError(`Sign in to use ${service}.`, [
          { title: 'Sign In', command: 'apimPolicy.signIn', arguments: [this.key] },
          connect,
        ]);
      case 'failed':
        throw new UserError(`${service} is not connected. ${current.failure.message}`, [
          { title: 'Try Again', command: 'apimPolicy.signIn', arguments: [this.key] },
          connect,
        ]);
    }
  }

  /** Tells everyone that what the instance holds may have changed. */
  refresh(): void {
    if (this.current.kind === 'connected') this.current.lists.forget();
    this.changes.fire(this.current);
  }

  dispose(): void {
    this.attempt++;
    this.changes.dispose();
  }

  private async reach(target: InstanceTarget, credentials: Credentials, mode: SignInMode) {
    const instance = createArmInstance(target, credentials, {
      userAgent: this.parts.userAgent,
      onRetry: ({ attempt, status }) =>
        this.parts.log.info(`Attempt ${attempt} failed with ${status ?? 'no answer'}; trying again.`),
    });
    credentials.mode = mode;
    const service = await instance.service();
    // Later calls are made on a person's behalf, so they may ask for a new sign-in.
    credentials.mode = 'interactive';
    return { instance, service };
  }

  private async mayGetToken({ endpoint }: InstanceTarget, mode: SignInMode): Promise<boolean> {
    // Where nothing is ever sent there is nothing to ask; connecting says what is wrong with the address.
    if (isKnownEndpoint(endpoint) || !isSecureEndpoint(endpoint)) return true;
    const { memory } = this.parts;
    const trusted = memory.get<readonly string[]>(trustedEndpointsKey, []);
    if (trusted.includes(endpoint)) return true;
    if (mode === 'silent') return false;
    const go = 'Send Token';
    const chosen = await vscode.window.showWarningMessage(
      `Send your Azure access token to ${endpoint}?`,
      {
        modal: true,
        detail:
          'The settings name this address as the Azure Resource Manager endpoint. It is not one of Azure’s own.',
      },
      go,
    );
    if (chosen !== go) throw new UserCancelled();
    await memory.update(trustedEndpointsKey, [...trusted, endpoint]);
    return true;
  }

  /** What makes every list fail is said once, by the state, and not by each of them. */
  private failed(failure: Failure, attempt: number): void {
    if (attempt !== this.attempt || this.current.kind !== 'connected') return;
    const { target } = this;
    if (failure.kind === 'signed-out' || failure.kind === 'api-version')
      this.parts.log.warn(`No longer connected to ${resourceIdOf(target)}: ${describeFailure(failure)}`);
    if (failure.kind === 'signed-out') this.setState({ kind: 'signedOut', target, expired: true });
    else if (failure.kind === 'api-version') this.setState({ kind: 'failed', target, failure });
  }

  private setState(state: ConnectionState): void {
    this.current = state;
    this.changes.fire(state);
  }
}

/** Ends the command in Restricted Mode, where nothing that the workspace's settings name is contacted. */
export function requireTrust(): void {
  if (!vscode.workspace.isTrusted)
    throw new UserError('In Restricted Mode no instance is contacted; trust the workspace first.', [
      { title: 'Manage Workspace Trust', command: 'workbench.trust.manage' },
    ]);
}
