import { markdownTable } from "../markdown-table.js";
import { describeEstimate, meanAndError } from "../mean-and-error.js";
import type { SeededRuns } from "../seeded-runs.js";
import type { RingSetup } from "./ring-setup.js";
import type { RingRun } from "./train-on-ring.js";

/** A set-up and its runs. */
export interface RingResult extends SeededRuns<RingSetup, RingRun> {
  readonly steps: number;
}

/** A table in Markdown: means and standard errors over the seeds, beside what papers say. */
export function ringTable(results: readonly RingResult[]): readonly string[] {
  return markdownTable(
    ["model", "steps", "modes of 8", "high quality, %", "reverse KL, nats", "published: modes, high quality"],
    results.map(({ setup, steps, runs }) => {
      const over = (value: (run: RingRun) => number, digits: number) =>
        describeEstimate(meanAndError(runs.map(value)), digits);
      return [
        setup.title,
        `${steps}`,
        over(({ modesFound }) => modesFound, 1),
        over(({ highQuality }) => 100 * highQuality, 1),
        over(({ reverseKl }) => reverseKl, 3),
        setup.published.map(describePublished).join("; ") || "none",
      ];
    }),
  );
}

const describePublished = ({ source, modesFound, highQuality }: RingSetup["published"][number]) =>
  `${modesFound}, ${highQuality} % (${source})`;
