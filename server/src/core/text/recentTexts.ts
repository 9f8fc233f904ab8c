/**
 * What is worked out of a text alone, kept for the texts that were asked for last: while someone types, most parts of
 * a document stay what they were.
 */
export class RecentTexts<T extends NonNullable<unknown>> {
  private recent = new Map<string, T>();
  private earlier: ReadonlyMap<string, T> = new Map();
  private characters = 0;

  /** @param most how many UTF-16 code units of text are kept at least, and twice as many at most */
  constructor(
    private readonly workOut: (text: string) => T,
    private readonly most = 1_000_000,
  ) {}

  of(text: string): T {
    const known = this.recent.get(text);
    if (known !== undefined) return known;
    let found = this.earlier.get(text);
    // A part of a document would keep the whole of it in memory.
    const own = copy(text);
    found ??= this.workOut(own);
    if (this.characters > this.most) {
      this.earlier = this.recent;
      this.recent = new Map();
      this.characters = 0;
    }
    this.recent.set(own, found);
    this.characters += own.length + overhead;
    return found;
  }
}

/** What short texts count on top of their length, for what is kept of them. */
const overhead = 100;

/** The same text in memory of its own. */
function copy(text: string): string {
  return ` ${text}`.slice(1);
}
