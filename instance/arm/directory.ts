/** What an account can see at an ARM endpoint: tenants, subscriptions, and the services in them. */
import type { AzureDirectory, CallOptions, InstanceTarget, ListOptions, Outcome } from '../types';
import type { JsonObject } from './answers';
import { Pages } from './call';
import { type ArmOptions, subscriptionFailure, type TokenSource } from './client';
import { FailureError, failureOfAnswer, plain } from './failures';
import { Session, summarised } from './session';
import { serviceSummary, subscriptionSummary, tenantSummary } from './summaries';

/** https://learn.microsoft.com/rest/api/resources/subscriptions/list */
const resourcesVersion = '2022-12-01';
const servicesVersion = '2024-05-01';

/** The directory of an endpoint. Nothing is sent before the first call. */
export function createArmDirectory(
  at: Pick<InstanceTarget, 'endpoint' | 'credentialScope'>,
  credential: TokenSource,
  options: ArmOptions = {},
): AzureDirectory {
  const session = new Session(at, credential, options);
  return {
    tenants: (o = {}) =>
      list(session, 'the tenants', `/tenants?api-version=${resourcesVersion}`, tenantSummary, o),
    subscriptions: (o = {}) =>
      list(
        session,
        'the subscriptions',
        `/subscriptions?api-version=${resourcesVersion}`,
        subscriptionSummary,
        o,
      ),
    services: async (subscriptionId, o = {}) => {
      const failure = subscriptionFailure(subscriptionId);
      if (failure !== undefined) return { ok: false, failure };
      return list(
        session,
        `the API Management services of subscription '${plain(subscriptionId)}'`,
        `/subscriptions/${subscriptionId}/providers/Microsoft.ApiManagement/service?api-version=${servicesVersion}`,
        serviceSummary,
        o,
      );
    },
  };
}

function list<T>(
  session: Session,
  subject: string,
  path: string,
  summary: (row: JsonObject) => T | undefined,
  options: CallOptions & Pick<ListOptions<T>, 'onPage'>,
): Promise<Outcome<readonly T[]>> {
  return session.attempt(subject, options, async (connection) => {
    const all: T[] = [];
    const pages = new Pages((rows) => {
      const items = summarised(rows, summary);
      all.push(...items);
      options.onPage?.(items);
    });
    const base = new URL(session.target.endpoint).pathname.replace(/\/+$/, '');
    for (let url: string | undefined = `${base}${path}`; url !== undefined; ) {
      const answer = await connection.send(url, options.signal);
      if (answer.status !== 200)
        throw new FailureError(failureOfAnswer(answer, session.context(subject, options)));
      url = pages.take(answer);
    }
    return all;
  });
}
