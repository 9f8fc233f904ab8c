/** Telling a policy document by its first elements. */

/** What may come before the first element: a byte order mark, declarations, comments. */
const prolog = /^\uFEFF?(?:\s+|<\?[\s\S]*?\?>|<!--[\s\S]*?-->)*/;

/** A section of a policy, or a comment before it, right after the root's opening tag; or the end of it all. */
const policiesRoot =
  /^<policies(?:\s[^>]*)?>(?:\s+|<!--[\s\S]*?-->)*(?:<\/?(?:inbound|backend|outbound|on-error|policies)\b|$)/;

const fragmentRoot = /^<fragment(?:\s[^>]*)?>/;

/**
 * Whether the beginning of a document is that of a policy or a policy fragment. Documents of other kinds with
 * a root `policies` have no sections in it.
 */
export function looksLikePolicy(head: string): boolean {
  const start = prolog.exec(head)?.[0].length ?? 0;
  const rest = head.slice(start);
  return (
    policiesRoot.test(rest) || fragmentRoot.test(rest) || rest === '<policies />' || rest === '<policies/>'
  );
}
