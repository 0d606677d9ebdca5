import type { Reply } from "../../session/runner.js";

interface Waiting {
  readonly step: number;
  readonly go: (reply: Reply) => void;
}

/**
 * Keeps runs together: none gets further ahead of the slowest than `lead` steps, and none beyond the `limit`. One that waits goes on when it
 * has half of them to do, so that fast ones are not asked for a step or two at a time.
 */
export class Lockstep {
  readonly #lead: number;
  readonly #limit: number;
  readonly #steps = new Map<number, number>();
  readonly #waiting = new Map<number, Waiting>();
  #isDissolved = false;

  constructor(members: ReadonlyMap<number, number>, lead: number, limit = Number.POSITIVE_INFINITY) {
    this.#lead = lead;
    this.#limit = limit;
    for (const [member, step] of members) this.#steps.set(member, step);
  }

  /** How far a member may run now. */
  get end(): number {
    return Math.min(this.#limit, Math.min(...this.#steps.values()) + this.#lead);
  }

  /** Says where a member is. The reply comes when it may go on, and says how far. */
  reached(member: number, step: number): Promise<Reply> {
    if (this.#isDissolved) return Promise.resolve({});
    this.#steps.set(member, step);
    return new Promise((go) => {
      this.#waiting.set(member, { step, go });
      this.#release();
    });
  }

  /** The others wait for it no more. */
  leave(member: number): void {
    this.#steps.delete(member);
    this.#waiting.get(member)?.go({});
    this.#waiting.delete(member);
    this.#release();
  }

  /** Lets all go, wherever they are, now and later. */
  dissolve(): void {
    this.#isDissolved = true;
    for (const { go } of this.#waiting.values()) go({});
    this.#waiting.clear();
  }

  #release(): void {
    const { end } = this;
    for (const [member, { step, go }] of this.#waiting) {
      const isWorthIt = end - step >= this.#lead / 2 || (end === this.#limit && end > step);
      if (!isWorthIt && step < this.#limit) continue;
      this.#waiting.delete(member);
      go({ until: end });
    }
  }
}
