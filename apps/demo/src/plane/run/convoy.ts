import type { Queries } from "../../session/looks/looks.js";
import { Lockstep } from "./lockstep.js";
import type { Slot } from "./slot.js";

/** How far a model may be ahead of the slowest, in steps. */
const LEAD = 60;
const SLOW_STEPS_PER_SECOND = 2;
/** A step that is walked through in a diagram takes so long. */
export const MILLISECONDS_OF_A_WALK = 3000;
/** A model is looked at so often, at most: a picture moves, and most of the time is for training. */
const MOST_LOOKS_PER_SECOND = 5;

export interface ConvoyOptions {
  readonly looks: Queries;
  /** Whether a person can follow each step. */
  readonly isSlow: boolean;
}

interface Journey extends ConvoyOptions {
  /** The step where it ends. */
  readonly until: number;
}

/** Models that run together, none far ahead of the others. */
export class Convoy {
  #lockstep: Lockstep | null = null;
  #slots: readonly Slot[] = [];

  /** Starts all of them. True when each has come to its end by itself. */
  async start(slots: readonly Slot[], { looks, isSlow, until }: Journey): Promise<boolean> {
    const steps = new Map(slots.map((slot, index) => [index, slot.step.peek()]));
    const lockstep = new Lockstep(steps, isSlow ? 1 : LEAD, until);
    this.#lockstep = lockstep;
    this.#slots = slots;
    const stepsPerSecond = looks.circuit ? 1000 / MILLISECONDS_OF_A_WALK : SLOW_STEPS_PER_SECOND;
    const pace = isSlow ? { stepsPerSecond } : { looksPerSecond: MOST_LOOKS_PER_SECOND };
    const runs = slots.map(async (slot, index) => {
      const first = await lockstep.reached(index, slot.step.peek()); // it may be ahead of the others
      if (lockstep === this.#lockstep)
        await slot.run({ looks, ...first, ...pace }, (step) => lockstep.reached(index, step));
      lockstep.leave(index);
    });
    await Promise.all(runs);
    return lockstep === this.#lockstep;
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
