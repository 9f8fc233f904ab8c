/** Reads JSON that may be anything. */

/** The `properties` of an ARM resource; `undefined` where the text is none. */
export function propertiesOf(text: string): Record<string, unknown> | undefined {
  try {
    return recordOf(recordOf(JSON.parse(text.replace(/^\uFEFF/, '')))?.properties);
  } catch {
    return undefined;
  }
}

/** The value where it is an object. */
export function recordOf(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

/** The value where it is a text, and not an empty one. */
export function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
