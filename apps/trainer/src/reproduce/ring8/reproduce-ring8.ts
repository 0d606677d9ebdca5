import { createRng } from "@genlab/core";
import { gaussianRing } from "@genlab/data";
import type { EngineConfig } from "../../engines/engine-config.js";
import type { Section } from "../../pictures/section.js";
import { type SeededRunsOptions, seededRuns } from "../seeded-runs.js";
import { ringSetups } from "./ring-setups.js";
import type { RingResult } from "./ring-table.js";
import { POINTS, type RingRun, trainOnRing } from "./train-on-ring.js";

export interface ReproduceRing8Options extends SeededRunsOptions<RingRun> {
  /** Updates of a run. Default: those of the set-up. */
  readonly steps?: number;
  readonly engine: EngineConfig;
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
export async function reproduceRing8({ steps, engine, ...options }: ReproduceRing8Options): Promise<Ring8> {
  const points = gaussianRing().sample(POINTS, createRng(0));
  const { x } = points.batch(Array.from({ length: POINTS }, (_, index) => index));
  const sections: Section[] = [{ label: "data", examples: x! }];
  const results = await seededRuns(ringSetups, options, async ({ setup, seed }) => {
    const { run, samples } = await trainOnRing(setup, { seed, steps: steps ?? setup.steps, engine });
    if (seed === 0) sections.push({ ...samples, label: setup.title.toLowerCase() });
    return run;
  });
  return { results: results.map(({ setup, runs }) => ({ setup, steps: steps ?? setup.steps, runs })), sections };
}
