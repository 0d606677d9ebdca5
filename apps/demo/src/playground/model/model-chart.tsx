import { useSignal } from "@preact/signals";
import { Chart, type Curve, SHARES } from "../../parts/chart.js";
import { colors } from "../../parts/colors.js";
import { CurveMark } from "../../parts/curve-mark.js";
import type { KeptPast } from "../../past-runs/run-store.js";
import { brief } from "../../plane/brief.js";
import type { KindName } from "../../plane/kinds/kinds.js";
import { at, placeOf, type Series, thinned } from "../../plane/run/curves.js";
import type { Slot } from "../../plane/run/slot.js";
import type { Quality } from "../../session/looks/quality.js";
import type { Lab } from "../lab.js";
import { readState, state } from "../state.js";
import { words } from "../words.js";
import { quality, styled, terms, totals } from "./curve-styles.js";
import { GradientTable } from "./gradient-table.js";

const MOST_POINTS = 300;
const MARKS_OF_SHARES = [0, 0.5, 1];

interface ModelChartProps {
  readonly lab: Lab;
  readonly slot: Slot;
  readonly kind: KindName;
}

/** Of a colour, in hexadecimal digits: the curves of other runs are pale. */
const PALE = "66";

/** What is shown below a picture, at the step where the model is: losses, what they are sums of, quality, or the gradients. */
export function ModelChart({ lab, slot, kind }: ModelChartProps) {
  void slot.history.pulse.value;
  const pointed = useSignal<number | null>(null);
  const { chart, log } = state.value;
  const { chartOf, charts, kinds, terms: labels } = words.value;
  if (chart === "gradients") return <GradientTable slot={slot} />;
  const here = slot.step.peek();
  const seriesOf = (
    { losses, quality: found }: Pick<KeptPast, "losses" | "quality">,
    measured: Quality | null | undefined,
  ) => (chart === "quality" ? asShares(found, measured) : losses);
  const series = thinned(seriesOf(slot.history.curves, slot.history.quality.peek()), MOST_POINTS, here);
  const look = { labels, colors: colors.value };
  const curvesOf = (one: Series) => {
    const parts = chart === "terms" ? styled(one, terms, look) : [];
    return parts.length > 0 ? parts : styled(one, chart === "quality" ? quality : totals, look);
  };
  const curves = curvesOf(series);
  const others = lab.overlays.value.flatMap(({ parameters, pasts }) =>
    readState(parameters).models.flatMap((choice, index) => {
      const past = pasts[index];
      if (choice.kind !== kind || !past) return [];
      return [thinned(seriesOf(past, [...past.measured.values()].at(-1)), MOST_POINTS)];
    }),
  );
  const steps = others.length > 0 ? mergedSteps([series, ...others]) : series.steps;
  const all = [
    ...others.flatMap((one) => curvesOf({ steps, values: at(one, steps) })).map(pale),
    ...(others.length > 0 ? curvesOf({ steps, values: at(series, steps) }) : curves),
  ];
  return (
    <div class="model-chart">
      <Chart
        label={chartOf(charts[chart], kinds[kind])}
        steps={steps}
        curves={all}
        here={others.length > 0 ? undefined : here}
        height={120}
        onPoint={(index) => {
          pointed.value = index === null ? null : placeOf(series.steps, steps[index]!);
        }}
        {...(chart === "quality" ? { range: SHARES, marks: MARKS_OF_SHARES } : { isLogarithmic: log })}
      />
      <Legend curves={curves} steps={series.steps} here={placeOf(series.steps, here)} pointed={pointed.value} />
    </div>
  );
}

const pale = (curve: Curve): Curve => ({ ...curve, color: `${curve.color}${PALE}` });

const mergedSteps = (all: readonly Series[]): readonly number[] =>
  [...new Set(all.flatMap(({ steps }) => steps))].sort((a, b) => a - b);

interface LegendProps {
  readonly curves: readonly Curve[];
  readonly steps: readonly number[];
  /** The point where the model is; -1 before the first one. */
  readonly here: number;
  /** The point that is pointed at. */
  readonly pointed: number | null;
}

/** What the curves are, with their values where one points, or where the model is. */
function Legend({ curves, steps, here, pointed }: LegendProps) {
  const step = pointed === null ? undefined : steps[pointed];
  return (
    <ul class="legend">
      {curves.map(({ label, color, values, dash }) => (
        <li key={label}>
          <CurveMark color={color} dash={dash} />
          {label} <span class="number">{textOf(step === undefined ? latest(values, here) : values[pointed!])}</span>
        </li>
      ))}
      {step !== undefined && <li>{words.value.stepAt(step)}</li>}
    </ul>
  );
}

const latest = (values: Curve["values"], here: number) =>
  values.findLast((value, place) => place <= here && value !== null);

const textOf = (value: number | null | undefined) => (value === undefined || value === null ? "" : brief(value));

/** Modes as a share of all, so that all curves go from 0 to 1. */
function asShares({ steps, values }: Series, measured: Quality | null | undefined): Series {
  const all = measured?.coverage?.modes ?? 1;
  const { modes, ...rest } = values;
  return { steps, values: { ...rest, ...(modes && { modes: modes.map((found) => found && found / all) }) } };
}
