/** The one instance this window is connected to, if any. */
import * as vscode from 'vscode';
import {
  type ApimInstance,
  createArmInstance,
  type Failure,
  type InstanceTarget,
  resourceIdOf,
  type ServiceSummary,
} from '../../../instance';
import { describeFailure, throwFailure, UserCancelled, UserError } from '../errors';
import { contextKeys } from '../names';
import type { ConnectionSettings } from '../settings';
import { type Credentials, credentialsFor, type SignInMode } from './credentials';
import { isKnownEndpoint, isSecureEndpoint } from './endpoints';
import { InstanceLists } from './instanceLists';

export interface Connected {
  readonly kind: 'connected';
  readonly target: InstanceTarget;
  readonly instance: ApimInstance;
  readonly service: ServiceSummary;
  readonly lists: InstanceLists;
}

export type ConnectionState =
  | { readonly kind: 'disconnected' }
  | { readonly kind: 'connecting'; readonly target: InstanceTarget }
  | { readonly kind: 'signedOut'; readonly target: InstanceTarget }
  | { readonly kind: 'failed'; readonly target: InstanceTarget; readonly failure: Failure }
  | Connected;

/** The addresses a person has agreed to send tokens to. */
const trustedEndpointsKey = 'trustedEndpoints';

export class Connection implements vscode.Disposable {
  private current: ConnectionState = { kind: 'disconnected' };
  private attempt = 0;
  private last: { readonly target: InstanceTarget; readonly settings: ConnectionSettings } | undefined;
  private readonly changes = new vscode.EventEmitter<ConnectionState>();
  readonly onDidChange = this.changes.event;

  constructor(
    private readonly memory: vscode.Memento,
    private readonly log: vscode.LogOutputChannel,
    private readonly userAgent: string,
  ) {
    this.announce();
  }

  get state(): ConnectionState {
    return this.current;
  }

  /**
   * Connects to a target. `silent` asks nothing and ends in the state `signedOut` where signing in would be
   * needed; `interactive` asks, and throws what went wrong for the command to report.
   */
  async connect(target: InstanceTarget, settings: ConnectionSettings, mode: SignInMode): Promise<void> {
    const attempt = ++this.attempt;
    this.last = { target, settings };
    if (!(await this.mayGetToken(target, mode))) {
      if (attempt === this.attempt) this.setState({ kind: 'signedOut', target });
      return;
    }
    if (attempt !== this.attempt) return;
    this.setState({ kind: 'connecting', target });
    const credentials = credentialsFor(target.endpoint, settings);
    const { instance, service } = await this.reach(target, credentials, mode);
    // The person has connected elsewhere in the meantime.
    if (attempt !== this.attempt) return;
    if (service.ok) {
      this.log.info(`Connected to ${resourceIdOf(target)} at ${target.endpoint}.`);
      const lists = new InstanceLists(instance);
      this.setState({ kind: 'connected', target, instance, service: service.value, lists });
      return;
    }
    const { failure } = service;
    this.log.warn(
      `Could not connect to ${resourceIdOf(target)} at ${target.endpoint}: ${describeFailure(failure)}`,
    );
    this.setState(
      failure.kind === 'signed-out' ? { kind: 'signedOut', target } : { kind: 'failed', target, failure },
    );
    if (mode === 'interactive') throwFailure(failure);
  }

  /** Tries the last target again, asking the person to sign in where need be. */
  async reconnect(mode: SignInMode): Promise<void> {
    if (this.last !== undefined) await this.connect(this.last.target, this.last.settings, mode);
  }

  disconnect(): void {
    this.attempt++;
    this.last = undefined;
    this.setState({ kind: 'disconnected' });
  }

  /** The connection, or an error that says how to get one. */
  required(): Connected {
    const { current } = this;
    if (current.kind === 'connected') return current;
    requireTrust();
    const connect = { title: 'Connect…', command: 'apimPolicy.connect' };
    switch (current.kind) {
      case 'connecting':
        throw new UserError('Still connecting to the API Management instance; try again in a moment.');
      case 'signedOut':
        throw new UserError('Sign in to use the API Management instance.', [
          { title: 'Sign In', command: 'apimPolicy.signIn' },
          connect,
        ]);
      case 'failed':
        throw new UserError(`The API Management instance is not connected. ${current.failure.message}`, [
          { title: 'Try Again', command: 'apimPolicy.refresh' },
          connect,
        ]);
      case 'disconnected':
        throw new UserError('Connect to an API Management instance first.', [
          connect,
          { title: 'Start Sample Instance', command: 'apimPolicy.startSampleInstance' },
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
      userAgent: this.userAgent,
      onRetry: ({ attempt, status }) =>
        this.log.info(`Attempt ${attempt} failed with ${status ?? 'no answer'}; trying again.`),
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
    const trusted = this.memory.get<readonly string[]>(trustedEndpointsKey, []);
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
    await this.memory.update(trustedEndpointsKey, [...trusted, endpoint]);
    return true;
  }

  private setState(state: ConnectionState): void {
    this.current = state;
    this.announce();
    this.changes.fire(state);
  }

  private announce(): void {
    void vscode.commands.executeCommand('setContext', contextKeys.state, this.current.kind);
  }
}

/** Ends the command in Restricted Mode, where nothing that the workspace's settings name is contacted. */
export function requireTrust(): void {
  if (!vscode.workspace.isTrusted)
    throw new UserError('In Restricted Mode no instance is contacted; trust the workspace first.', [
      { title: 'Manage Workspace Trust', command: 'workbench.trust.manage' },
    ]);
}
