/** A URI that can't end the Markdown link it stands in. */
export function linkTarget(uri: string): string {
  return uri
    .replace(/[\s()<>\\]/g, encodeURIComponent)
    .replace(/\(/g, '%28')
    .replace(/\)/g, '%29');
}
