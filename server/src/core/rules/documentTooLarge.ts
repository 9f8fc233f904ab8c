/** The service takes documents up to a size. */
import type { Analysis } from '../model';
import type { DocumentRule } from './types';

export const documentTooLarge: DocumentRule = {
  name: 'document-too-large',
  check(analysis, report) {
    const { root, text, catalogue, facts } = analysis;
    if (!root) return;
    const { sizes, tiers } = catalogue.data;
    const tier = tiers.find(({ name }) => name === facts.tier);
    const most = analysis.kind === 'fragment' ? sizes.fragment : (tier?.policySize ?? sizes.policy);
    // No UTF-16 unit takes more than three bytes.
    if (text.length * 3 <= most) return;
    const size = utf8Length(text);
    if (size <= most) return;
    report({
      code: 'document-too-large',
      span: root.nameSpan,
      message: `The document has ${kibibytes(size)} KiB; ${limit(analysis, tier?.policySize !== undefined)} takes at most ${kibibytes(most)} KiB. Move parts into policy fragments.`,
    });
  },
};

function limit({ kind, facts }: Analysis, ofTier: boolean): string {
  if (kind === 'fragment') return 'a policy fragment';
  return ofTier ? `the tier ${facts.tier ?? ''}` : 'the service';
}

/** Rounded up, so that what is too large is never called as large as what is allowed. */
function kibibytes(bytes: number): number {
  return Math.ceil(bytes / 1024);
}

/** The number of bytes in UTF-8, worked out from UTF-16. */
function utf8Length(text: string): number {
  if (!/[\u0080-\uffff]/.test(text)) return text.length;
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    // Each half of a surrogate pair counts for two of the pair's four bytes.
    bytes += unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 1 : 2;
  }
  return bytes;
}
