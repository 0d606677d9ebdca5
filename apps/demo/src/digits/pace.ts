/** Pictures come at most so often. */
const MILLISECONDS_BETWEEN = 120;
/** Looking may take this share of the time. */
const LOOKING_SHARE = 0.25;

/** When to look again at a model that trains: on slow engines a look takes longer than many steps. */
export class Pace {
  #pending = 0;
  #begun = 0;
  #ended = 0;
  #took = 0;

  /** Counts a question. */
  async during<T>(ask: () => Promise<T>): Promise<T> {
    if (this.#pending === 0) this.#begun = performance.now();
    this.#pending += 1;
    try {
      return await ask();
    } finally {
      this.#pending -= 1;
      this.#ended = performance.now();
      this.#took = this.#ended - this.#begun;
    }
  }

  /** Whether the last questions are answered, and long enough ago. */
  isDue(): boolean {
    const rest = Math.max(MILLISECONDS_BETWEEN, this.#took * (1 / LOOKING_SHARE - 1));
    return this.#pending === 0 && performance.now() - this.#ended >= rest;
  }
}
