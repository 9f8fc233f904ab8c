/** Which completion is the closing tag of the element whose opening tag has just been typed. */

/** The snippet `$0</name>` among what the server completes behind a `>`; `undefined` where nothing is to be closed. */
export function closingTagSnippet(completions: unknown): string | undefined {
  if (!Array.isArray(completions) || completions.length !== 1) return undefined;
  const text: unknown = completions[0]?.textEdit?.newText;
  return typeof text === 'string' && /^\$0<\/[\w.:-]+>$/.test(text) ? text : undefined;
}
