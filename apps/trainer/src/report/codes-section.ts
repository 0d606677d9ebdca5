import type { NotedCodes } from "../outputs/note-codes.js";
import { escaped } from "./html.js";
import type { ReportRun } from "./report-run.js";

/** More classes than colours are told apart by no one. */
const COLOURS = 10;
const SIDE = 100;
const MARGIN = 4;

/** Codes of held-out examples of each run, in the plane in which they differ most; by class where there are classes. */
export function codesSection(runs: readonly ReportRun[]): string {
  const figures = runs.flatMap(({ name, codes }) => (codes ? [scatterOf(codes, runs.length > 1 ? name : "")] : []));
  return figures.length === 0 ? "" : `<div class="grid">${figures.join("")}</div>`;
}

function scatterOf({ step, size, points, shares, classes = [] }: NotedCodes, name: string): string {
  const numbers = [...new Set(classes)].sort((a, b) => a - b);
  const isByClass = numbers.length > 0 && numbers.length <= COLOURS;
  const colours = isByClass ? numbers : [0];
  const most = Math.max(1e-12, ...points.map(([across, up]) => Math.max(Math.abs(across), Math.abs(up))));
  const place = (value: number) => Math.round(10 * (SIDE / 2 + ((SIDE / 2 - MARGIN) * value) / most)) / 10;
  const paths = colours.map((number, colour) => {
    const of = isByClass ? points.filter((_, i) => classes[i] === number) : points;
    // a stroke of no length with round ends is a dot, and one path of them is quicker than circles
    const dots = of.map(([across, up]) => `M${place(across)} ${place(-up)}h0`).join("");
    return `<path class="d${colour}" d="${dots}"><title>${isByClass ? `class ${number}` : "codes"}</title></path>`;
  });
  const legend = isByClass
    ? `<ul class="legend">${numbers.map((number, colour) => `<li><span class="key d${colour}"></span>${number}</li>`).join("")}</ul>`
    : "";
  const [first, second] = shares.map((share) => `${Math.round(100 * share)} %`);
  const what = `codes of ${points.length} held-out examples at step ${step}, in the two directions of ${size} in which they differ most (${first} and ${second} of their variance)`;
  return `<figure class="codes"><figcaption>${name === "" ? "" : `${escaped(name)}: `}${what}</figcaption><svg viewBox="0 0 ${SIDE} ${SIDE}" role="img" aria-label="${what}">${paths.join("")}</svg>${legend}</figure>`;
}
