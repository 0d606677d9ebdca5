import { markdownTable } from "../markdown-table.js";
import { describeEstimate, meanAndError } from "../mean-and-error.js";
import type { References, ScoreboardResult, ScoreboardRun } from "./reproduce-scoreboard.js";

type Figure =
  | "frechet"
  | "frechetByMixture"
  | "kernel"
  | "precision"
  | "recall"
  | "entropy"
  | "psnr"
  | "secondsPerStep";

interface Column {
  readonly title: string;
  readonly figure: Figure;
  readonly digits: number;
  /** What the figure is multiplied by. Default 1. */
  readonly scale?: number;
}

const COLUMNS: readonly Column[] = [
  { title: "Fréchet distance", figure: "frechet", digits: 2 },
  { title: "by a mixture", figure: "frechetByMixture", digits: 2 },
  { title: "kernel distance", figure: "kernel", digits: 3 },
  { title: "precision, %", figure: "precision", digits: 1, scale: 100 },
  { title: "recall, %", figure: "recall", digits: 1, scale: 100 },
  { title: "entropy of classes, bits", figure: "entropy", digits: 2 },
  { title: "PSNR of reconstructions, dB", figure: "psnr", digits: 1 },
  { title: "ms a step", figure: "secondsPerStep", digits: 0, scale: 1000 },
];

/** A table in Markdown: real images on top, the mean image at the bottom, and between them means over seeds with standard errors. */
export function scoreboardTable(
  { real, meanImage }: Pick<References, "real" | "meanImage">,
  results: readonly Pick<ScoreboardResult, "model" | "runs">[],
): readonly string[] {
  const rows = [
    ["images of the training part", "", ...cellsOf([real])],
    ...results.map(({ model, runs }) => [nameOf(model, runs), stepsOf(runs), ...cellsOf(runs)]),
    ["the mean image", "", ...cellsOf([meanImage])],
  ];
  const failures = results.flatMap(({ model, runs }) =>
    runs
      .filter(({ failure }) => failure !== undefined)
      .map(({ seed, failure }) => `${model}, seed ${seed}: ${failure}`),
  );
  const byMixture = results.some(({ runs }) => runs.some(({ drawnFrom }) => drawnFrom === "mixture"));
  return [
    ...markdownTable(["model", "steps", ...COLUMNS.map(({ title }) => title)], rows),
    ...(byMixture ? ["", "\\* has no prior: drawn by a mixture of ten Gaussians that is fitted to its codes."] : []),
    ...failures.flatMap((line) => ["", line]),
  ];
}

const cellsOf = (runs: readonly Partial<Readonly<Record<Figure, number>>>[]) =>
  COLUMNS.map(({ figure, digits, scale = 1 }) => {
    const values = runs.flatMap((run) => (run[figure] === undefined ? [] : [run[figure] * scale]));
    return values.length === 0 ? "" : describeEstimate(meanAndError(values), digits);
  });

function nameOf(model: string, runs: readonly ScoreboardRun[]): string {
  const whole = runs.filter(({ failure }) => failure === undefined).length;
  const mark = runs.some(({ drawnFrom }) => drawnFrom === "mixture") ? " \\*" : "";
  return `${model}${mark}${whole < runs.length ? ` (${whole} of ${runs.length} runs)` : ""}`;
}

const stepsOf = (runs: readonly ScoreboardRun[]) => `${runs.find(({ steps }) => steps !== undefined)?.steps ?? ""}`;
