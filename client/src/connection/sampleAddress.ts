/** The line with which the sample instance says where it listens. */

export interface SampleAddress {
  readonly url: string;
  readonly resourceId: string;
}

/** The address on a line of the sample instance's output; `undefined` for any other line. */
export function sampleAddressOf(line: string): SampleAddress | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || !('url' in value) || !('resourceId' in value))
    return undefined;
  const { url, resourceId } = value;
  return typeof url === 'string' && typeof resourceId === 'string' ? { url, resourceId } : undefined;
}
