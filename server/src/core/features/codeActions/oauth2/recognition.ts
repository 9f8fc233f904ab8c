/** Tells by structure, not by names that authors choose, whether a backend token is obtained already. */
import { type Analysis, attributeText, childElements } from '../../../model';
import type { ElementNode } from '../../../syntax';
import { commentsIn } from '../../../text';

/** Policies that get a token, and when they do so for the backend without anything else. */
const sources = new Map<string, (analysis: Analysis, element: ElementNode) => 'sets' | 'gets' | 'no'>([
  [
    'authentication-managed-identity',
    ({ text }, element) =>
      attributeText(text, element, 'output-token-variable-name') === undefined ? 'sets' : 'gets',
  ],
  ['get-authorization-context', () => 'gets'],
  [
    'send-request',
    ({ text }, element) => (tokenRequest.test(withoutComments(text, element)) ? 'gets' : 'no'),
  ],
]);

/** A form body with a grant, or the address of a token endpoint. */
const tokenRequest = /\bgrant_type\b|\/oauth2?\/|\/token\b/i;

/**
 * Whether a statement of the section, at any depth, gets a token and one sets the Authorization header. The
 * same policies inside of a `send-request` authenticate that request and don't count.
 */
export function obtainsBackendToken(analysis: Analysis, container: ElementNode): boolean {
  let gets = false;
  let sets = false;
  for (const statement of statements(analysis, container)) {
    const found = sources.get(statement.name)?.(analysis, statement) ?? 'no';
    if (found === 'sets') return true;
    gets ||= found === 'gets';
    sets ||= setsAuthorization(analysis.text, statement);
  }
  return gets && sets;
}

function setsAuthorization(text: string, element: ElementNode): boolean {
  return (
    element.name === 'set-header' &&
    attributeText(text, element, 'name')?.trim().toLowerCase() === 'authorization' &&
    attributeText(text, element, 'exists-action')?.trim() !== 'delete'
  );
}

/** The elements that are statements of the section, in branches and loops too. */
function* statements(analysis: Analysis, container: ElementNode): Generator<ElementNode> {
  const pending = [container];
  for (let parent = pending.pop(); parent !== undefined; parent = pending.pop()) {
    const meaning = analysis.meaningOf(parent);
    const holdsStatements =
      parent === container || ('element' in meaning && meaning.element.policies === 'any');
    for (const child of childElements(parent)) {
      if (holdsStatements) yield child;
      pending.push(child);
    }
  }
}

function withoutComments(text: string, element: ElementNode): string {
  const whole = text.slice(element.span.start, element.span.end);
  let from = 0;
  let rest = '';
  for (const { start, end } of commentsIn(whole)) {
    rest += whole.slice(from, start);
    from = end;
  }
  return rest + whole.slice(from);
}
