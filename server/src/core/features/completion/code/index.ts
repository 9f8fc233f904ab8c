/** Completion in the C# of expressions. */
import type { Analysis } from '../../../model';
import type { Completion, UsageData } from '../../types';
import type { CompletionOptions } from '../request';
import { keys } from './keys';
import { members } from './members';
import { names } from './names';
import { type CodeRequest, codeRequest } from './request';

/** Where a character that was typed may bring up a list by itself. */
const triggered: Readonly<Record<string, CodeRequest['cursor']['kind']>> = { '.': 'member', '"': 'string' };

/** `undefined` where the offset is in no code that the service compiles. */
export function codeCompletions(
  analysis: Analysis,
  offset: number,
  options: CompletionOptions,
  usage: UsageData['code'],
): readonly Completion[] | undefined {
  const request = codeRequest(analysis, offset, options, usage);
  if (request === undefined) return undefined;
  const { kind } = request.cursor;
  if (options.trigger !== undefined && triggered[options.trigger] !== kind) return [];
  if (kind === 'member') return members(request);
  return kind === 'string' ? keys(request) : names(request);
}
