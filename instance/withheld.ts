/** A text that must not be shown: neither JSON nor a log of the object around it gives it away. */
export class Withheld {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** For the request that carries it, and nothing else. */
  reveal(): string {
    return this.#text;
  }

  toJSON(): string {
    return '***';
  }

  toString(): string {
    return '***';
  }
}
