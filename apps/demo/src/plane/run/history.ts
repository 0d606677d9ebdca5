import { type ReadonlySignal, signal } from "@preact/signals";
import type { Quality } from "../../session/looks/quality.js";
import type { Frame } from "../../session/runner.js";
import { Curves } from "./curves.js";
import { Kept } from "./kept.js";

/** Steps between two milestones: the quality is measured, and the run is kept for going back. */
export const MILESTONE = 50;

const MOST_KEPT = 24;
const MILLISECONDS_BETWEEN_PULSES = 250;

/** What a run has shown so far, and what it can go back to. */
export class History {
  readonly curves = new Curves();
  readonly #kept = new Kept<Uint8Array<ArrayBuffer>>(MILESTONE, MOST_KEPT);
  readonly #quality = signal<Quality | null>(null);
  readonly #pulse = signal(0);
  #pulsed = 0;

  /** Of the milestone that was reached last, or of where the run was sent back to. */
  get quality(): ReadonlySignal<Quality | null> {
    return this.#quality;
  }

  /** Changes some times a second while there is news. */
  get pulse(): ReadonlySignal<number> {
    return this.#pulse;
  }

  /** Checkpoints of some milestones. */
  get kept(): Pick<Kept<Uint8Array<ArrayBuffer>>, "steps" | "at" | "last"> {
    return this.#kept;
  }

  take({ reports, milestones }: Pick<Frame, "reports" | "milestones">): void {
    for (const report of reports) this.curves.report(report);
    for (const { step, snapshot, answers } of milestones) {
      if (snapshot) this.#kept.add(step, snapshot);
      if (answers.quality) this.curves.measure(step, answers.quality);
      this.show(answers.quality);
    }
    if (performance.now() - this.#pulsed > MILLISECONDS_BETWEEN_PULSES) this.#beat();
  }

  show(quality: Quality | null | undefined): void {
    if (quality) this.#quality.value = quality;
  }

  /** The run goes on from this step: later ones are forgotten. */
  cut(step: number): void {
    this.#kept.cut(step);
    this.curves.cut(step);
    this.#beat();
  }

  #beat(): void {
    this.#pulsed = performance.now();
    this.#pulse.value += 1;
  }
}
