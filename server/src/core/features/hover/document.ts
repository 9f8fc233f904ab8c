/** What is said of the document's own parts: elements, attributes, values. */
import {
  type AttributeFacts,
  allowedValues,
  describeAttribute,
  describeBase,
  describeElement,
  describePolicy,
  describeRoot,
  describeSection,
  describeValue,
  type ElementFacts,
  type PolicyFacts,
  type Section,
} from '../../catalogue';
import { type Analysis, type InheritedStatement, inheritedStatements } from '../../model';
import { cursorAt } from '../../model/cursor';
import type { ElementNode } from '../../syntax';
import type { Span } from '../../text';
import { describeAddress } from '../../workspace/describeAddress';
import { codeSpan, describeBackend, describeNamed, escapeMarkdown } from '../../workspace/describeFacts';
import { namedFacts } from '../../workspace/resolve';
import { namedKinds } from '../../workspace/types';
import type { Hover } from '../types';
import { linkTarget } from './links';

/** `undefined` where there is nothing to say. */
export function hoverOnDocument(analysis: Analysis, offset: number): Hover | undefined {
  const context = cursorAt(analysis, offset);
  switch (context.kind) {
    case 'element-name':
      return said(context.span, describeTag(analysis, context.element));
    case 'closing-name':
      return said(context.span, context.element && describeTag(analysis, context.element));
    case 'attribute-name':
    case 'attribute-value': {
      const meaning = analysis.meaningOf(context.element);
      if (context.attribute === undefined || !('element' in meaning)) return undefined;
      const { name } = context.attribute;
      const facts = meaning.element.attributes.find((attribute) => attribute.name === name);
      if (facts === undefined) return undefined;
      const markdown =
        context.kind === 'attribute-name'
          ? describeAttribute(meaning.policy, meaning.element, facts)
          : describeWritten(analysis, meaning, facts, context.span);
      return said(context.span, markdown);
    }
    case 'text': {
      if (context.parent.kind !== 'element') return undefined;
      const meaning = analysis.meaningOf(context.parent);
      const facts = 'element' in meaning ? meaning.element.text : undefined;
      const value = textAt(analysis, context.span);
      if (facts === undefined || !allowedValues(facts).includes(value)) return undefined;
      return said(context.span, `${codeSpan(value)}\n\n${describeValue(facts, value)}`);
    }
    case 'named-value':
    case 'expression':
    case 'comment':
    case 'none':
      return undefined;
  }
}

function describeTag(analysis: Analysis, element: ElementNode): string | undefined {
  const { catalogue } = analysis;
  const meaning = analysis.meaningOf(element);
  switch (meaning.kind) {
    case 'root': {
      const root = catalogue.root(meaning.name);
      return root && describeRoot(root);
    }
    case 'section': {
      const section = catalogue.section(meaning.section);
      return section && describeSection(section);
    }
    case 'base':
      return [describeInherited(analysis, meaning.section), describeBase(catalogue, meaning.section)]
        .filter((part) => part !== undefined)
        .join('\n\n');
    case 'policy':
    case 'misplaced':
      return describePolicy(meaning.policy);
    case 'child':
      return describeElement(meaning.policy, meaning.element);
    case 'unknown':
    case 'ignored':
      return undefined;
  }
}

/** How many statements of one scope are named. */
const mostNamed = 20;

/** What `<base />` runs in the section, scope by scope; `undefined` where that isn't known. */
function describeInherited(analysis: Analysis, section: Section | undefined): string | undefined {
  const { surroundings, scope } = analysis;
  if (surroundings === undefined || scope === undefined || section === undefined) return undefined;
  if (scope === 'global') return undefined;
  const statements = inheritedStatements(surroundings.parents, section);
  if (statements.length === 0)
    return `**Here:** nothing. In this workspace no broader scope has statements in ${codeSpan(section)}.`;
  const runs: [InheritedStatement, ...InheritedStatement[]][] = [];
  for (const statement of statements) {
    const last = runs.at(-1);
    if (last !== undefined && last[0].document === statement.document) last.push(statement);
    else runs.push([statement]);
  }
  const lines = runs.map((run) => {
    const [{ document, element }] = run;
    const line = document.analysis.lines.positionAt(element.span.start).line + 1;
    const place = `[${escapeMarkdown(document.path)}](${linkTarget(document.uri)}#L${line})`;
    const names = run.slice(0, mostNamed).map(nameOf);
    const more = run.length > mostNamed ? ` and ${run.length - mostNamed} more` : '';
    return `- ${names.join(', ')}${more}, of ${escapeMarkdown(describeAddress(document.address))} (${place})`;
  });
  return `**Here, in this order:**\n\n${lines.join('\n')}`;
}

/** A statement's name, and for a fragment which one. */
function nameOf({ document: { analysis }, element }: InheritedStatement): string {
  const included = analysis.fragmentReferences.find((reference) => reference.element === element);
  return included === undefined ? codeSpan(element.name) : `the fragment ${codeSpan(included.id)}`;
}

/** An attribute's value: what the chosen one means, the thing it names, or else what the attribute is for. */
function describeWritten(
  analysis: Analysis,
  { policy, element }: { readonly policy: PolicyFacts; readonly element: ElementFacts },
  facts: AttributeFacts,
  place: Span,
): string {
  const value = textAt(analysis, place);
  if (facts.refersTo === 'backend') {
    const known = analysis.facts.backends.filter(({ id }) => id === value);
    if (known.length > 0) return describeBackend(value, known);
  }
  const kind = namedKinds.find((one) => one === facts.refersTo);
  if (kind !== undefined) {
    const known = namedFacts(analysis.facts, kind).filter(({ id }) => id === value);
    if (known.length > 0) return describeNamed(kind, value, known);
  }
  if (facts.values !== undefined && allowedValues(facts).includes(value))
    return `${codeSpan(facts.name)} ${codeSpan(value)}\n\n${describeValue(facts, value)}`;
  return describeAttribute(policy, element, facts);
}

function textAt({ text }: Analysis, place: Span): string {
  return text.slice(place.start, place.end).trim();
}

function said(span: Span, markdown: string | undefined): Hover | undefined {
  return markdown === undefined || markdown === '' ? undefined : { span, markdown };
}
