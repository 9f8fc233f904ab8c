/** `If-Match`, as the contract's table has it. */
import { badRequest, preconditionFailed } from '../http/errors';
import type { Call, Reply } from '../http/message';
import type { Resource } from '../store/resource';

/** The refusal of a write, or `undefined` where it may go on. */
export function refusedByIfMatch(
  call: Call,
  existing: Resource | undefined,
  required: boolean,
): Reply | undefined {
  const wanted = call.headers['if-match'];
  if (wanted === undefined) {
    return required
      ? badRequest('ValidationError', 'The If-Match header is required for this request.')
      : undefined;
  }
  if (wanted.trim() === '*') return undefined;
  if (existing === undefined) return preconditionFailed();
  const tags = wanted.split(',').map((tag) => bare(tag));
  return tags.includes(bare(existing.etag)) ? undefined : preconditionFailed();
}

/** Some clients drop the quotes of an ETag. */
function bare(tag: string): string {
  return tag.trim().replace(/^W\//, '').replaceAll('"', '');
}
