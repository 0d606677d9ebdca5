import { sprites } from "@genlab/data";
import { markdownTable } from "../markdown-table.js";
import { describeEstimate, meanAndError } from "../mean-and-error.js";
import type { SeededRuns } from "../seeded-runs.js";
import type { SpriteSetup } from "./sprite-setups.js";

/** What came of one run. */
export interface SpriteRun {
  readonly seed: number;
  /** The mutual information gap, the mean of `gaps`. */
  readonly gap: number;
  /** Of each factor, in the order of the sprites'. */
  readonly gaps: readonly number[];
  readonly seconds: number;
}

/** A set-up and its runs. */
export type SpriteResult = SeededRuns<SpriteSetup, SpriteRun>;

/** A table in Markdown: gaps of all factors together, with standard errors over the seeds, and of each. */
export function disentanglementTable(results: readonly SpriteResult[]): readonly string[] {
  const factors = sprites().factors.map(({ name }) => name);
  return markdownTable(
    ["model", "mutual information gap", ...factors],
    results.map(({ setup, runs }) => {
      const gap = describeEstimate(meanAndError(runs.map((run) => run.gap)), 3);
      const each = factors.map((_, factor) => meanAndError(runs.map(({ gaps }) => gaps[factor]!)).mean.toFixed(2));
      return [setup.title, gap, ...each];
    }),
  );
}
