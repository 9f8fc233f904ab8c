/** A document's root element says what it is; it has to be one that there is, and the one its place asks for. */
import type { DocumentKind } from '../model';
import { closest } from '../text';
import { didYouMean, renameElement } from './fixes';
import { elementList, isPlainName } from './names';
import type { DocumentRule } from './types';

export const rootElement: DocumentRule = {
  name: 'root-element',
  check(analysis, report) {
    const { root, kind, kindHint, catalogue } = analysis;
    if (!root || !isPlainName(root.name)) return;
    const resolvers = catalogue.policies.filter((policy) => policy.resolverRoot).map((policy) => policy.name);
    if (kind === 'unknown') {
      // Policies without a section around them have a rule of their own.
      if (analysis.meaningOf(root).kind !== 'unknown') return;
      const suggestion = closest(root.name, [...catalogue.data.roots.map(({ name }) => name), ...resolvers]);
      // A file of another kind may have been taken for a policy; only its place or its name makes that certain.
      if (suggestion === undefined && (kindHint === undefined || kindHint === 'unknown')) return;
      report({
        code: 'unknown-root',
        span: root.nameSpan,
        message: `<${root.name}> is not the root of a policy document.${didYouMean(suggestion)}`,
        ...(suggestion !== undefined && { fixes: () => [renameElement(root, suggestion)] }),
      });
    } else if (kindHint !== undefined && kindHint !== 'unknown' && kindHint !== kind) {
      const expected = kindHint === 'resolver' ? resolvers : [kindHint];
      report({
        code: 'wrong-root',
        span: root.nameSpan,
        message: `${places[kindHint]} starts with ${elementList(expected)}, not with <${root.name}>.`,
      });
    }
  },
};

const places: Readonly<Record<Exclude<DocumentKind, 'unknown'>, string>> = {
  policies: 'A policy of this scope',
  fragment: 'A policy fragment',
  resolver: "A GraphQL resolver's policy",
};
