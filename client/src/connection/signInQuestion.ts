/** Asking a person to sign in: one question at a time, and none after a no. */

/** How VS Code says that the person closed the question. */
const declined = /did not consent|cancell?ed/i;

export class SignInQuestion {
  private readonly asking = new Map<string, Promise<unknown>>();
  private wasDeclined = false;

  /**
   * Asks, unless the same is being asked already: then the answer is shared. `undefined` where the person says no,
   * or has said no before; other errors are thrown.
   */
  async ask<T>(what: string, question: () => PromiseLike<T | undefined>): Promise<T | undefined> {
    if (this.wasDeclined) return undefined;
    const known = this.asking.get(what);
    if (known !== undefined) return (await known) as T | undefined;
    const asked = this.put(question).finally(() => this.asking.delete(what));
    this.asking.set(what, asked);
    return asked;
  }

  private async put<T>(question: () => PromiseLike<T | undefined>): Promise<T | undefined> {
    try {
      return await question();
    } catch (error) {
      if (!declined.test(error instanceof Error ? error.message : String(error))) throw error;
      this.wasDeclined = true;
      return undefined;
    }
  }
}
