/** Which addresses may be sent what. */
import { isLoopback } from './arm/client';
import { cloudOf } from './auth';

/** Whether an endpoint is on this machine over plain http, where nobody signs in. */
export function isSampleEndpoint(endpoint: string): boolean {
  try {
    const url = new URL(endpoint);
    return url.protocol === 'http:' && isLoopback(url.hostname);
  } catch {
    return false;
  }
}

/** Whether an address is reached over https; nothing is sent to others than these and this machine's. */
export function isSecureEndpoint(endpoint: string): boolean {
  return URL.canParse(endpoint) && new URL(endpoint).protocol === 'https:';
}

/**
 * Whether a token may go to the endpoint without asking: Azure's own, and this machine's, which gets none. Any
 * other address could be anybody's, put into the workspace's settings by whoever wrote them.
 */
export function isKnownEndpoint(endpoint: string): boolean {
  return cloudOf(endpoint) !== undefined || isSampleEndpoint(endpoint);
}
