/** Where the faults are that the instance found: file, line and column. */
import type { LocatedFault } from '../../../instance';
import { type PushReport, type PushSides, type ReportItem, workspaceOf } from '../../../instance/push';
import { pathIn, policyIn } from '../../../instance/sync';
import { LineIndex } from '../../../server/src/core/text';

export interface PlacedFault {
  /** `file:line:column`; without line and column where the text is not at hand. */
  readonly place: string;
  readonly path: string;
  /** 1-based, in UTF-16 code units. */
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
}

/** The faults of an item that was refused. `shown` is how a path reads on this command line. */
export async function placeFaults(
  { item, outcome }: ReportItem,
  report: PushReport,
  sides: Pick<PushSides, 'files' | 'place'>,
  shown: (path: string) => string,
): Promise<readonly PlacedFault[]> {
  if (outcome.kind !== 'invalid') return [];
  const faults: readonly LocatedFault[] =
    outcome.faults.length > 0
      ? outcome.faults
      : [{ fault: { message: outcome.message }, in: { kind: 'document' }, span: { start: 0, end: 0 } }];
  return Promise.all(
    faults.map(async (located): Promise<PlacedFault> => {
      const { fault, in: origin } = located;
      if (origin.kind !== 'fragment') {
        const within = origin.kind === 'named-value' ? ` (in the value of {{${origin.name}}})` : '';
        return placed(shown(item.path), item.path, item.after, located, `${fault.message}${within}`);
      }
      const { path, text } = await fragmentText(origin.fragment, item, report, sides);
      return placed(shown(path), path, text, located, `${fault.message} (found in ${shown(item.path)})`);
    }),
  );
}

/** A fragment as it was sent, else as its file has it. */
async function fragmentText(
  fragment: string,
  item: ReportItem['item'],
  { items }: PushReport,
  { files, place }: Pick<PushSides, 'files' | 'place'>,
): Promise<{ readonly path: string; readonly text: string | undefined }> {
  const workspace = workspaceOf(item.resource);
  const sent = items.find(({ item: { resource } }) => {
    const address = resource.kind === 'policy' ? resource.address : undefined;
    return address?.kind === 'fragment' && address.fragment === fragment && address.workspace === workspace;
  })?.item;
  if (sent !== undefined) return { path: sent.path, text: sent.after };
  const address = { kind: 'fragment', fragment, ...(workspace !== undefined && { workspace }) } as const;
  const path = pathIn(place, { kind: 'policy', address });
  const file = await files.read(path).catch(() => undefined);
  return { path, text: file === undefined ? undefined : (policyIn(path, file, [place.root])?.text ?? file) };
}

function placed(
  name: string,
  path: string,
  text: string | undefined,
  { span }: LocatedFault,
  message: string,
): PlacedFault {
  // In a file that wraps the policy in JSON, places in the policy are not places in the file.
  if (text === undefined || span.start > text.length || path.endsWith('.json'))
    return { place: name, path, message };
  const { line, character } = new LineIndex(text).positionAt(span.start);
  const mark = line === 0 && text.startsWith('\ufeff') ? 1 : 0;
  const [row, column] = [line + 1, Math.max(1, character + 1 - mark)];
  return { place: `${name}:${row}:${column}`, path, line: row, column, message };
}
