/** What is wrong with a document: every rule's findings, as settings and comments in the document want them. */
import type { Analysis } from '../model';
import { rules as allRules, type Code, codeFacts, type Finding, type Rule } from '../rules';
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
  for (const rule of rules) {
    try {
      if ('check' in rule) rule.check(analysis, report);
      else for (const element of analysis.elements) rule.checkElement(element, analysis, report);
    } catch (error) {
      onBug?.(rule.name, error);
    }
  }
  return found.sort(
    (a, b) => a.span.start - b.span.start || a.span.end - b.span.end || compareCodes(a.code, b.code),
  );
}

/** Codes are small letters and dashes, for which the order of their units is the alphabetical one. */
function compareCodes(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** The codes that `apim-policy-disable-next-line` switches off, by line; an empty set stands for all codes. */
type DisabledLines = ReadonlyMap<number, ReadonlySet<string>>;

const disableComment = /^<!--\s*apim-policy-disable-next-line(?:\s+([\s\S]*?))?\s*-->$/;

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
