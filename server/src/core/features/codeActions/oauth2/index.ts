/**
 * "Insert OAuth2 backend authentication": the variants that make sense for a document, each with its whole edit.
 *
 * None is offered where the inbound section gets a backend token already: two of them would overwrite each
 * other's Authorization header.
 */

import type { Section } from '../../../catalogue/types';
import { type Analysis, childElements, documentStyle } from '../../../model';
import type { ElementNode } from '../../../syntax';
import type { CodeAction, OAuth2Template, SnippetData, TemplateText } from '../../types';
import { isEscapedForm, withEscapedExpressions } from './escaping';
import { effectOf, type Insertion, insertSections, presentSections } from './insertion';
import { anchorIn } from './placement';
import { obtainsBackendToken } from './recognition';
import { withoutRepeated } from './repeated';

/** The variants on offer for a document, wherever the cursor stands in it; none for broken tags to write into. */
export function oauth2Variants(analysis: Analysis, snippets: SnippetData): readonly CodeAction[] {
  const { root } = analysis;
  if (root === undefined || !isWhole(root)) return [];
  if (analysis.kind === 'policies') {
    const sections = childElements(root).filter((child) => analysis.meaningOf(child).kind === 'section');
    if (!sections.every(isWhole)) return [];
    const inbound = sections.find((section) => section.name === 'inbound');
    if (inbound !== undefined && obtainsBackendToken(analysis, inbound)) return [];
  } else if (analysis.kind !== 'fragment' || obtainsBackendToken(analysis, root)) return [];
  const present = presentSections(analysis, root);
  return snippets.oauth2
    .filter((template) => fits(analysis, template))
    .map((template) => (isEscapedForm(analysis) ? escapedTemplate(template) : template))
    .map((template) => ({
      title: template.title,
      kind: 'refactor',
      action: effectOf(insertions(analysis, root, present, template)),
    }));
}

function insertions(
  analysis: Analysis,
  root: ElementNode,
  present: ReadonlyMap<Section, ElementNode>,
  template: OAuth2Template,
): readonly Insertion[] {
  const style = documentStyle(analysis);
  if (analysis.kind === 'policies') return insertSections(analysis, root, template.sections, present, style);
  const body = withoutRepeated(analysis, root, template.sections[0]?.body ?? []);
  return [{ container: root, after: anchorIn(analysis, root, 'inbound'), body, text: analysis.text, style }];
}

function escapedTemplate(template: OAuth2Template): OAuth2Template {
  const sections = template.sections.map(({ section, body }) => ({
    section,
    body: withEscapedExpressions(body),
  }));
  return { ...template, sections };
}

/**
 * Whether every policy of the template may stand in this document's scope. A fragment has no sections, so that
 * only what needs no other section than the one it is included in fits there.
 */
function fits({ catalogue, kind, scope }: Analysis, template: OAuth2Template): boolean {
  if (kind === 'fragment' && template.sections.length > 1) return false;
  return template.sections.every(({ section, body }) =>
    [...elementNames(body)].every((name) => {
      const policy = catalogue.policy(name);
      if (policy === undefined) return true;
      return allows(policy.sections, section) && allows(policy.scopes, scope);
    }),
  );
}

/** An empty list means that nothing is known. */
function allows<T extends string>(list: readonly T[], one: T | undefined): boolean {
  return one === undefined || list.length === 0 || list.includes(one);
}

function* elementNames(body: TemplateText): Generator<string> {
  for (const part of body)
    if (typeof part === 'string') for (const [, name = ''] of part.matchAll(/<([a-z][a-z-]*)/g)) yield name;
}

function isWhole(element: ElementNode): boolean {
  return element.openTagEnded && (element.selfClosing || element.closeTag !== undefined);
}
