import type { Queries } from "../../session/looks/looks.js";
import { Lockstep } from "./lockstep.js";
import type { Slot } from "./slot.js";

/** How far a model may be ahead of the slowest, in steps. */
const LEAD = 30;
const SLOW_STEPS_PER_SECOND = 2;

export interface ConvoyOptions {
  readonly looks: Queries;
  /** Whether a person can follow each step. */
  readonly isSlow: boolean;
}

/** Models that run together, none far ahead of the others. */
export class Convoy {
  #lockstep: Lockstep | null = null;
  #slots: readonly Slot[] = [];

  /** Starts all of them. */
  start(slots: readonly Slot[], { looks, isSlow }: ConvoyOptions): void {
    if (slots.length === 0) return;
    const steps = new Map(slots.map((slot, index) => [index, slot.step.peek()]));
    const lockstep = new Lockstep(steps, isSlow ? 1 : LEAD);
    this.#lockstep = lockstep;
    this.#slots = slots;
    const pace = isSlow ? { stepsPerSecond: SLOW_STEPS_PER_SECOND } : {};
    for (const [index, slot] of slots.entries()) {
      const run = slot.run({ looks, until: lockstep.end, ...pace }, (step) => lockstep.reached(index, step));
      void run.then(() => lockstep.leave(index));
    }
  }

  /** Stops them where they are. */
  async stop(): Promise<void> {
    this.dissolve();
    await Promise.all(this.#slots.map((slot) => slot.pause()));
    this.#slots = [];
  }

  /** Holds none of them back any more. */
  dissolve(): void {
    this.#lockstep?.dissolve();
    this.#lockstep = null;
  }
}
