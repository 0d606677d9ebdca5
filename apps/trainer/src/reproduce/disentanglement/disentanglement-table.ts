import { sprites } from "@genlab/data";
import { describeEstimate, meanAndError } from "../mean-and-error.js";
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
export interface SpriteResult {
  readonly setup: SpriteSetup;
  readonly runs: readonly SpriteRun[];
}

/** A table in Markdown: gaps of all factors together, with standard errors over the seeds, and of each. */
export function disentanglementTable(results: readonly SpriteResult[]): readonly string[] {
  const factors = sprites().factors.map(({ name }) => name);
  const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    row(["model", "mutual information gap", ...factors]),
    row(["---", "---", ...factors.map(() => "---")]),
    ...results.map(({ setup, runs }) => {
      const gap = describeEstimate(meanAndError(runs.map((run) => run.gap)), 3);
      const each = factors.map((_, factor) => meanAndError(runs.map(({ gaps }) => gaps[factor]!)).mean.toFixed(2));
      return row([setup.title, gap, ...each]);
    }),
  ];
}
