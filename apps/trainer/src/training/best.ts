import { GenlabError, suggestion } from "@genlab/core";
import type { PhaseLosses } from "@genlab/trainers";
import type { Metrics } from "@genlab/trainers/node";
import type { RunConfig } from "../config/run-config.js";
import { MORE_IS_BETTER } from "../outputs/figures.js";
import { EXAMPLES } from "../terminal/words.js";

/** The checkpoint of the best evaluation, beside the last one. */
export const BEST = "best.safetensors";

const OF_FIGURES = "figures.";

/** Which evaluation of a run is its best so far: the one with the least of a test loss, or the best figure. */
export class Best {
  readonly config: NonNullable<RunConfig["best"]>;
  /** Of the best one. Before the first they are absent. */
  step?: number;
  value?: number;
  /** How many evaluations came behind the best one. */
  since = 0;

  /** @param log of the run up to here, which may have been resumed */
  constructor(config: NonNullable<RunConfig["best"]>, log: readonly Metrics[]) {
    this.config = config;
    for (const { step, ...taken } of log) {
      const values = this.watched(taken);
      if (values) this.add(step, values);
    }
    if (this.isOver) this.since = 0; // a run that ended early and is resumed is to go on
  }

  /** What of a line of the log it looks at: figures, or an evaluation. */
  watched({ evaluation, figures }: Pick<Metrics, "evaluation" | "figures">): PhaseLosses | undefined {
    if (this.config.of.startsWith(OF_FIGURES)) return figures && { figures };
    return evaluation;
  }

  /** Takes an evaluation; true where it is the best. */
  add(step: number, losses: PhaseLosses): boolean {
    const value = this.valueIn(losses);
    const sign = MORE_IS_BETTER.includes(this.config.of.slice(OF_FIGURES.length)) ? -1 : 1;
    if (this.value !== undefined && !(sign * value < sign * this.value || Number.isNaN(this.value))) {
      this.since++;
      return false;
    }
    [this.step, this.value, this.since] = [step, value, 0];
    return true;
  }

  /** Whether the run has waited long enough for a better one. */
  get isOver(): boolean {
    return this.since >= (this.config.patience ?? Number.POSITIVE_INFINITY);
  }

  /** @throws GenlabError where the losses do not have it. */
  valueIn(losses: PhaseLosses): number {
    const { of } = this.config;
    const known = Object.entries(losses).flatMap(([phase, terms]) =>
      Object.keys(terms).flatMap((term) => (term === EXAMPLES ? [] : `${phase}.${term}`)),
    );
    const [phase = "", ...term] = of.split(".");
    const value = losses[phase]?.[term.join(".")];
    if (value !== undefined && known.includes(of)) return value;
    throw new GenlabError(
      `What is to be the least is "${of}", which is no loss here. ${suggestion(of, known, "losses")}`,
    );
  }
}
