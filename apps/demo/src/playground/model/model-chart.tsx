import { Chart, type Curve } from "../../parts/chart.js";
import { colors } from "../../parts/colors.js";
import { brief } from "../brief.js";
import type { KindName } from "../kinds/kinds.js";
import { type Series, thinned } from "../run/curves.js";
import type { Slot } from "../run/slot.js";
import { state } from "../state.js";
import { words } from "../words.js";
import { styled } from "./curve-styles.js";
import { GradientTable } from "./gradient-table.js";

const MOST_POINTS = 300;
const SHARES: readonly [number, number] = [0, 1];

/** What is shown below a picture: losses, quality, or the gradients. */
export function ModelChart({ slot, kind }: { readonly slot: Slot; readonly kind: KindName }) {
  void slot.history.pulse.value;
  const { chart } = state.value;
  const { chartOf, charts, kinds, terms } = words.value;
  if (chart === "gradients") return <GradientTable slot={slot} />;
  const { losses, quality } = slot.history.curves;
  const series = thinned(chart === "losses" ? losses : asShares(quality, slot), MOST_POINTS);
  const curves = styled(series, terms, colors.value);
  return (
    <div class="model-chart">
      <Chart
        label={chartOf(charts[chart], kinds[kind])}
        steps={series.steps}
        curves={curves}
        height={120}
        {...(chart === "quality" && { range: SHARES })}
      />
      <Legend curves={curves} />
    </div>
  );
}

function Legend({ curves }: { readonly curves: readonly Curve[] }) {
  return (
    <ul class="legend">
      {curves.map(({ label, color, values, dash }) => (
        <li key={label}>
          <span class="stroke" style={{ borderTopColor: color, borderTopStyle: dash ? "dashed" : "solid" }} />
          {label} <span class="number">{latest(values)}</span>
        </li>
      ))}
    </ul>
  );
}

function latest(values: Curve["values"]): string {
  const value = values.findLast((one) => one !== null);
  return value === undefined || value === null ? "" : brief(value);
}

/** Modes as a share of all, so that all curves go from 0 to 1. */
function asShares({ steps, values }: Series, slot: Slot): Series {
  const all = slot.history.quality.peek()?.coverage?.modes ?? 1;
  const { modes, ...rest } = values;
  return { steps, values: { ...rest, ...(modes && { modes: modes.map((found) => found && found / all) }) } };
}
