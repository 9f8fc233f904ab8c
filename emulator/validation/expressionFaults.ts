/**
 * What the C# compiler says of a document's expressions, as the service passes it on: without the error's number, and
 * placed at the policy, not at the expression.
 */
import type { Analysis } from '../../server/src/core/model';
import { expressionSyntax } from '../../server/src/core/rules/expressionSyntax';
import type { ElementNode } from '../../server/src/core/syntax';

/** The messages by policy element. */
export function expressionFaults(analysis: Analysis): ReadonlyMap<ElementNode, readonly string[]> {
  const faults = new Map<ElementNode, string[]>();
  expressionSyntax.check(analysis, ({ span, message }) => {
    const region = analysis.expressions.find(
      ({ part }) => part.span.start <= span.start && span.end <= part.span.end,
    );
    const policy = region === undefined ? undefined : policyAround(analysis, region.owner);
    if (policy === undefined) return;
    const messages = faults.get(policy) ?? [];
    messages.push(message.replace(/^CS\d{4}: /, ''));
    faults.set(policy, messages);
  });
  return faults;
}

function policyAround(analysis: Analysis, owner: ElementNode): ElementNode | undefined {
  let node: ElementNode['parent'] = owner;
  while (node.kind === 'element' && analysis.meaningOf(node).kind !== 'policy') node = node.parent;
  return node.kind === 'element' ? node : undefined;
}
