import { createRng } from "@genlab/core";
import { gaussianRing } from "@genlab/data";
import type { RunConfig } from "../../config/run-config.js";
import type { Section } from "../../pictures/section.js";
import { ringSetups } from "./ring-setups.js";
import type { RingResult } from "./ring-table.js";
import { POINTS, type RingRun, trainOnRing } from "./train-on-ring.js";

export interface ReproduceRing8Options {
  /** Names of set-ups. */
  readonly models: readonly string[];
  /** Runs of each, with the seeds 0, 1, … */
  readonly seeds: number;
  /** Updates of a run. Default: those of the set-up. */
  readonly steps?: number;
  readonly engine: Pick<RunConfig, "engine" | "threads">;
  readonly onRun: (model: string, run: RingRun) => void;
}

export interface Ring8 {
  readonly results: readonly RingResult[];
  /** The data, and points of each model's first run. */
  readonly sections: readonly Section[];
}

/**
 * Eight Gaussians on a circle: which models find them all?
 *
 * The data, 2500 samples and the measures are those of VEEGAN, https://arxiv.org/abs/1705.07761, and PacGAN,
 * https://arxiv.org/abs/1712.04086; networks and training are shorter.
 */
export async function reproduceRing8({ models, seeds, steps, engine, onRun }: ReproduceRing8Options): Promise<Ring8> {
  const points = gaussianRing().sample(POINTS, createRng(0));
  const { x } = points.batch(Array.from({ length: POINTS }, (_, index) => index));
  const results: RingResult[] = [];
  const sections: Section[] = [{ label: "data", examples: x! }];
  for (const name of models) {
    const setup = ringSetups[name]!;
    const runs: RingRun[] = [];
    for (let seed = 0; seed < seeds; seed++) {
      const { run, samples } = await trainOnRing(setup, { seed, steps: steps ?? setup.steps, engine });
      if (seed === 0) sections.push({ ...samples, label: setup.title.toLowerCase() });
      runs.push(run);
      onRun(name, run);
    }
    results.push({ setup, steps: steps ?? setup.steps, runs });
  }
  return { results, sections };
}
