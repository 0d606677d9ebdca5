import { Chart, type Curve, SHARES } from "../parts/chart.js";
import { type Colors, colors } from "../parts/colors.js";
import { type Series, thinned } from "../plane/run/curves.js";
import type { Slot } from "../plane/run/slot.js";
import type { ChartKind } from "./lesson.js";
import { words } from "./words.js";

const MOST_POINTS = 300;
/** Of the chart, in pixels: about as high as the pictures beside it. */
const HEIGHT = 250;

/** How the curve of each model is drawn, and the class of its bars. */
export const curveStyles: readonly {
  readonly bar: string;
  readonly color: (colors: Colors) => string;
  readonly dash?: readonly number[];
}[] = [
  { bar: "first", color: ({ arrows }) => arrows },
  { bar: "second", color: ({ grid }) => grid, dash: [6, 3] },
];

interface JointChartProps {
  readonly slots: readonly Slot[];
  readonly names: readonly string[];
  readonly kind: Exclude<ChartKind, "gradients">;
}

/** One number of all models over the steps. */
export function JointChart({ slots, names, kind }: JointChartProps) {
  for (const { history } of slots) void history.pulse.value;
  const { chartTitles, chartOf } = words.value;
  const series = slots.map(({ history: { curves } }) =>
    thinned(curves[kind === "kl" ? "losses" : "quality"], MOST_POINTS),
  );
  const longest = series.reduce(
    (best, one) => (one.steps.length > best.length ? one.steps : best),
    [] as readonly number[],
  );
  const curves = series.map((one, i): Curve => {
    const { color, dash } = curveStyles[i]!;
    return {
      label: names[i]!,
      color: color(colors.value),
      values: one.values[terms[kind]] ?? [],
      ...(dash && { dash }),
    };
  });
  return (
    <figure class="lesson-chart">
      <figcaption>{chartTitles[kind]}</figcaption>
      <Chart
        label={chartOf(chartTitles[kind], names)}
        steps={longest}
        curves={curves.map((curve) => ({ ...curve, values: filled(curve.values, longest) }))}
        height={HEIGHT}
        {...scales[kind]}
      />
    </figure>
  );
}

const terms = { modes: "modes", onMode: "highQuality", kl: "vae/kl" } as const;

/** What the axis reaches over, with room for a curve at its ends, and names: modes are whole. */
const scales = {
  modes: { range: [-0.2, 8.4], marks: [0, 2, 4, 6, 8] },
  onMode: { range: SHARES, marks: [0, 0.5, 1] },
  kl: {},
} as const;

/** A model that is a few steps behind has no value yet. */
const filled = (values: Series["values"][string], steps: readonly number[]) => steps.map((_, i) => values[i] ?? null);
