import { escaped, shown } from "./html.js";
import { type Line, lineChart } from "./line-chart.js";
import type { ReportRun } from "./report-run.js";

const CHARTS: readonly (readonly [title: string, figures: readonly (readonly [figure: string, label: string])[]])[] = [
  [
    "how far samples and reconstructions spread (data: 1)",
    [
      ["samples/spread", "samples"],
      ["reconstructions/spread", "reconstructions"],
    ],
  ],
  [
    "samples: distance from each to the next (data: 1), data that they cover",
    [
      ["samples/distinct", "distance"],
      ["samples/coverage", "covered"],
    ],
  ],
  ["pairs that the discriminator tells apart (a draw: 0.5)", [["discriminator/wins", "won"]]],
  ["share of latents that tell of the data", [["codes/active", "active"]]],
  ["KL of all latents, in nats", [["codes/kl", "KL"]]],
  [
    "codes of the codebook that a batch uses",
    [
      ["codes/used", "used"],
      ["codes/all", "there are"],
    ],
  ],
  ["distance of samples to training examples (new examples: 1)", [["memory/ratio", "samples"]]],
];

/** What was measured of the models besides their losses. */
export function modelSection(runs: readonly ReportRun[]): string {
  const charts = CHARTS.map(([title, figures]) =>
    lineChart({
      title,
      lines: runs.flatMap((run, i) =>
        figures.map(
          ([figure, label], j): Line => ({
            label: runs.length > 1 ? `${run.name} ${label}` : label,
            color: runs.length > 1 ? i : j,
            isDashed: runs.length > 1 && j > 0,
            points: run.health.flatMap(({ step, probes }) => {
              const value = valueAt(probes, figure);
              return value === undefined ? [] : [[step, value] as const];
            }),
          }),
        ),
      ),
    }),
  ).join("");
  const bars = runs.map((run) => codeBars(run, runs.length > 1)).join("");
  return `${charts === "" ? "" : `<div class="grid">${charts}</div>`}${bars}`;
}

function valueAt(probes: ReportRun["health"][number]["probes"], figure: string): number | undefined {
  const [of, name] = figure.split("/") as [string, string];
  return probes?.[of]?.[name];
}

/** A bar for each latent, of what it tells. */
function codeBars({ name, health }: ReportRun, isNamed: boolean): string {
  const last = health.findLast(({ probes }) => probes?.codes);
  const codes = Object.entries(last?.probes?.codes ?? {}).filter(([figure]) => /^(kl|variance)\//.test(figure));
  if (!last || codes.length === 0) return "";
  const most = Math.max(...codes.map(([, value]) => value), 1e-9);
  const what = codes[0]![0].startsWith("kl/") ? "KL of each latent in nats" : "variance of each latent";
  const bars = codes.map(([figure, value]) => {
    const index = figure.slice(figure.indexOf("/") + 1);
    return `<li><span>${escaped(index)}</span><i style="width:${Math.max(0, Math.round((1000 * value) / most) / 10)}%"></i><output>${shown(value)}</output></li>`;
  });
  return `<figure><figcaption>${isNamed ? `${escaped(name)}: ` : ""}${what}, at step ${last.step}</figcaption><ul class="bars">${bars.join("")}</ul></figure>`;
}
