import { Chart, type Curve } from "../parts/chart.js";
import { type Colors, colors } from "../parts/colors.js";
import { type Series, thinned } from "../plane/run/curves.js";
import type { Slot } from "../plane/run/slot.js";
import type { ChartKind } from "./lesson.js";
import { words } from "./words.js";

const MOST_POINTS = 300;

/** How the curve of each model is drawn, and the class of its mark. */
export const curveStyles: readonly {
  readonly mark: string;
  readonly color: (colors: Colors) => string;
  readonly dash?: readonly number[];
}[] = [
  { mark: "first", color: ({ arrows }) => arrows },
  { mark: "second", color: ({ grid }) => grid, dash: [6, 3] },
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
        height={130}
        {...(ranges[kind] && { range: ranges[kind] })}
      />
    </figure>
  );
}

const terms = { modes: "modes", onMode: "highQuality", kl: "vae/kl" } as const;

const ranges: Readonly<Record<keyof typeof terms, readonly [number, number] | null>> = {
  modes: [0, 8.4],
  onMode: [0, 1],
  kl: null,
};

/** A model that is a few steps behind has no value yet. */
const filled = (values: Series["values"][string], steps: readonly number[]) => steps.map((_, i) => values[i] ?? null);
