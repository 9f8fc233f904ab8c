/** What a named value may be called, and the information file that stands for one in Git. */

/** What is wrong with a display name; `undefined` where nothing is. */
export function displayNameProblem(name: string): string | undefined {
  if (!/^[A-Za-z0-9._-]+$/.test(name))
    return 'A display name has letters, digits, periods, dashes and underscores only.';
  return name.length > 256 ? 'A display name has 256 characters at most.' : undefined;
}

/** The text of `namedValueInformation.json`. Without a value the named value is a secret. */
export function namedValueFile(displayName: string, value: string | undefined): string {
  const properties =
    value === undefined ? { displayName, secret: true } : { displayName, secret: false, value };
  return `${JSON.stringify({ properties }, undefined, 2)}\n`;
}
