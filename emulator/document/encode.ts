/** From C# and literal text to XML's encoded form. */

/** For element text, where quotes may stand. */
export function encodeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** For a value in double quotes. White space other than spaces is kept from XML's normalisation. */
export function encodeAttribute(text: string): string {
  return encodeText(text)
    .replaceAll('"', '&quot;')
    .replaceAll('\t', '&#x9;')
    .replaceAll('\r', '&#xD;')
    .replaceAll('\n', '&#xA;');
}
