/**
 * The faults that ARM finds in a policy, out of its error bodies. The place of a fault stands only in the words
 * of its message, in one of two forms: `Error in element 'x' on line L, column C: …` and `… Line L, position C.`
 */
import type { PolicyFault } from '../types';
import { isObject, type JsonObject, objectIn, stringIn } from './answers';

const elementForm = /^Error in element '([^']*)' on line (\d+), column (\d+):\s*/;
const positionForm = /(?<!\s)\s*Line (\d+), position (\d+)\.?\s*$/;

/** Targets that name no element. */
const wholeDocument = new Set(['representation', '']);

/** The faults of an error body (`{ error: { message, details } }`, already parsed); none for any other value. */
export function parseFaults(body: unknown): readonly PolicyFault[] {
  const error = objectIn(isObject(body) ? body : undefined, 'error');
  const details = Array.isArray(error.details) ? error.details.filter(isObject) : [];
  const faults = details.flatMap((detail) => faultOf(detail));
  return faults.length > 0 ? faults : faultOf(error);
}

/** One message of ARM as a fault: its place taken out of the words, the words kept. */
export function parseFault(message: string, target?: string): PolicyFault {
  const named = elementForm.exec(message);
  const position = named ? undefined : positionForm.exec(message);
  const element = named?.[1] ?? (target === undefined || wholeDocument.has(target) ? undefined : target);
  const line = Number(named?.[2] ?? position?.[1]);
  const column = Number(named?.[3] ?? position?.[2]);
  const words = named
    ? message.slice(named[0].length)
    : position
      ? message.slice(0, position.index)
      : message;
  return {
    message: words.trim() === '' ? message.trim() : words.trim(),
    ...(element !== undefined && { element }),
    ...(Number.isSafeInteger(line) && line > 0 && { line }),
    ...(Number.isSafeInteger(column) && column > 0 && { column }),
  };
}

function faultOf(error: JsonObject): readonly PolicyFault[] {
  const message = stringIn(error, 'message');
  return message === undefined || message.trim() === ''
    ? []
    : [parseFault(message, stringIn(error, 'target'))];
}
