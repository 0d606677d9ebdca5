import { sprites } from "@genlab/data";
import { markdownTable } from "../markdown-table.js";
import { describeEstimate, meanAndError } from "../mean-and-error.js";
import type { SeededRuns } from "../seeded-runs.js";
import type { SpriteScores } from "./score-codes.js";
import type { SpriteSetup } from "./sprite-setups.js";

/** What came of one run. */
export interface SpriteRun extends SpriteScores {
  readonly seed: number;
  readonly seconds: number;
}

/** A set-up and its runs. */
export type SpriteResult = SeededRuns<SpriteSetup, SpriteRun>;

/** Scores of all factors together, by the headings of their columns. */
const SCORES = {
  "mutual information gap": "gap",
  SAP: "predictability",
  "DCI: disentanglement": "disentanglement",
  completeness: "completeness",
  informativeness: "informativeness",
  "FactorVAE's score": "factorVaeScore",
} as const;

/** A table in Markdown: scores of all factors together, with standard errors over the seeds, and the gap of each factor. */
export function disentanglementTable(results: readonly SpriteResult[]): readonly string[] {
  const factors = sprites().factors.map(({ name }) => name);
  return markdownTable(
    ["model", ...Object.keys(SCORES), ...factors],
    results.map(({ setup, runs }) => {
      const scores = Object.values(SCORES).map((score) =>
        describeEstimate(meanAndError(runs.map((run) => run[score])), 3),
      );
      const each = factors.map((_, factor) => meanAndError(runs.map(({ gaps }) => gaps[factor]!)).mean.toFixed(2));
      return [setup.title, ...scores, ...each];
    }),
  );
}
