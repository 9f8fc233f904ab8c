/** What is wrong with a document: every rule's findings, as settings and comments in the document want them. */
import type { Analysis, ElementMeaning } from '../model';
import {
  rules as allRules,
  type Code,
  codeFacts,
  type DocumentRule,
  type ElementRule,
  type Finding,
  type Report,
  type Rule,
} from '../rules';
import type { ContentNode } from '../syntax';
import type { Diagnostic, Severity } from './types';

export interface DiagnosticsOptions {
  /** By code; whatever isn't a code has no effect. */
  readonly severities?: Readonly<Record<string, Severity | 'off'>>;
  /** Told of a rule that threw; the other rules' findings are answered all the same. */
  readonly onBug?: (rule: string, error: unknown) => void;
  /** Other rules than all. */
  readonly rules?: readonly Rule[];
}

/** The document's diagnostics in the order of their places. */
export function diagnostics(analysis: Analysis, options: DiagnosticsOptions = {}): readonly Diagnostic[] {
  const { severities = {}, onBug, rules = allRules } = options;
  const disabled = disabledLines(analysis);
  const found: Diagnostic[] = [];
  const report = (finding: Finding): void => {
    const wanted = Object.hasOwn(severities, finding.code) ? severities[finding.code] : undefined;
    const severity = wanted ?? finding.severity ?? codeFacts(finding.code).severity;
    if (severity === 'off' || isDisabled(analysis, disabled, finding)) return;
    found.push({ ...finding, severity });
  };
  for (const rule of rules)
    if (isDocumentRule(rule))
      try {
        rule.check(analysis, report);
      } catch (error) {
        onBug?.(rule.name, error);
      }
  checkElements(analysis, rules.filter(isElementRule), report, onBug);
  return found.sort(
    (a, b) => a.span.start - b.span.start || a.span.end - b.span.end || compareCodes(a.code, b.code),
  );
}

function isDocumentRule(rule: Rule): rule is DocumentRule {
  return 'check' in rule;
}

function isElementRule(rule: Rule): rule is ElementRule {
  return 'checkElement' in rule;
}

/** Element by element, each by the rules that its meaning concerns: documents have few meanings and many elements. */
function checkElements(
  analysis: Analysis,
  rules: readonly ElementRule[],
  report: Report,
  onBug: DiagnosticsOptions['onBug'],
): void {
  const broken = new Set<ElementRule>();
  const failed = (rule: ElementRule, error: unknown): void => {
    broken.add(rule);
    onBug?.(rule.name, error);
  };
  const isConcerned = (rule: ElementRule, meaning: ElementMeaning): boolean => {
    try {
      return rule.concerns(meaning);
    } catch (error) {
      failed(rule, error);
      return false;
    }
  };
  const concerned = new Map<ElementMeaning, readonly ElementRule[]>();
  for (const element of analysis.elements) {
    const { meaning } = element;
    let own = concerned.get(meaning);
    if (own === undefined) {
      own = rules.filter((rule) => !broken.has(rule) && isConcerned(rule, meaning));
      concerned.set(meaning, own);
    }
    for (const rule of own)
      try {
        if (broken.size === 0 || !broken.has(rule)) rule.checkElement(element, analysis, report);
      } catch (error) {
        failed(rule, error);
      }
  }
}

/** Codes are small letters and dashes, for which the order of their units is the alphabetical one. */
function compareCodes(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** The codes that `apim-policy-disable-next-line` switches off, by line; an empty set stands for all codes. */
type DisabledLines = ReadonlyMap<number, ReadonlySet<string>>;

const disableComment = /^<!--\s*apim-policy-disable-next-line(?=\s|-->)([\s\S]*)-->$/;

function disabledLines(analysis: Analysis): DisabledLines {
  const lines = new Map<number, Set<string>>();
  if (!analysis.text.includes('apim-policy-disable-next-line')) return lines;
  const pending: ContentNode[] = [...analysis.tree.document.children];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.kind === 'element') for (const child of node.children) pending.push(child);
    if (node.kind !== 'comment') continue;
    const match = disableComment.exec(analysis.text.slice(node.span.start, node.span.end));
    if (!match) continue;
    const codes = (match[1] ?? '').split(/[\s,]+/).filter((code) => code !== '');
    lines.set(analysis.lines.positionAt(node.span.end).line + 1, new Set(codes));
  }
  return lines;
}

function isDisabled(
  analysis: Analysis,
  lines: DisabledLines,
  { code, span }: { readonly code: Code; readonly span: Finding['span'] },
): boolean {
  if (lines.size === 0) return false;
  const codes = lines.get(analysis.lines.positionAt(span.start).line);
  return codes !== undefined && (codes.size === 0 || codes.has(code));
}
