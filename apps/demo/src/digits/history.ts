/** More than so many moments, or bytes, are thinned. */
const MOST_MOMENTS = 40;
const MOST_BYTES = 100e6;

/** What a run was at some of its steps. When there is too much of it, every second moment goes, but for the first and the last. */
export class History {
  #moments: readonly (readonly [step: number, bytes: Uint8Array])[] = [];

  get steps(): readonly number[] {
    return this.#moments.map(([step]) => step);
  }

  at(step: number): Uint8Array | undefined {
    return this.#moments.find(([kept]) => kept === step)?.[1];
  }

  /** The last moment at a step or before it. */
  before(step: number): Uint8Array | undefined {
    return this.#moments.findLast(([kept]) => kept <= step)?.[1];
  }

  add(step: number, bytes: Uint8Array): void {
    this.#moments = [...this.#moments.filter(([kept]) => kept < step), [step, bytes]];
    while (this.#moments.length > 3 && this.#isTooMuch()) {
      this.#moments = this.#moments.filter((_, index, { length }) => index % 2 === 0 || index === length - 1);
    }
  }

  /** Forgets what came after a step. */
  cut(last: number): void {
    this.#moments = this.#moments.filter(([step]) => step <= last);
  }

  clear(): void {
    this.#moments = [];
  }

  #isTooMuch(): boolean {
    const bytes = this.#moments.reduce((sum, [, { byteLength }]) => sum + byteLength, 0);
    return this.#moments.length > MOST_MOMENTS || bytes > MOST_BYTES;
  }
}
