/** The context variables that a document sets, whatever the way. */
import { attributeFactsOf } from './attributeFacts';
import { elementsOf } from './elements';
import { isFilledInLater } from './placeholders';
import type { Analysis } from './types';

export interface VariablesSet {
  /** By name, in the order of the document; `type` is the value's in .NET, where the policy decides on it. */
  readonly names: ReadonlyMap<string, { readonly type: string | undefined }>;
  /** Whether there may be more of them: names that are filled in later, elements that nobody knows. */
  readonly open: boolean;
}

export function variablesSetIn(analysis: Analysis): VariablesSet {
  const names = new Map<string, { readonly type: string | undefined }>();
  let open = false;
  for (const element of elementsOf(analysis.tree.document)) {
    const meaning = analysis.meaningOf(element);
    if (meaning.kind === 'unknown') open = true;
    const setting = 'policy' in meaning ? meaning.policy.sets : undefined;
    for (const { name, value } of element.attributes) {
      const set = setting?.find(({ attribute }) => attribute === name);
      // What isn't known to set one may do so all the same if it is called like that.
      if (!value || !(set || name.endsWith('variable-name'))) continue;
      const known = attributeFactsOf(analysis, element);
      if (known?.some((facts) => facts.name === name && facts.refersTo === 'variable')) continue;
      const written = analysis.text.slice(value.span.start, value.span.end);
      if (isFilledInLater(written) || value.parts.some((part) => part.kind === 'expression')) open = true;
      else if (!names.has(written.trim())) names.set(written.trim(), { type: set?.type });
    }
  }
  return { names, open };
}
