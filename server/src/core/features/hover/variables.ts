/** What is known of a context variable: its type, and the policies that set it. */
import {
  type Analysis,
  documentsAround,
  typeSetAt,
  type VariablePlace,
  variablesInAttributes,
} from '../../model';
import { codeSpan, escapeMarkdown } from '../../workspace/describeFacts';
import { linkTarget } from './links';

/** How many places are listed. */
const mostListed = 10;

interface SettingPlace {
  readonly analysis: Analysis;
  readonly place: VariablePlace;
  /** How people find the document; `undefined` for the one that was asked about. */
  readonly path: string | undefined;
  readonly uri: string | undefined;
}

/** In Markdown. @param uri of the document */
export function describeVariable(analysis: Analysis, name: string, uri: string | undefined): string {
  const around = documentsAround(analysis);
  const settings = [
    { analysis, path: undefined, uri },
    ...around.map((document) => ({
      analysis: document.analysis,
      path: document.path,
      uri: document.isFile ? document.uri : undefined,
    })),
  ].flatMap((document): readonly SettingPlace[] =>
    variablesInAttributes(document.analysis)
      .filter((place) => place.setting !== undefined && place.name === name)
      .map((place) => ({ ...document, place })),
  );
  const listed = settings.slice(0, mostListed);
  const types = new Set(listed.map((one) => typeSetAt(one.analysis, one.place) ?? 'object'));
  const title = `**Context variable** ${codeSpan(name)}`;
  if (settings.length === 0)
    return `${title}\n\n${around.length === 0 ? 'Nothing in this document sets it.' : 'Nothing in this document or those around it sets it.'}`;
  const more = settings.length > listed.length ? `\n- and ${settings.length - listed.length} more` : '';
  const typed = types.size === 1 ? `: ${[...types].map(codeSpan).join('')}` : '';
  return `${title}${typed}\n\nSet by:\n\n${listed.map((one) => `- ${describeSetting(one, types.size > 1)}`).join('\n')}${more}`;
}

function describeSetting({ analysis, place, path, uri }: SettingPlace, withType: boolean): string {
  const line = analysis.lines.positionAt(place.span.start).line + 1;
  const text = path === undefined ? `line ${line}` : `${escapeMarkdown(path)}, line ${line}`;
  const where = uri === undefined ? text : `[${text}](${linkTarget(uri)}#L${line})`;
  const type = withType ? `, ${codeSpan(typeSetAt(analysis, place) ?? 'object')}` : '';
  return `${codeSpan(place.element.name)} in ${where}${type}`;
}
