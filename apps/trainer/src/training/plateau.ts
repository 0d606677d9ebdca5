import type { Schedule } from "@genlab/core";
import { constant } from "@genlab/optim";
import type { PhaseLosses } from "@genlab/trainers";
import type { Metrics } from "@genlab/trainers/node";
import { createSchedule, optimizers, type RateConfiguration } from "@genlab/zoo";
import { isOptimizer } from "../config/merge.js";
import type { PartialConfig, RunConfig } from "../config/run-config.js";
import { Best } from "./best.js";

const FACTOR = 0.5;
const PATIENCE = 3;

/**
 * Makes learning rates smaller where a test loss has not fallen for some evaluations. What it comes to follows from the log alone, so that a
 * run goes on with the rates that it had.
 */
export class Plateau {
  readonly #config: NonNullable<RunConfig["plateau"]>;
  #best: Best;
  #reductions = 0;

  /** @param log of the run up to here */
  constructor(config: NonNullable<RunConfig["plateau"]>, log: readonly Metrics[]) {
    this.#config = config;
    this.#best = this.#anew();
    for (const { step, ...taken } of log) {
      const values = this.#best.watched(taken);
      if (values) this.add(step, values);
    }
  }

  /** What rates are multiplied by now. */
  get factor(): number {
    const { factor = FACTOR, least = 0 } = this.#config;
    return Math.max(least, factor ** this.#reductions);
  }

  /** What of an evaluation it looks at. */
  watched(taken: Parameters<Best["watched"]>[0]): PhaseLosses | undefined {
    return this.#best.watched(taken);
  }

  /** Takes an evaluation; true where it makes the rates smaller. */
  add(step: number, losses: PhaseLosses): boolean {
    this.#best.add(step, losses);
    if (!this.#best.isOver) return false;
    const [before, { value, step: at }] = [this.factor, this.#best];
    this.#best = Object.assign(this.#anew(), { value, step: at }); // the least stays, and is waited for anew
    this.#reductions++;
    return this.factor < before;
  }

  /** An optimizer's configuration, or one for each phase, with rates that follow. */
  rates(optimizer: PartialConfig): PartialConfig {
    if (isOptimizer(optimizer)) {
      const table: Readonly<
        Record<string, { readonly settings: { readonly learningRate: { readonly default?: unknown } } }>
      > = optimizers;
      const given = optimizer.learningRate ?? table[`${optimizer.type}`]!.settings.learningRate.default;
      const rate = typeof given === "number" ? constant(given) : createSchedule(given as RateConfiguration);
      const followed: Schedule = (step) => this.factor * rate(step);
      return { ...optimizer, learningRate: followed };
    }
    return Object.fromEntries(
      Object.entries(optimizer).map(([phase, one]) => [phase, isOptimizer(one) ? this.rates(one) : one]),
    );
  }

  #anew(): Best {
    const { of, patience = PATIENCE } = this.#config;
    return new Best({ of, patience }, []);
  }
}
