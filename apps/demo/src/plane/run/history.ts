import { type ReadonlySignal, signal } from "@preact/signals";
import type { Quality } from "../../session/looks/quality.js";
import type { Frame } from "../../session/runner.js";
import { Curves, type Series, upTo } from "./curves.js";
import { Kept } from "./kept.js";

/** Steps between two milestones: the quality is measured, and the run is kept for going back. */
export const MILESTONE = 50;

const MOST_KEPT = 24;
const MILLISECONDS_BETWEEN_PULSES = 250;

/** A history up to a step, to go on from: in another model, or at another visit. */
export interface Past {
  readonly losses: Series;
  readonly quality: Series;
  readonly measured: ReadonlyMap<number, Quality>;
  readonly kept: ReadonlyMap<number, Uint8Array<ArrayBuffer>>;
  /** Steps between two that are kept. */
  readonly stride: number;
}

/** What a run has shown so far, and what it can go back to. */
export class History {
  readonly curves = new Curves();
  readonly #kept = new Kept<Uint8Array<ArrayBuffer>>(MILESTONE, MOST_KEPT);
  readonly #quality = signal<Quality | null>(null);
  readonly #pulse = signal(0);
  readonly #measured = new Map<number, Quality>();
  #pulsed = 0;
  #hasNews = false;

  /** Of the milestone that was reached last before the step that is shown, or at it. */
  get quality(): ReadonlySignal<Quality | null> {
    return this.#quality;
  }

  /** Changes some times a second while there is news, and when the run comes to rest. */
  get pulse(): ReadonlySignal<number> {
    return this.#pulse;
  }

  /** Checkpoints of some milestones. */
  get kept(): Pick<Kept<Uint8Array<ArrayBuffer>>, "steps" | "at" | "last"> {
    return this.#kept;
  }

  /** What there was up to a step. */
  pastOf(step: number): Past {
    const { losses, quality } = this.curves;
    const kept = this.#kept.steps.filter((one) => one <= step).map((one) => [one, this.#kept.at(one)!] as const);
    return {
      losses: upTo(losses, step),
      quality: upTo(quality, step),
      measured: new Map([...this.#measured].filter(([one]) => one <= step)),
      kept: new Map(kept),
      stride: this.#kept.stride,
    };
  }

  /** Takes a past over. */
  recall({ losses, quality, measured, kept, stride }: Past): void {
    this.curves.recall(losses, quality);
    this.#kept.recall(kept, stride);
    this.#measured.clear();
    for (const [step, one] of measured) this.#measured.set(step, one);
  }

  take({ reports, milestones }: Pick<Frame, "reports" | "milestones">): void {
    for (const report of reports) this.curves.report(report);
    for (const { step, snapshot, answers } of milestones) {
      if (snapshot) this.#kept.add(step, snapshot);
      if (!answers.quality) continue;
      this.curves.measure(step, answers.quality);
      this.#measured.set(step, answers.quality);
      this.#quality.value = answers.quality;
    }
    this.#hasNews = true;
    if (performance.now() - this.#pulsed > MILLISECONDS_BETWEEN_PULSES) this.#beat();
  }

  /** The run rests: what came just after a pulse is shown, too. */
  settle(): void {
    if (this.#hasNews) this.#beat();
  }

  /** The run is shown as it was after so many steps. What came later stays known. */
  visit(step: number): void {
    const reached = [...this.#measured.keys()].filter((one) => one <= step);
    this.#quality.value = this.#measured.get(Math.max(...reached)) ?? null;
    this.#beat();
  }

  /** The run goes on from this step: later ones are forgotten. */
  cut(step: number): void {
    this.#kept.cut(step);
    this.curves.cut(step);
    for (const one of [...this.#measured.keys()]) if (one > step) this.#measured.delete(one);
    this.visit(step);
  }

  #beat(): void {
    this.#hasNews = false;
    this.#pulsed = performance.now();
    this.#pulse.value += 1;
  }
}
