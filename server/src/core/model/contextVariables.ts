/** The context variables that a document sets, whatever the way. */
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
  for (const { meaning, values } of analysis.elements) {
    if (meaning.kind === 'unknown') open = true;
    const setting = 'policy' in meaning ? meaning.policy.sets : undefined;
    for (const value of values) {
      const { attribute: name, facts } = value;
      if (name === undefined) continue;
      const set = setting?.find(({ attribute }) => attribute === name);
      // What isn't known to set one may do so all the same if it is called like that.
      if (!set && !name.endsWith('variable-name')) continue;
      if (facts?.refersTo === 'variable') continue;
      const written = value.written.trim();
      if (value.isFilledInLater || !value.isLiteral) open = true;
      else if (!names.has(written)) names.set(written, { type: set?.type });
    }
  }
  return { names, open };
}
