/** The effective policy of policies that are given by their texts, to be compared with another one. */
import { type AnalysisOptions, RelatedDocuments } from '../../model';
import { type DocumentNode, type ElementNode, parsePolicy, walkElements } from '../../syntax';
import { noFacts, type PolicyAddress } from '../../workspace';
import { describeAddress } from '../../workspace/describeAddress';
import { effectivePolicy } from './effectivePolicy';

/**
 * What runs at the scope, under a product where one is given, without comments and without sections in which nothing
 * runs. A scope without a policy of its own inherits; a resolver's policy inherits nothing, and has no sections:
 * `undefined` where there is none. `textOf` answers `undefined` for policies that aren't there.
 */
export function effectiveOfTexts(
  address: PolicyAddress,
  textOf: (address: PolicyAddress) => string | undefined,
  { catalogue }: Pick<AnalysisOptions, 'catalogue'>,
  product?: string,
): string | undefined {
  if (address.kind === 'resolver') return textOf(address);
  const documents = new RelatedDocuments(
    (place) => {
      const text = textOf(place);
      const path = describeAddress(place);
      return text === undefined ? undefined : { text, path, uri: `policy:${path}`, isFile: false };
    },
    { catalogue, facts: noFacts },
  );
  const surroundings = documents.surroundingsOf(address, product);
  const own = documents.documentAt(address);
  const [narrowest, ...broader] = [...(own === undefined ? [] : [own]), ...surroundings.parents];
  if (narrowest === undefined) return '<policies>\n</policies>\n';
  const { text } = effectivePolicy([narrowest, ...broader], surroundings);
  return withoutComments(text).replace(/^ {4}<([\w-]+)>\n {4}<\/\1>\n/gm, '');
}

/** The text without its comments, and without the lines that held nothing else. */
function withoutComments(text: string): string {
  const tree = parsePolicy(text);
  const holders: readonly (DocumentNode | ElementNode)[] = [tree.document, ...walkElements(tree)];
  const spans = holders
    .flatMap(({ children }) => children.filter(({ kind }) => kind === 'comment'))
    .map(({ span }) => span)
    .sort((a, b) => a.start - b.start);
  let kept = '';
  let from = 0;
  for (const { start, end } of spans) {
    const line = text.lastIndexOf('\n', start - 1) + 1;
    const after = text.indexOf('\n', end);
    const alone = text.slice(line, start).trim() === '' && after >= 0 && text.slice(end, after).trim() === '';
    kept += text.slice(from, alone ? Math.max(from, line) : start);
    from = alone ? after + 1 : end;
  }
  return kept + text.slice(from);
}
