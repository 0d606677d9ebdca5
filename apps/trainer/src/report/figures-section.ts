import { FIGURE_NAMES } from "../outputs/figures.js";
import { lineChart } from "./line-chart.js";
import type { ReportRun } from "./report-run.js";

/** A chart for each figure that was taken while the runs trained. */
export function figuresSection(runs: readonly ReportRun[]): string {
  const charts = Object.entries(FIGURE_NAMES).map(([figure, title]) =>
    lineChart({
      title,
      lines: runs.map(({ name, log }, color) => ({
        label: runs.length > 1 ? name : figure,
        color,
        points: log.flatMap(({ step, figures }) => {
          const value = figures?.[figure];
          return value === undefined ? [] : [[step, value] as const];
        }),
      })),
    }),
  );
  return charts.join("") === "" ? "" : `<div class="grid">${charts.join("")}</div>`;
}
