import { escaped } from "./html.js";
import type { ReportRun } from "./report-run.js";

/** What each run shows, with a slider over its steps. */
export function picturesSection(runs: readonly ReportRun[]): string {
  const figures = runs.filter(({ pictures }) => pictures.length > 0).map((run) => pictureOf(run, runs.length > 1));
  return figures.length === 0 ? "" : `<div class="grid pictures">${figures.join("")}</div>`;
}

function pictureOf({ name, pictures }: ReportRun, isNamed: boolean): string {
  const images = pictures.map(({ step, png }, i) => {
    const isLast = i === pictures.length - 1;
    const source = `data:image/png;base64,${Buffer.from(png).toString("base64")}`;
    return `<img src="${source}" alt="originals, reconstructions and samples at step ${step}" data-step="${step}"${isLast ? "" : " hidden"}>`;
  });
  const last = pictures.at(-1)!;
  const slider =
    pictures.length > 1
      ? `<input type="range" min="0" max="${pictures.length - 1}" value="${pictures.length - 1}" aria-label="step of the picture">`
      : "";
  return `<figure class="film"><figcaption>${isNamed ? `${escaped(name)}, ` : ""}step <output>${last.step}</output></figcaption>${images.join("")}${slider}</figure>`;
}
