/** Every diagnostic there is. Codes are stable: settings, comments and the documentation refer to them. */
import type { Severity } from '../features/types';

export interface CodeFacts {
  /** What a finding has unless its rule knows better or a setting says otherwise. */
  readonly severity: Severity;
  readonly title: string;
}

export const codes = {
  // The document isn't well-formed.
  'unclosed-tag': { severity: 'error', title: 'Tag without an end' },
  'unopened-tag': { severity: 'error', title: 'Tag without a beginning' },
  'unclosed-element': { severity: 'error', title: 'Element without a closing tag' },
  'missing-slash': { severity: 'error', title: 'Closing tag without its slash' },
  'unmatched-closing-tag': { severity: 'error', title: 'Closing tag that closes nothing' },
  'unclosed-value': { severity: 'error', title: 'Attribute value without a closing quote' },
  'unclosed-expression': { severity: 'error', title: 'Expression without an end' },
  'unbalanced-expression': { severity: 'error', title: 'Brackets that do not match' },
  'expression-syntax': { severity: 'error', title: 'Expression that is not C#' },
  'unclosed-comment': { severity: 'error', title: 'Comment without an end' },
  'unclosed-cdata': { severity: 'error', title: 'CDATA section without an end' },
  'missing-value': { severity: 'error', title: 'Attribute without a value' },
  'unquoted-value': { severity: 'error', title: 'Attribute value without quotes' },
  'missing-space': { severity: 'error', title: 'No space between attributes' },
  'invalid-name': { severity: 'error', title: 'Not a name' },
  'invalid-character': { severity: 'error', title: 'Character in the wrong place' },
  'duplicate-attribute': { severity: 'error', title: 'Attribute given twice' },
  'unescaped-character': { severity: 'error', title: 'Character that has to be escaped' },
  'unknown-entity': { severity: 'error', title: 'Unknown entity' },
  'text-outside-root': { severity: 'error', title: 'Text outside the root element' },
  'several-roots': { severity: 'error', title: 'More than one root element' },
  'no-root': { severity: 'error', title: 'No root element' },

  // Elements and where they stand.
  'unknown-root': { severity: 'error', title: 'Unknown root element' },
  'wrong-root': { severity: 'error', title: 'Root element of another kind of document' },
  'unknown-section': { severity: 'error', title: 'Unknown section' },
  'duplicate-section': { severity: 'error', title: 'Section given twice' },
  'unknown-element': { severity: 'error', title: 'Unknown element' },
  'misplaced-element': { severity: 'error', title: 'Element in the wrong place' },
  'wrong-section': { severity: 'error', title: 'Policy in the wrong section' },
  'wrong-scope': { severity: 'error', title: 'Policy at the wrong scope' },
  'missing-element': { severity: 'error', title: 'Missing child element' },
  'too-many-elements': { severity: 'error', title: 'Too many child elements' },
  'wrong-order': { severity: 'error', title: 'Child elements in the wrong order' },
  'unexpected-text': { severity: 'error', title: 'Text where none may stand' },
  'missing-text': { severity: 'warning', title: 'Element without its text' },
  'repeated-policy': { severity: 'warning', title: 'Policy used more than once' },
  'too-many-statements': { severity: 'warning', title: 'Section with too many policies' },
  'missing-base': { severity: 'information', title: 'Section without base' },
  'repeated-base': { severity: 'warning', title: 'Base given twice' },
  'unreachable-policy': { severity: 'hint', title: 'Policy that never runs' },
  deprecated: { severity: 'information', title: 'Deprecated policy or attribute' },
  'wrong-gateway': { severity: 'warning', title: 'Policy that the tier does not have' },
  'document-too-large': { severity: 'error', title: 'Document larger than the service takes' },

  // Attributes and values.
  'unknown-attribute': { severity: 'error', title: 'Unknown attribute' },
  'missing-attribute': { severity: 'error', title: 'Missing attribute' },
  'attribute-combination': { severity: 'warning', title: 'Attributes or elements that do not go together' },
  'invalid-value': { severity: 'error', title: 'Invalid value' },
  'expression-not-allowed': { severity: 'error', title: 'Expression where none is evaluated' },
  'hard-coded-secret': { severity: 'warning', title: 'Secret in plain text' },
  'expression-type': { severity: 'error', title: 'Expression that makes no sense to the compiler' },
  'unsupported-in-expression': { severity: 'error', title: 'Type or member that no expression can use' },
  'reference-comparison': { severity: 'warning', title: 'Comparison of references in place of values' },
  'suspicious-expression': { severity: 'warning', title: 'Code that is probably not meant' },
  'unreachable-code': { severity: 'hint', title: 'Code that never runs' },
  'unused-local': { severity: 'hint', title: 'Local variable that nothing uses' },
  'context-member': { severity: 'warning', title: 'Member of context that has no value here' },
  'body-read-twice': { severity: 'warning', title: 'Body that is read after it is gone' },
  'body-not-forwarded': { severity: 'warning', title: 'Body that is gone before the request is forwarded' },
  'unset-variable': { severity: 'warning', title: 'Variable that is never set' },
  'unused-variable': { severity: 'hint', title: 'Variable that nothing reads' },
  'variable-may-be-missing': { severity: 'warning', title: 'Variable that is set in a branch only' },

  // Names from beyond the document.
  'unknown-named-value': { severity: 'warning', title: 'Unknown named value' },
  'unknown-fragment': { severity: 'warning', title: 'Unknown policy fragment' },
  'recursive-fragment': { severity: 'warning', title: 'Policy fragment that includes itself' },
  'nested-fragment': { severity: 'information', title: 'Policy fragment in a policy fragment' },
  'unknown-backend': { severity: 'warning', title: 'Unknown backend' },
  'unknown-reference': {
    severity: 'warning',
    title: 'Unknown certificate, logger, cache, schema or connection',
  },
  'unknown-template-parameter': { severity: 'warning', title: 'Unknown parameter of the URL template' },
} as const satisfies Readonly<Record<string, CodeFacts>>;

export type Code = keyof typeof codes;

export function codeFacts(code: Code): CodeFacts {
  return codes[code];
}

/** Whether the text is one of the codes: for settings and comments, which hold whatever people write. */
export function isCode(text: string): text is Code {
  return Object.hasOwn(codes, text);
}
