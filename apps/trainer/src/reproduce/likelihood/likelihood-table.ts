import { markdownTable } from "../markdown-table.js";
import { describeEstimate, meanAndError } from "../mean-and-error.js";
import type { SeededRuns } from "../seeded-runs.js";
import type { LikelihoodSetup } from "./likelihood-setups.js";

/** What came of one run. */
export interface LikelihoodRun {
  readonly seed: number;
  /** The importance-weighted bound on `log p(x)`, the mean over the images, in nats. */
  readonly bound: number;
  /** Of training and of the estimate. */
  readonly seconds: { readonly training: number; readonly estimate: number };
}

/** A set-up and its runs. */
export type LikelihoodResult = SeededRuns<LikelihoodSetup, LikelihoodRun>;

/** A table in Markdown: means and standard errors over the seeds, beside what the paper says. */
export const likelihoodTable = (results: readonly LikelihoodResult[]): readonly string[] =>
  markdownTable(
    ["model", "log p(x), nats", "least and most", "published"],
    results.map(({ setup, runs }) => {
      const bounds = runs.map(({ bound }) => bound);
      const range = [Math.min(...bounds), Math.max(...bounds)].map((bound) => bound.toFixed(2));
      const estimate = describeEstimate(meanAndError(bounds), 2);
      return [setup.title, estimate, range.join(", "), setup.published.toFixed(2)];
    }),
  );
