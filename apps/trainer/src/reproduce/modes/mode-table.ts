import { markdownTable } from "../markdown-table.js";
import { describeEstimate, meanAndError } from "../mean-and-error.js";
import type { SeededRuns } from "../seeded-runs.js";
import type { Mixture } from "./mixtures.js";
import type { ModeSetup } from "./mode-setup.js";
import type { ModeRun } from "./train-on-mixture.js";

/** A set-up and its runs. */
export interface ModeResult extends SeededRuns<ModeSetup, ModeRun> {
  readonly steps: number;
}

/** A table in Markdown: means and standard errors over the seeds, for the ring beside what papers say. */
export function modeTable({ data, distribution }: Mixture, results: readonly ModeResult[]): readonly string[] {
  const isRing = data === "ring";
  const published = isRing ? ["published: modes, high quality"] : [];
  return markdownTable(
    ["model", "steps", `modes of ${distribution.modes.shape[0]}`, "high quality, %", "reverse KL, nats", ...published],
    results.map(({ setup, steps, runs }) => {
      const over = (value: (run: ModeRun) => number, digits: number) =>
        describeEstimate(meanAndError(runs.map(value)), digits);
      return [
        setup.title,
        `${steps}`,
        over(({ modesFound }) => modesFound, 1),
        over(({ highQuality }) => 100 * highQuality, 1),
        over(({ reverseKl }) => reverseKl, 3),
        ...(isRing ? [setup.publishedOnRing.map(describePublished).join("; ") || "none"] : []),
      ];
    }),
  );
}

const describePublished = ({ source, modesFound, highQuality }: ModeSetup["publishedOnRing"][number]) =>
  `${modesFound}, ${highQuality} % (${source})`;
