/** Where tokens come from: VS Code's account, the environment's sign-in, or nowhere for this machine's sample. */
import * as vscode from 'vscode';
import {
  clouds,
  defaultCredential,
  isSampleEndpoint,
  sampleCredential,
  type TokenSource,
} from '../../../instance';
import type { ConnectionSettings } from '../settings';
import { SignInQuestion } from './signInQuestion';
import { expiryOf } from './tokenExpiry';

/** How the connection signs in: `silent` never asks the person anything. */
export type SignInMode = 'silent' | 'interactive';

export interface Credentials extends TokenSource {
  /** From now on asks the person where need be, or not. */
  mode: SignInMode;
}

export function credentialsFor(endpoint: string, settings: ConnectionSettings): Credentials {
  if (isSampleEndpoint(endpoint)) return new SampleCredentials();
  return settings.authentication === 'default'
    ? new EnvironmentCredentials(settings.tenantId)
    : new AccountCredentials(settings);
}

/** The id of VS Code's authentication provider that serves the cloud. */
export function authenticationProvider(settings: ConnectionSettings): string {
  return settings.cloud === 'public' ? 'microsoft' : 'microsoft-sovereign-cloud';
}

class SampleCredentials implements Credentials {
  mode: SignInMode = 'silent';

  getToken = sampleCredential.getToken;
}

class EnvironmentCredentials implements Credentials {
  mode: SignInMode = 'silent';
  private credential: Promise<TokenSource> | undefined;

  constructor(private readonly tenantId: string | undefined) {}

  async getToken(...args: Parameters<TokenSource['getToken']>) {
    this.credential ??= defaultCredential(this.tenantId === undefined ? {} : { tenantId: this.tenantId });
    return (await this.credential).getToken(...args);
  }
}

/** The Microsoft account signed in to VS Code, which keeps and renews the tokens. */
class AccountCredentials implements Credentials {
  mode: SignInMode = 'silent';

  private readonly question = new SignInQuestion();

  constructor(private readonly settings: ConnectionSettings) {}

  async getToken(...[scopes, options]: Parameters<TokenSource['getToken']>) {
    const wanted = [scopes].flat();
    // Read by the provider, never sent: which tenant to sign in to.
    if (this.settings.tenantId !== undefined) wanted.push(`VSCODE_TENANT:${this.settings.tenantId}`);
    const request =
      options?.claims === undefined
        ? wanted
        : { wwwAuthenticate: claimsChallenge(options.claims), fallbackScopes: wanted };
    const isInteractive = this.mode === 'interactive';
    const session = await this.question.ask(JSON.stringify([isInteractive, request]), () =>
      vscode.authentication.getSession(
        authenticationProvider(this.settings),
        request,
        isInteractive ? { createIfNone: true } : { silent: true },
      ),
    );
    if (session === undefined) return null;
    return { token: session.accessToken, expiresOnTimestamp: expiryOf(session.accessToken) };
  }
}

/** Conditional access asks for more than the token has; the header that says so, as the provider reads it. */
function claimsChallenge(claims: string): string {
  return `Bearer authorization_uri="${clouds.public.endpoint}", error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`;
}
