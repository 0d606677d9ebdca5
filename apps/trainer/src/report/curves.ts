import type { PhaseLosses } from "@genlab/trainers";
import { EXAMPLES } from "../terminal/words.js";
import { type Line, lineChart } from "./line-chart.js";
import type { ReportRun } from "./report-run.js";

/** Charts of all terms: each phase's total first. What is dashed is of examples that were not trained on. */
export function curves(runs: readonly ReportRun[]): string {
  const keys = new Set<string>();
  for (const { log } of runs) {
    for (const { losses, evaluation } of log)
      for (const key of [...keysOf(losses), ...keysOf(evaluation)]) keys.add(key);
  }
  const charts = [...keys].map((key) => lineChart({ title: key.replace("/", " · "), lines: linesOf(runs, key) }));
  return charts.length === 0 ? "" : `<div class="grid">${charts.join("")}</div>`;
}

function linesOf(runs: readonly ReportRun[], key: string): readonly Line[] {
  const [phase, term] = [key.slice(0, key.indexOf("/")), key.slice(key.indexOf("/") + 1)];
  const value = (losses: PhaseLosses | undefined) => losses?.[phase]?.[term];
  return runs.flatMap(({ name, log }, color) => {
    const of = runs.length > 1 ? `${name} ` : "";
    const points = (kind: "losses" | "evaluation") =>
      log.flatMap((line) => {
        const found = value(line[kind]);
        return found === undefined ? [] : [[line.step, found] as const];
      });
    return [
      { label: `${of}training`, points: points("losses"), color },
      { label: `${of}test`, points: points("evaluation"), color: runs.length > 1 ? color : 1, isDashed: true },
    ];
  });
}

const keysOf = (losses: PhaseLosses = {}) =>
  Object.entries(losses).flatMap(([phase, terms]) =>
    Object.keys(terms)
      .filter((term) => term !== EXAMPLES && !term.startsWith("gradient/"))
      .map((term) => `${phase}/${term}`),
  );
