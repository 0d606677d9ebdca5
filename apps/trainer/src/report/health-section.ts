import type { HealthRecord, ParameterHealth } from "@genlab/trainers";
import { escaped, shown } from "./html.js";
import { type Line, lineChart } from "./line-chart.js";
import type { ReportRun } from "./report-run.js";

/** Gradients of each layer over time, and a table of all layers as they were measured last. */
export function healthSection({ health }: ReportRun): string {
  const phases = [...new Set(health.flatMap(({ phases }) => Object.keys(phases ?? {})))];
  return phases
    .map((phase) =>
      ofPhase(
        health.filter((record) => record.phases?.[phase]),
        phase,
      ),
    )
    .join("");
}

function ofPhase(records: readonly HealthRecord[], phase: string): string {
  const last = records.at(-1)!;
  const layers = Object.entries(last.phases![phase]!).filter(([, { dead }]) => dead !== undefined);
  if (layers.length === 0) return "";
  const lines = (figure: (health: ParameterHealth) => number): readonly Line[] =>
    layers.map(([path], color) => ({
      label: path,
      color,
      points: records.flatMap(({ step, phases }) => {
        const health = phases?.[phase]?.[path];
        return health ? [[step, figure(health)] as const] : [];
      }),
    }));
  const rows = layers.map(
    ([path, health]) =>
      `<tr><th>${escaped(path)}</th><td>${shown(health.gradient)}</td><td>${shown(health.weight)}</td><td>${shown(health.change / health.weight)}</td><td>${shown(100 * health.dead!)} %</td></tr>`,
  );
  return [
    `<h3>${escaped(phase)}</h3><div class="grid">`,
    lineChart({ title: "norm of the gradient", lines: lines(({ gradient }) => gradient), isLogarithmic: true }),
    lineChart({ title: "update / weight", lines: lines(({ change, weight }) => change / weight), isLogarithmic: true }),
    `</div><details><summary>${layers.length} layers at step ${last.step}</summary><div class="wide"><table><thead><tr><th>layer</th><th>gradient</th><th>weight</th><th>update / weight</th><th>dead units</th></tr></thead><tbody>`,
    rows.join(""),
    "</tbody></table></div></details>",
  ].join("");
}
