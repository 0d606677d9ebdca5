import type { Metrics } from "@genlab/trainers/node";
import { signal } from "@preact/signals";
import type { Run } from "../runs/run.js";
import type { Frame } from "../session/runner.js";

/** How far a run is, and its losses on the way: the lines of `metrics.jsonl`. */
export class Progress {
  readonly step = signal(0);
  readonly metrics = signal<readonly Metrics[]>([]);
  #seconds = 0;
  #start = 0;

  /** Stands where the run was left. */
  open({ step, metrics }: Run): void {
    this.step.value = step;
    this.metrics.value = metrics;
  }

  /** Goes back, as the command-line tool does: what comes after will be written again. */
  rewind(step: number): void {
    this.step.value = step;
    this.metrics.value = this.metrics.peek().filter((line) => line.step <= step);
  }

  /** Training begins: time goes on from the last line, pauses left out. */
  begin(): void {
    this.#seconds = this.metrics.peek().at(-1)?.seconds ?? 0;
    this.#start = performance.now();
  }

  add({ step, reports }: Frame): void {
    this.step.value = step;
    if (reports.length === 0) return;
    const seconds = Math.round(this.#seconds * 1e3 + performance.now() - this.#start) / 1e3;
    const lines = reports.map((report) => ({ step: report.step, seconds, losses: report.losses }));
    this.metrics.value = [...this.metrics.peek(), ...lines];
  }
}
