import { escaped, shown } from "./html.js";
import { thinned } from "./thinned.js";
import { logTicksOf, ticksOf } from "./ticks.js";

/** A line of a chart. A value that is not finite makes a gap. */
export interface Line {
  readonly label: string;
  readonly points: readonly (readonly [step: number, value: number])[];
  /** Of eight. */
  readonly color: number;
  /** Default false. */
  readonly isDashed?: boolean;
}

export interface Chart {
  readonly title: string;
  readonly lines: readonly Line[];
  /** A vertical scale of powers of ten. Default false. */
  readonly isLogarithmic?: boolean;
}

const WIDTH = 1000;
const HEIGHT = 400;

/** A chart by steps, as HTML: an SVG of the lines, stretched to the width that there is, and words around it that keep their size. */
export function lineChart({ title, lines: given, isLogarithmic = false }: Chart): string {
  const isDrawn = (value: number) => Number.isFinite(value) && (!isLogarithmic || value > 0);
  const lines = given
    .map((line) => ({ ...line, points: thinned(line.points.filter(([, value]) => isDrawn(value))) }))
    .filter(({ points }) => points.length > 0);
  if (lines.length === 0) return "";
  const scaled = (value: number) => (isLogarithmic ? Math.log10(value) : value);
  const steps = rangeOf(lines.flatMap(({ points }) => points.map(([step]) => step)));
  const values = rangeOf(lines.flatMap(({ points }) => points.map(([, value]) => scaled(value))));
  const x = (step: number) => (WIDTH * (step - steps.least)) / (steps.most - steps.least);
  const y = (value: number) => HEIGHT * (1 - (scaled(value) - values.least) / (values.most - values.least));
  const paths = lines.map(({ points, color, isDashed }) => {
    const d = points.map(([step, value], i) => `${i === 0 ? "M" : "L"}${round(x(step))} ${round(y(value))}`).join("");
    // a stroke of no length with round ends is a dot
    if (points.length === 1) return `<path d="${d}h0" class="c${color % 8} dot"/>`;
    return `<path d="${d}" class="c${color % 8}"${isDashed ? ' stroke-dasharray="5 4"' : ""}/>`;
  });
  const ticks = isLogarithmic ? logTicksOf(values.least, values.most) : ticksOf(values.least, values.most, 4);
  const rows = ticks.map((tick) => {
    const top = 100 * (1 - (tick - values.least) / (values.most - values.least));
    return `<i class="row" style="top:${round(top)}%"><b>${shown(isLogarithmic ? 10 ** tick : tick)}</b></i>`;
  });
  const columns = ticksOf(steps.least, steps.most, 4)
    .filter(Number.isInteger)
    .map((tick) => `<i class="column" style="left:${round(x(tick) / 10)}%">${shown(tick)}</i>`);
  const legend = lines.map(
    ({ label, color, points, isDashed }) =>
      `<li><span class="key c${color % 8}${isDashed ? " dashed" : ""}"></span>${escaped(label)} <output>${shown(points.at(-1)![1])}</output></li>`,
  );
  const data = JSON.stringify({ least: steps.least, most: steps.most, lines: lines.map(({ points }) => points) });
  return [
    `<figure class="chart" data-chart="${escaped(data)}"><figcaption>${escaped(title)}</figcaption>`,
    `<div class="plot">${rows.join("")}<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${escaped(title)}">${paths.join("")}</svg><i class="cursor" hidden></i></div>`,
    `<div class="steps">${columns.join("")}</div><ul class="legend">${legend.join("")}</ul></figure>`,
  ].join("");
}

const round = (value: number) => Math.round(10 * value) / 10;

function rangeOf(values: readonly number[]): { readonly least: number; readonly most: number } {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) [least, most] = [Math.min(least, value), Math.max(most, value)];
  if (most > least) return { least, most };
  const around = Math.abs(least) * 0.1 || 1;
  return { least: least - around, most: most + around };
}
