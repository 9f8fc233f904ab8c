/** The information file that stands for a named value in Git. */

/** The text of `namedValueInformation.json`. Without a value the named value is a secret. */
export function namedValueFile(displayName: string, value: string | undefined): string {
  const properties =
    value === undefined ? { displayName, secret: true } : { displayName, secret: false, value };
  return `${JSON.stringify({ properties }, undefined, 2)}\n`;
}
