/** Steps with names, told one by one: passed, failed with the reason, or skipped with what it needs. */

export interface Step {
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** What was found, why it failed, or what it needs. */
  readonly note: string;
}

export class Steps {
  readonly all: Step[] = [];

  constructor(private readonly tell: (step: Step) => void) {}

  /** `work` answers a note for people; what it throws is the failure. */
  async run(name: string, work: () => Promise<string>): Promise<boolean> {
    try {
      this.add({ name, outcome: 'passed', note: await work() });
      return true;
    } catch (error) {
      this.add({
        name,
        outcome: 'failed',
        note: error instanceof Error ? error.message : String(error),
      });
      return false;
    }
  }

  skip(name: string, note: string): void {
    this.add({ name, outcome: 'skipped', note });
  }

  private add(step: Step): void {
    this.all.push(step);
    this.tell(step);
  }
}

/** Fails the step where it does not hold. */
export function must(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}
