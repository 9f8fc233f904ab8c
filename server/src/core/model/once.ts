/**
 * What is worked out of a subject, each result once. It is kept here and not in weak maps with the subject as the key:
 * where a result refers to the subject, the garbage collector takes long to see that both are garbage.
 */
export class Once<Subject> {
  private readonly results = new Map<unknown, unknown>();

  constructor(private readonly subject: Subject) {}

  /** The result of this very function. */
  of<T>(work: (subject: Subject) => T): T {
    const known = this.results.get(work);
    if (known !== undefined || this.results.has(work)) return known as T;
    const result = work(this.subject);
    this.results.set(work, result);
    return result;
  }
}
