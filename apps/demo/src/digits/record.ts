import { computed, signal } from "@preact/signals";
import type { Frame } from "../session/runner.js";
import { emptySeries, extended, type Series, upTo } from "./curves.js";
import { History } from "./history.js";
import type { Term } from "./kinds.js";

/** What is known of a run: where it is, its losses, and what it was at some of its steps. */
export class RunRecord {
  readonly step = signal(0);
  /** The furthest step of the run: it is ahead of `step` where one has gone back. */
  readonly head = signal(0);
  readonly losses = signal<Series>(emptySeries([]));
  readonly millisecondsPerStep = signal<number | null>(null);
  /** Steps that one can go to, the present one among them. */
  readonly moments = computed(() => {
    void this.#kept.value;
    const steps = new Set([...this.#history.steps, this.step.value, this.head.value]);
    return [...steps].sort((a, b) => a - b);
  });
  readonly #history = new History();
  /** Grows when the history does. */
  readonly #kept = signal(0);
  #terms: readonly Term[] = [];

  /** Begins anew, with the run as it is before its first step. */
  begin(terms: readonly Term[], bytes: Uint8Array): void {
    this.#terms = terms;
    this.#history.clear();
    this.keep(0, bytes);
    this.losses.value = emptySeries(terms);
    this.step.value = 0;
    this.head.value = 0;
  }

  take({ step, reports, milestones, millisecondsPerStep }: Frame): void {
    for (const { step: reached, snapshot } of milestones) if (snapshot) this.keep(reached, snapshot);
    this.step.value = step;
    this.head.value = step;
    this.millisecondsPerStep.value = millisecondsPerStep;
    if (reports.length > 0) this.losses.value = extended(this.losses.peek(), this.#terms, reports);
  }

  keep(step: number, bytes: Uint8Array): void {
    this.#history.add(step, bytes);
    this.#kept.value += 1;
  }

  /** What the run was at a step that was kept. */
  at(step: number): Uint8Array | undefined {
    return this.#history.at(step);
  }

  /** What the run was last before a step, or at it. */
  before(step: number): Uint8Array | undefined {
    return this.#history.before(step);
  }

  /** The run goes on from where it is shown: what came after it is forgotten. */
  goOn(): void {
    const step = this.step.peek();
    if (step === this.head.peek()) return;
    this.#history.cut(step);
    this.losses.value = upTo(step, this.losses.peek());
    this.head.value = step;
  }
}
