import { useSignal } from "@preact/signals";
import { Chart, type Curve } from "../../parts/chart.js";
import { colors } from "../../parts/colors.js";
import { brief } from "../../plane/brief.js";
import type { KindName } from "../../plane/kinds/kinds.js";
import { type Series, thinned } from "../../plane/run/curves.js";
import type { Slot } from "../../plane/run/slot.js";
import { state } from "../state.js";
import { words } from "../words.js";
import { quality, styled, terms, totals } from "./curve-styles.js";
import { GradientTable } from "./gradient-table.js";

const MOST_POINTS = 300;
const SHARES: readonly [number, number] = [0, 1];

/** What is shown below a picture: losses, what they are sums of, quality, or the gradients. */
export function ModelChart({ slot, kind }: { readonly slot: Slot; readonly kind: KindName }) {
  void slot.history.pulse.value;
  const pointed = useSignal<number | null>(null);
  const { chart, log } = state.value;
  const { chartOf, charts, kinds, terms: labels } = words.value;
  if (chart === "gradients") return <GradientTable slot={slot} />;
  const { losses, quality: measured } = slot.history.curves;
  const series = thinned(chart === "quality" ? asShares(measured, slot) : losses, MOST_POINTS);
  const look = { labels, colors: colors.value };
  const parts = chart === "terms" ? styled(series, terms, look) : [];
  const curves = parts.length > 0 ? parts : styled(series, chart === "quality" ? quality : totals, look);
  return (
    <div class="model-chart">
      <Chart
        label={chartOf(charts[chart], kinds[kind])}
        steps={series.steps}
        curves={curves}
        height={120}
        onPoint={(index) => {
          pointed.value = index;
        }}
        {...(chart === "quality" ? { range: SHARES } : { isLogarithmic: log })}
      />
      <Legend curves={curves} steps={series.steps} index={pointed.value} />
    </div>
  );
}

interface LegendProps {
  readonly curves: readonly Curve[];
  readonly steps: readonly number[];
  /** The point whose values are shown. Null: the last one. */
  readonly index: number | null;
}

function Legend({ curves, steps, index }: LegendProps) {
  const step = index === null ? undefined : steps[index];
  return (
    <ul class="legend">
      {curves.map(({ label, color, values, dash }) => (
        <li key={label}>
          <span class="stroke" style={{ borderTopColor: color, borderTopStyle: dash ? "dashed" : "solid" }} />
          {label} <span class="number">{textOf(step === undefined ? latest(values) : values[index!])}</span>
        </li>
      ))}
      {step !== undefined && <li>{words.value.stepAt(step)}</li>}
    </ul>
  );
}

const latest = (values: Curve["values"]) => values.findLast((one) => one !== null);

const textOf = (value: number | null | undefined) => (value === undefined || value === null ? "" : brief(value));

/** Modes as a share of all, so that all curves go from 0 to 1. */
function asShares({ steps, values }: Series, slot: Slot): Series {
  const all = slot.history.quality.peek()?.coverage?.modes ?? 1;
  const { modes, ...rest } = values;
  return { steps, values: { ...rest, ...(modes && { modes: modes.map((found) => found && found / all) }) } };
}
