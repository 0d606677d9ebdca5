import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { Queries } from "../../session/looks/looks.js";
import { type Slot, working } from "./slot.js";

/** Where the models were when they were sent back in time. */
interface Head {
  readonly step: number;
  readonly snapshots: ReadonlyMap<Slot, Uint8Array<ArrayBuffer>>;
}

/** Sends models back to what all of them kept, and on again. They are at rest meanwhile. */
export class TimeTravel {
  readonly #slots: ReadonlySignal<readonly Slot[]>;
  readonly #step: ReadonlySignal<number>;
  readonly #head = signal<Head | null>(null);

  constructor(slots: ReadonlySignal<readonly Slot[]>, step: ReadonlySignal<number>) {
    this.#slots = slots;
    this.#step = step;
  }

  /** Steps that one can go to: those that all models kept, and the last one. */
  readonly places = computed<readonly number[]>(() => {
    const [first, ...others] = working(this.#slots.value).map(({ history }) => {
      void history.pulse.value;
      return history.kept.steps;
    });
    const last = this.#head.value?.step ?? this.#step.value;
    const kept = (first ?? []).filter((step) => step < last && others.every((steps) => steps.includes(step)));
    return [...kept, last];
  });

  /** Shows the models as they were after so many steps: one of `places`. */
  async go(step: number, looks: Queries): Promise<void> {
    const head = await this.#leave();
    this.#head.value = head; // before the models are in the past, so that nobody takes it for where they are
    await this.#visit(step, head, this.#slots.peek(), looks);
    if (step === head.step) this.#head.value = null;
  }

  /** Goes through all places once more, and then back to where the models were. False where `visit` ended it. */
  async tour(looks: Queries, visit: (step: number, share: number) => Promise<boolean>): Promise<boolean> {
    const [places, here, slots] = [this.places.peek(), this.#step.peek(), working(this.#slots.peek())];
    const head = await this.#leave();
    this.#head.value = head;
    try {
      for (const [index, place] of places.entries()) {
        await this.#visit(place, head, slots, looks);
        if (!(await visit(place, (index + 1) / places.length))) return false;
      }
      return true;
    } finally {
      await this.#visit(here, head, slots, looks);
      if (here === head.step) this.#head.value = null;
    }
  }

  /** Lets the models go on from where they are: what came later is forgotten. */
  stay(): void {
    if (!this.#head.peek()) return;
    this.#head.value = null;
    for (const slot of this.#slots.peek()) slot.history.cut(slot.step.peek());
  }

  /** For other models. */
  forget(): void {
    this.#head.value = null;
  }

  /** Where the models are or, if they are in the past, were. */
  async #leave(): Promise<Head> {
    const known = this.#head.peek();
    if (known) return known;
    const snapshots = new Map<Slot, Uint8Array<ArrayBuffer>>();
    const remember = async (slot: Slot) => {
      const bytes = await slot.snapshot();
      if (bytes) snapshots.set(slot, bytes);
    };
    await Promise.all(working(this.#slots.peek()).map(remember));
    return { step: this.#step.peek(), snapshots };
  }

  async #visit(step: number, head: Head, slots: readonly Slot[], looks: Queries): Promise<void> {
    const visit = async (slot: Slot) => {
      const bytes = (step === head.step ? head.snapshots.get(slot) : null) ?? slot.history.kept.at(step);
      if (bytes) await slot.restore(bytes, looks);
      else slot.history.cut(slot.step.peek()); // it had failed before, or was brought back
    };
    await Promise.all(slots.map(visit));
  }
}
