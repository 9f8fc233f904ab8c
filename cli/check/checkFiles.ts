/** Checks policies: those of files, a few at a time, and a single text. */
import { mapLimited } from '../../instance/pool';
import type { Catalogue } from '../../server/src/core/catalogue';
import type { TypeWorld } from '../../server/src/core/expression';
import { diagnostics } from '../../server/src/core/features/diagnostics';
import type { Severity } from '../../server/src/core/features/types';
import { type Analysis, analyse, looksLikePolicy } from '../../server/src/core/model';
import { closest } from '../../server/src/core/text';
import type { WorkspaceFacts } from '../../server/src/core/workspace';
import { Artifacts } from './artifacts';
import type { Candidate } from './files';
import { decodePolicy, type ReadOutcome, readCandidate } from './reading';
import type { CheckedFile, CheckResult, Notice } from './types';

export interface CheckOptions {
  readonly catalogue: Catalogue;
  readonly types: () => TypeWorld;
  readonly severities: Readonly<Record<string, Severity | 'off'>>;
  /** What is known whatever the policies' places. */
  readonly facts: WorkspaceFacts;
}

/** Enough to keep the disk busy while one file is checked. */
const parallelReads = 16;

/** Checks files in the order given. `standardInput` is the content of the candidate of that path, read already. */
export async function checkFiles(
  candidates: readonly Candidate[],
  options: CheckOptions,
  standardInput?: { readonly path: string; readonly bytes: Uint8Array },
): Promise<CheckResult> {
  const known = { catalogue: options.catalogue, types: options.types };
  const artifacts = new Artifacts(
    candidates.map(({ path }) => path),
    known,
    options.facts,
  );
  const resolverRoots = options.catalogue.policies
    .filter(({ resolverRoot }) => resolverRoot)
    .map(({ name }) => name);
  const looksRight = (head: string): boolean => looksLikePolicy(head, resolverRoots);

  const notices: Notice[] = [];
  const checkOne = async (candidate: Candidate): Promise<CheckedFile | Notice | undefined> => {
    const { name, path } = candidate;
    const place = await artifacts.placeOf(path);
    const namedSo = place.isPolicy || path.endsWith('.policy.xml');
    const outcome: ReadOutcome =
      standardInput?.path === path
        ? decodePolicy(standardInput.bytes)
        : await readCandidate({ path, named: candidate.named || namedSo }, looksRight);
    if (outcome.kind === 'other') return undefined;
    if (outcome.kind === 'failed') return { name, message: outcome.message, kind: 'failed' };
    const { text } = outcome;
    const analysis = analyse(text, { ...known, ...place.analysisOptions });
    if (!namedSo && !looksRight(text) && !isMeantAsPolicy(analysis))
      return { name, message: "isn't a policy.", kind: 'passed-over' };
    return checked(candidate, analysis, options.severities, (rule, error) => {
      const message = `could not be checked wholly: the rule "${rule}" failed (${String(error)}). Please report it.`;
      notices.push({ name, message, kind: 'failed' });
    });
  };

  const files: CheckedFile[] = [];
  for (const outcome of await mapLimited(candidates, parallelReads, checkOne)) {
    if (outcome === undefined) continue;
    if ('kind' in outcome) notices.push(outcome);
    else files.push(outcome);
  }
  return { files, notices };
}

function checked(
  { name, path }: Candidate,
  analysis: Analysis,
  severities: CheckOptions['severities'],
  onBug: (rule: string, error: unknown) => void,
): CheckedFile {
  const { text, lines } = analysis;
  const found = diagnostics(analysis, { severities, onBug });
  const findings = found.map(({ code, severity, message, span }) => ({
    code,
    severity,
    message,
    range: { start: lines.positionAt(span.start), end: lines.positionAt(span.end) },
  }));
  return { name, path, text, lines, findings };
}

/** Whether a file that the command line names was meant as a policy though it doesn't begin like one. */
function isMeantAsPolicy({ root, kind, catalogue }: Analysis): boolean {
  if (root === undefined) return false;
  if (kind !== 'unknown' || catalogue.section(root.name) || catalogue.policy(root.name)) return true;
  return (
    closest(
      root.name,
      catalogue.data.roots.map(({ name }) => name),
    ) !== undefined
  );
}
