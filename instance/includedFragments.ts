/** Which fragments a policy includes. */
import { parsePolicy, walkElements } from '../server/src/core/syntax';
import { textOf } from '../server/src/core/text';

/** The fragments that a policy includes, each once, in its order. */
export function includedFragments(text: string): readonly string[] {
  if (!text.includes('fragment-id')) return [];
  const names = new Set<string>();
  for (const { attributes } of walkElements(parsePolicy(text)))
    for (const { name, value } of attributes)
      if (name === 'fragment-id' && value !== undefined) names.add(textOf(text, value.span));
  return [...names];
}
