/** One request to ARM, or a row of them: the options the SDK gets, and the raw answers that came. */
import { isObject, type JsonObject, jsonObject, type RawAnswer, stringIn, UnexpectedAnswer } from './answers';
import type { SdkOptions } from './policies';

export class Call {
  /** The first and the last answer so far, error answers included. */
  first: RawAnswer | undefined;
  last: RawAnswer | undefined;

  constructor(
    readonly signal: AbortSignal | undefined,
    private readonly timeoutMs: number,
    private readonly onAnswer: (answer: RawAnswer) => void = () => {},
  ) {}

  /** What to hand to the SDK. */
  get options(): SdkOptions {
    return {
      ...(this.signal !== undefined && { abortSignal: this.signal }),
      requestOptions: { timeout: this.timeoutMs },
      onResponse: (answer) => {
        this.first ??= answer;
        this.last = answer;
        this.onAnswer(answer);
      },
    };
  }
}

/** The SDK's lists, as far as they are used here. */
export interface PagedList {
  byPage(): AsyncIterable<unknown>;
}

/**
 * Every row of a paged list, out of the raw answers: the SDK takes a web page for an empty list. Each page's rows
 * are handed to `onPage` as they come. Throws `UnexpectedAnswer` on an answer without rows and on pages that lead
 * in a circle.
 */
export async function allRows(
  signal: AbortSignal | undefined,
  timeoutMs: number,
  list: (options: SdkOptions) => PagedList,
  onPage: (rows: readonly JsonObject[]) => void,
): Promise<void> {
  const pages = new Pages(onPage);
  const call = new Call(signal, timeoutMs, (answer) => {
    if (answer.status < 400) pages.take(answer);
  });
  for await (const _ of list(call.options).byPage());
}

/** Reads the pages of one list. */
export class Pages {
  private readonly links = new Set<string>();

  constructor(private readonly onPage: (rows: readonly JsonObject[]) => void) {}

  /** Hands on the rows of a page and answers the address of the next one. */
  take(answer: RawAnswer): string | undefined {
    const body = jsonObject(answer);
    const next = stringIn(body, 'nextLink');
    this.onPage(rowsOf(body, answer).filter(isObject));
    if (next === undefined || next === '') return undefined;
    if (this.links.has(next)) throw new UnexpectedAnswer(answer, 'a list whose pages lead in a circle');
    this.links.add(next);
    return next;
  }
}

/** A page without rows may lack them, or say null; an object that has nothing of a page is none. */
function rowsOf(body: JsonObject, answer: RawAnswer): readonly unknown[] {
  const { value } = body;
  if (Array.isArray(value)) return value;
  const isPage = ['value', 'count', 'nextLink'].some((name) => name in body);
  if ((value === null || value === undefined) && isPage) return [];
  throw new UnexpectedAnswer(answer, 'without a list');
}
