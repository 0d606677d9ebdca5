import { createRng } from "@genlab/core";
import type { EngineConfig } from "../../engines/engine-config.js";
import type { Section } from "../../pictures/section.js";
import { type SeededRunsOptions, seededRuns } from "../seeded-runs.js";
import type { Mixture } from "./mixtures.js";
import { modeSetups } from "./mode-setups.js";
import type { ModeResult } from "./mode-table.js";
import { type ModeRun, POINTS, trainOnMixture } from "./train-on-mixture.js";

export interface ReproduceModesOptions extends SeededRunsOptions<ModeRun> {
  readonly mixture: Mixture;
  /** Updates of a run. Default: those of the set-up. */
  readonly steps?: number;
  readonly engine: EngineConfig;
}

export interface Modes {
  readonly results: readonly ModeResult[];
  /** The data, and points of each model's first run. */
  readonly sections: readonly Section[];
}

/**
 * Gaussians in the plane: which models find them all?
 *
 * The data, 2500 samples and the measures are those of VEEGAN, https://arxiv.org/abs/1705.07761, and PacGAN,
 * https://arxiv.org/abs/1712.04086; networks and training are shorter.
 */
export async function reproduceModes({ mixture, steps, engine, ...options }: ReproduceModesOptions): Promise<Modes> {
  const points = mixture.distribution.sample(POINTS, createRng(0));
  const { x } = points.batch(Array.from({ length: POINTS }, (_, index) => index));
  const sections: Section[] = [{ label: "data", examples: x! }];
  const results = await seededRuns(modeSetups, options, async ({ setup, seed }) => {
    const { run, samples } = await trainOnMixture(setup, { mixture, seed, steps: steps ?? setup.steps, engine });
    if (seed === 0) sections.push({ ...samples, label: setup.title.toLowerCase() });
    return run;
  });
  return { results: results.map(({ setup, runs }) => ({ setup, steps: steps ?? setup.steps, runs })), sections };
}
