/** Reads policies, and tells them from everything else by their beginnings, so that other files are read no further. */
import { type FileHandle, open } from 'node:fs/promises';
import { policyHeadLength } from '../../server/src/core/model';
import type { Candidate } from './files';
import { reason } from './files';

export type ReadOutcome =
  /** `mark`: the byte order mark that the bytes begin with, or nothing. */
  | { readonly kind: 'text'; readonly text: string; readonly mark: string }
  /** Not a policy by its beginning. */
  | { readonly kind: 'other' }
  /** `message` is the end of a sentence that begins with the file's name. */
  | { readonly kind: 'failed'; readonly message: string };

/** Bytes. API Management takes no policy near this size in any tier. */
const largestPolicy = 4 * 1024 * 1024;

/**
 * The text of a file without its byte order mark. A file that the command line doesn't name is `other` unless its
 * beginning `looksRight`, in whatever encoding; any other file is read as it is.
 */
export async function readCandidate(
  { path, named }: Pick<Candidate, 'path' | 'named'>,
  looksRight: (head: string) => boolean,
): Promise<ReadOutcome> {
  try {
    const file = await open(path);
    try {
      if (!named && !looksRight(decodeLoosely(await readHead(file)))) return { kind: 'other' };
      return decodePolicy(await file.readFile());
    } finally {
      await file.close();
    }
  } catch (error) {
    return { kind: 'failed', message: reason(error) };
  }
}

/** The text, or why these bytes aren't a policy's. */
export function decodePolicy(bytes: Uint8Array): ReadOutcome {
  if (utf16Of(bytes) !== undefined)
    return { kind: 'failed', message: 'is UTF-16: save it as UTF-8 to have it checked.' };
  if (bytes.length > largestPolicy)
    return { kind: 'failed', message: 'is larger than 4 MiB, which no policy may be.' };
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
    return { kind: 'text', text: text.slice(mark.length), mark };
  } catch {
    return { kind: 'failed', message: "isn't UTF-8: save it as UTF-8 to have it checked." };
  }
}

/** Leaves the file's position where it is, at the start. */
async function readHead(file: FileHandle): Promise<Uint8Array> {
  // Twice the characters: UTF-16 takes two bytes for each.
  const length = 2 * policyHeadLength;
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
  return buffer.subarray(0, bytesRead);
}

/** For looking only: wrong bytes become replacement characters. */
function decodeLoosely(bytes: Uint8Array): string {
  return new TextDecoder(utf16Of(bytes) ?? 'utf-8').decode(bytes);
}

/** Told by the byte order mark, or by a `<` with its zero byte. */
function utf16Of([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be';
  return undefined;
}
